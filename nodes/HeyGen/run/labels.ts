import type { INodeProperties } from 'n8n-workflow';

function* flattened(properties: readonly INodeProperties[]): Generator<INodeProperties> {
	for (const property of properties) {
		yield property;
		for (const option of property.options ?? []) {
			if ('values' in option) yield* flattened(option.values);
			else if ('displayName' in option) yield* flattened([option]);
		}
	}
}

/**
 * Finds the display name of the parameter behind a body path that HeyGen names: `voice_settings.speed` is the parameter
 * `speed`. Parameters are named as HeyGen's keys, in camel case, so no second list is needed.
 */
export function labelFinder(properties: readonly INodeProperties[]): (param: string) => string | undefined {
	const labels = new Map(
		[...flattened(properties)].map(({ name, displayName }) => [name.toLowerCase(), displayName]),
	);
	return (param) => {
		const segments = param.split(/[.[\]/]+/).filter((segment) => segment !== '' && !/^\d+$/.test(segment));
		const names = segments.map((segment) => segment.replace(/_/g, '').toLowerCase());
		return names
			.reverse()
			.map((name) => labels.get(name))
			.find((label) => label !== undefined);
	};
}
