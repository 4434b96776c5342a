import type { INodeProperties } from 'n8n-workflow';

import type { Linked } from '../jobs/kinds/kind';
import type { Item } from '../run/item';
import { optionsFrom, type Choices } from '../run/values';

export interface WaitTexts {
	/** As in "Whether to wait until …". */
	readonly until: string;
	/** Minutes. */
	readonly limit: number;
}

const WAYS = {
	callback: {
		name: 'Callback',
		description:
			'Suspend the execution until HeyGen calls: no worker is held meanwhile. n8n needs a public https address, and the workflow has to be saved.',
	},
	polling: { name: 'Polling', description: 'Ask HeyGen now and then while the node runs. Works everywhere.' },
} as const;

const waitBy: INodeProperties = {
	displayName: 'Wait By',
	name: 'waitBy',
	type: 'options',
	noDataExpression: true,
	options: optionsFrom(WAYS),
	default: 'polling',
	displayOptions: { show: { wait: [true] } },
	description: 'How to learn that HeyGen has finished',
};

/** @param callback whether HeyGen can call back when such a job has ended. */
export function waitParameters({ until, limit }: WaitTexts, callback: boolean): INodeProperties[] {
	return [
		{
			displayName: 'Wait for Completion',
			name: 'wait',
			type: 'boolean',
			default: true,
			description: `Whether to wait until ${until}. Off, the node goes on at once with an ID to read later.`,
		},
		...(callback ? [waitBy] : []),
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

export interface Waiting {
	readonly by: keyof typeof WAYS;
	/** Milliseconds to wait at most. */
	readonly limit: number;
}

/** How the item waits, or undefined where it does not. */
export function readWait({ values }: Item): Waiting | undefined {
	if (!values.flag('wait')) return undefined;
	const by = values.has('waitBy') ? values.choice('waitBy', WAYS) : 'polling';
	return { by, limit: values.requiredNumber('waitLimit') * 60_000 };
}

type Files = Pick<Linked<never>, 'files'>;

function fileChoices({ files }: Files): Choices {
	return Object.fromEntries(files.map((file) => [file.name, file.displayName]));
}

/**
 * Which of a thing's files to put into binary properties.
 *
 * @param usual those that are wanted unless the user says otherwise.
 */
export function downloadParameter(
	{ files }: Files,
	show?: Record<string, boolean[]>,
	usual: readonly string[] = [],
): INodeProperties {
	return {
		displayName: 'Download',
		name: 'download',
		type: 'multiOptions',
		options: files.map((file) => ({ name: file.displayName, value: file.name })),
		default: [...usual],
		description: `Files to put into binary properties, named ${files.map(({ name: file, several }) => (several ? `${file}_1, ${file}_2, …` : file)).join(', ')}. The links HeyGen gives expire; these files stay.`,
		...(show ? { displayOptions: { show } } : {}),
	};
}

/** The files the user wants, by their names. */
export function wantedFiles(item: Item, linked: Files): string[] {
	return item.values.many('download', fileChoices(linked));
}
