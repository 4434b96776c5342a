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

/**
 * Seconds that a tool waits: a client of MCP gives a call up after 60 seconds (@modelcontextprotocol/sdk,
 * `DEFAULT_REQUEST_TIMEOUT_MSEC`), and asks for the same again.
 */
const TOOL_LIMIT = 45;

const whereWaited = { show: { '/wait': [true] } };

const waitBy: INodeProperties = {
	displayName: 'Wait By',
	name: 'waitBy',
	type: 'options',
	noDataExpression: true,
	options: optionsFrom(WAYS),
	default: 'callback',
	displayOptions: whereWaited,
	description: 'How to learn that HeyGen has finished. It is Polling if this is not added.',
};

export function waitParameter({ until }: WaitTexts): INodeProperties {
	return {
		displayName: 'Wait for Completion',
		name: 'wait',
		type: 'boolean',
		default: true,
		description: `Whether to wait until ${until}. Off, the node goes on at once with an ID to read later.`,
	};
}

/**
 * Members of the Options collection.
 *
 * @param callback whether HeyGen can call back when such a job has ended.
 */
export function waitOptions({ limit }: WaitTexts, callback: boolean): INodeProperties[] {
	return [
		...(callback ? [waitBy] : []),
		{
			displayName: 'Wait Limit (Minutes)',
			name: 'waitLimit',
			type: 'number',
			typeOptions: { minValue: 0.1, maxValue: 1440 },
			default: limit,
			displayOptions: whereWaited,
			description: `How long to wait at most; ${limit} minutes if this is not added. What is not finished by then becomes an error that names its ID: HeyGen goes on with it, and it can be read later. A tool of an agent gives what it has after ${TOOL_LIMIT} seconds if this is not added.`,
		},
	];
}

/** Whether the item waits for HeyGen's call. */
export function waitsForCall({ values, options }: Item): boolean {
	return (
		values.flag('wait') && options.has('waitBy') && options.optionalChoice('waitBy', WAYS) === 'callback'
	);
}

export interface Waiting {
	readonly by: keyof typeof WAYS;
	/** Milliseconds to wait at most. */
	readonly limit: number;
	/**
	 * Whether the limit counts from the item's beginning, and what is not finished by then is given as it is: it is that of
	 * who asks, and nobody has chosen another.
	 */
	readonly isShort: boolean;
}

/** How the item waits, or undefined where it does not. */
export function readWait(item: Item): Waiting | undefined {
	const { values, options } = item;
	if (!values.flag('wait')) return undefined;
	const isShort = item.isTool && options.number('waitLimit') === undefined;
	const limit = isShort ? TOOL_LIMIT * 1_000 : options.requiredNumber('waitLimit') * 60_000;
	return { by: waitsForCall(item) ? 'callback' : 'polling', limit, isShort };
}

type Files = Pick<Linked<never>, 'files'>;

function fileChoices({ files }: Files): Choices {
	return Object.fromEntries(files.map((file) => [file.name, file.displayName]));
}

/** Which of a thing's files to put into binary properties. */
export function downloadParameter({ files }: Files, show?: Record<string, boolean[]>): INodeProperties {
	const usual = files.filter(({ isUsual }) => isUsual).map((file) => file.name);
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

/** The files the user wants, by their names. An agent gets no files from its tool: n8n leaves them out. */
export function wantedFiles(item: Item, linked: Files): string[] {
	if (item.isTool) return [];
	return item.values.many('download', fileChoices(linked));
}
