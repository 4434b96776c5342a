import type { INodeProperties } from 'n8n-workflow';

import { optionsFrom } from '../run/values';

/** Members of every operation's Options collection. */
export const concurrency: INodeProperties = {
	displayName: 'Items at Once',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
	default: 10,
	description:
		'How many items are worked on at the same time, those aside that wait for HeyGen, which runs about ten jobs of an account at once',
};

/** A member of the Options collection of every operation that creates something under a key. */
export const idempotencyKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. report-2026-11-anna',
	description:
		'Your own name for this one creation, different for every item, such as the ID of its row. For 24 hours, creating again under it costs nothing and gives the first result, even in a new execution.',
};

/** As {@link idempotencyKey}, where items are created together. */
export const idempotencyKeyInBatch: INodeProperties = {
	...idempotencyKey,
	description:
		'Your own name for what this item creates, different for every item, such as the ID of its row. For 24 hours, creating the same batch again costs nothing and gives the first result, even in a new execution. A batch is the same where all its items have the same keys in the same order.',
};

/** A member of the Options collection of every operation whose items are created together. */
export const batchTitle: INodeProperties = {
	displayName: 'Batch Title',
	name: 'batchTitle',
	type: 'string',
	default: '',
	description: 'What the batch is called in HeyGen. The first item of each request decides.',
};

/** A member of the Options collection of every operation that creates something by a JSON body. */
export const customBody: INodeProperties = {
	displayName: 'Custom Body (JSON)',
	name: 'customBody',
	type: 'json',
	default: '{}',
	description:
		"An object that is merged into the request last, for what HeyGen takes and this node doesn't know yet. It is sent unchecked.",
};

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

export const ASPECT_RATIOS = {
	'16:9': '16:9',
	'9:16': '9:16',
	'4:5': '4:5',
	'5:4': '5:4',
	'1:1': '1:1',
	auto: 'Automatic',
} as const;

/** A member of the Options collection of what makes a picture or a video. */
export const aspectRatio: INodeProperties = {
	displayName: 'Aspect Ratio',
	name: 'aspectRatio',
	type: 'options',
	options: optionsFrom(ASPECT_RATIOS),
	default: '16:9',
	description: 'Width to height',
};

/** What users call it that is made. */
export const titleParameter: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	description: 'What it is called in HeyGen',
};
