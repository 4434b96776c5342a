import { NodeApiError } from 'n8n-workflow';

import type { HeyGenClient } from '../../api/client';
import { ownError } from '../../api/errors';
import { placeId } from '../../jobs/batch';
import type { BatchAnswer, BatchPart, Item } from '../../run/item';
import { jobOperation } from '../jobOperation';
import { bodyOf, callbackUrlOf, resumeUrl, videoOptions, videoParameters } from './request';

/** The most videos HeyGen takes in one request (FACTS §3). */
const MOST = 100;

/** HeyGen takes no Idempotency-Key for a batch. */
const PAID = { name: 'batch', look: 'Look with Video > Get Many whether its videos are there.' };

const LABELS = { title: 'Batch Title', callback_url: 'Batch Callback URL' };

/** Whom HeyGen calls about the batches of a run: the user, or the run. A client lives as long as a run. */
const calledOf = new WeakMap<HeyGenClient, 'user' | 'run'>();

function batchOf(item: Item): BatchPart['batch'] {
	const { client, options } = item;
	const batch = {
		title: options.optionalText('batchTitle'),
		callbackUrl: callbackUrlOf(options, 'batchCallbackUrl'),
		resumeUrl: resumeUrl(item, 'batchCallbackUrl'),
	};
	const called = batch.callbackUrl ? 'user' : batch.resumeUrl ? 'run' : undefined;
	if (called && called !== (calledOf.get(client) ?? called)) {
		throw options.refuse(
			`"${options.label('batchCallbackUrl')}" cannot be combined with "Wait By" Callback`,
			`HeyGen calls one address about a batch. Here one item has an address of its own, and another item waits for the call: remove ${options.label('batchCallbackUrl')}, or set Wait By to Polling for all items.`,
		);
	}
	if (called) calledOf.set(client, called);
	return batch;
}

async function send(item: Item, parts: readonly BatchPart[]): Promise<BatchAnswer[]> {
	const [first] = parts;
	const resuming = parts.find(({ batch }) => batch.resumeUrl !== undefined);
	const created = await item.client.data('videoBatchesCreate', {
		body: {
			title: first?.batch.title,
			callback_url: resuming?.batch.resumeUrl ?? first?.batch.callbackUrl,
			videos: parts.map(({ video }) => video),
		},
		witness: {
			sent: () => parts.forEach(({ witness }) => witness.sent()),
			withdrawn: () => parts.forEach(({ witness }) => witness.withdrawn()),
		},
		labels: LABELS,
	});
	return parts.map((_, index) => ({ ...created, item_index: index }));
}

async function place(item: Item): Promise<BatchAnswer> {
	return await item.once(PAID, async (witness) => {
		const batch = batchOf(item);
		const video = await bodyOf(item);
		const sending = { most: MOST, send: async (parts: readonly BatchPart[]) => await send(item, parts) };
		return await item.join({ video, batch, witness }, sending).catch((error: unknown) => {
			// One answer is about many items.
			throw error instanceof NodeApiError ? ownError(error) : error;
		});
	});
}

export const createBatch = jobOperation<{ batchVideo: BatchAnswer }>({
	name: 'Create Batch',
	value: 'createBatch',
	action: 'Create batch of videos',
	description: 'Create a video of every item, up to 100 in one request',
	parameters: videoParameters,
	options: [
		...videoOptions,
		{
			displayName: 'Batch Callback URL',
			name: 'batchCallbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/heygen-done',
			description:
				'An https address that HeyGen calls once, when all videos of the batch have ended. The first item of each request decides.',
		},
		{
			displayName: 'Batch Title',
			name: 'batchTitle',
			type: 'string',
			default: '',
			description: 'What the batch is called in HeyGen. The first item of each request decides.',
		},
	],
	wait: {
		until: 'the videos are rendered, each item for its own, some minutes and at times hours',
		limit: 60,
		callback: true,
	},
	downloads: 'batchVideo',
	async start(item) {
		const answer = await place(item);
		return { kind: 'batchVideo', id: placeId(answer), answer };
	},
	output: {
		batchVideo: (_item, answer, { entry, video } = {}) => ({
			...answer,
			...(entry ? { status: entry.status, video_id: entry.video_id } : {}),
			...video,
		}),
	},
});
