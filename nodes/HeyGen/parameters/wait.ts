import type { IBinaryKeyData, INodeProperties } from 'n8n-workflow';

import { download } from '../api/fileHost';
import { jobKinds, type JobKind, type JobName, type Jobs } from '../jobs/kinds';
import type { Item } from '../run/item';
import type { Choices } from '../run/values';

interface WaitTexts {
	/** As in "Whether to wait until …". */
	readonly until: string;
	/** Minutes. */
	readonly limit: number;
}

export function waitParameters({ until, limit }: WaitTexts): INodeProperties[] {
	return [
		{
			displayName: 'Wait for Completion',
			name: 'wait',
			type: 'boolean',
			default: true,
			description: `Whether to wait until ${until}. Off, the node goes on at once with an ID to read later.`,
		},
		{
			displayName: 'Wait Limit (Minutes)',
			name: 'waitLimit',
			type: 'number',
			typeOptions: { minValue: 0.1, maxValue: 1440 },
			default: limit,
			displayOptions: { show: { wait: [true] } },
			description:
				'How long to wait at most. What is not finished by then becomes an error that names its ID: HeyGen goes on with it, and it can be read later.',
		},
	];
}

/** Milliseconds to wait, or undefined where the item does not wait. */
export function waitLimitOf(item: Item): number | undefined {
	return item.values.flag('wait') ? item.values.requiredNumber('waitLimit') * 60_000 : undefined;
}

function fileChoices(name: JobName): Choices {
	return Object.fromEntries(jobKinds[name].files.map((file) => [file.name, file.displayName]));
}

/** Which of a job's files to put into binary properties. */
export function downloadParameter(name: JobName, show?: Record<string, boolean[]>): INodeProperties {
	const { files } = jobKinds[name];
	return {
		displayName: 'Download',
		name: 'download',
		type: 'multiOptions',
		options: files.map((file) => ({ name: file.displayName, value: file.name })),
		default: [],
		description: `Files to put into binary properties, named ${files.map(({ name: file, several }) => (several ? `${file}_1, ${file}_2, …` : file)).join(', ')}. The links HeyGen gives expire; these files stay.`,
		...(show ? { displayOptions: { show } } : {}),
	};
}

/** The files the user wants of a job, by their names. */
export function wantedFiles(item: Item, name: JobName): string[] {
	return item.values.many('download', fileChoices(name));
}

/** Reads the wanted files of a finished job into binary properties; what HeyGen has not made of it is said in a hint. */
export async function downloaded<Name extends JobName>(
	item: Item,
	name: Name,
	id: string,
	job: Jobs[Name],
	wanted: readonly string[],
): Promise<IBinaryKeyData | undefined> {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const binary: IBinaryKeyData = {};
	for (const file of kind.files.filter((candidate) => wanted.includes(candidate.name))) {
		const links = file.links(job).filter((link): link is string => typeof link === 'string' && link !== '');
		if (links.length === 0) {
			item.hint(
				`HeyGen has no ${file.displayName.toLowerCase()} of the ${kind.name} ${id}, so none was downloaded.`,
			);
		}
		for (const [index, link] of links.entries()) {
			const property = file.several ? `${file.name}_${index + 1}` : file.name;
			binary[property] = await download(item.client, item.helpers, link, {
				name: `${id}-${property}.${endingOf(link) ?? file.ending}`,
			});
		}
	}
	return Object.keys(binary).length > 0 ? binary : undefined;
}

/** A video may come as WebM, a thumbnail as PNG: the link says so. */
function endingOf(link: string): string | undefined {
	return /\.([a-z0-9]{2,4})$/i.exec(new URL(link).pathname)?.[1]?.toLowerCase();
}
