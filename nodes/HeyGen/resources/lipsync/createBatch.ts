import type { Schema } from '../../api/contract';
import { callbackOptions, readCalled } from '../../parameters/callback';
import { UPLOADS } from '../../parameters/media';
import { batchOperation } from '../batchOperation';
import { bodyOf, lipsyncParameters } from './request';
import { simplified } from './simplified';

export const createBatch = batchOperation<'lipsyncBatchesCreate', 'batchLipsync', Schema<'CreateLipsync'>>({
	name: 'Create Batch',
	value: 'createBatch',
	action: 'Lip sync batch of videos',
	description: 'Make a lipsync of every item, up to 100 in one request; paid by the second',
	calls: ['lipsyncBatchesCreate', ...UPLOADS],
	makes: 'batchLipsync',
	downloads: true,
	// docs/heygen.md §3.
	most: 100,
	parameters: lipsyncParameters,
	options: callbackOptions(['callback_id', 'callback_url'], 'lipsync'),
	simplify: simplified,
	wait: {
		until: 'the lipsyncs are rendered, each item for its own, some minutes and at times hours',
		limit: 60,
	},
	async entries(item) {
		// Before the first file is uploaded.
		const called = readCalled(item.options);
		return [{ ...(await bodyOf(item)), ...called }];
	},
	body: (lipsyncs, whole) => ({ ...whole, lipsyncs: [...lipsyncs] }),
	batchId: ({ batch_id: id }) => id,
	output: {
		batchLipsync: (_item, answer, { entry, job } = {}) => ({
			...answer,
			// The ID of the lipsync itself.
			...(entry ? { status: entry.status, lipsync_id: entry.video_id } : {}),
			...job,
		}),
	},
});
