import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

interface LocatorOptions {
	readonly name: string;
	readonly displayName: string;
	readonly description: string;
	readonly required?: boolean;
	readonly show?: Record<string, string[]>;
}

interface LocatorKind {
	readonly searchListMethod: string;
	readonly placeholder: string;
	/** Further ways, where HeyGen's web app has an address for each one. */
	readonly byUrl?: { modes: INodePropertyMode[] };
}

function locator(
	{ searchListMethod, placeholder, byUrl }: LocatorKind,
	{ name, displayName, description, required = true, show }: LocatorOptions,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select…',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
			...(byUrl?.modes ?? []),
		],
		...(show ? { displayOptions: { show } } : {}),
	};
}

export const lookLocator = (options: LocatorOptions) =>
	locator({ searchListMethod: 'searchLooks', placeholder: 'e.g. 9c8f7a6b5d4e4f3a8b2c1d0e9f8a7b6c' }, options);

export const groupLocator = (options: LocatorOptions) =>
	locator(
		{ searchListMethod: 'searchGroups', placeholder: 'e.g. 1f2e3d4c5b6a79881a2b3c4d5e6f7081' },
		options,
	);

export const voiceLocator = (options: LocatorOptions) =>
	locator(
		{ searchListMethod: 'searchVoices', placeholder: 'e.g. 2d5b0e6cf36f460aa7fc47e3eee4ba54' },
		options,
	);

export const webhookLocator = (options: LocatorOptions) =>
	locator({ searchListMethod: 'searchWebhooks', placeholder: 'e.g. ep_5c6d7e8f9a0b1c2d3e4f5061' }, options);

const VIDEO_PAGE = '^https?://[^/]+/(?:videos|share|embeds)/([A-Za-z0-9_-]+)';

export const videoLocator = (options: LocatorOptions) =>
	locator(
		{
			searchListMethod: 'searchVideos',
			placeholder: 'e.g. 0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f50',
			byUrl: {
				modes: [
					{
						displayName: 'By URL',
						name: 'url',
						type: 'string',
						placeholder: 'e.g. https://app.heygen.com/videos/0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f50',
						extractValue: { type: 'regex', regex: VIDEO_PAGE },
						validation: [
							{
								type: 'regex',
								properties: { regex: VIDEO_PAGE, errorMessage: 'This is not a link to a HeyGen video' },
							},
						],
					},
				],
			},
		},
		options,
	);
