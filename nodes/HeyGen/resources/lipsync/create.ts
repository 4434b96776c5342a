import type { Data } from '../../api/contract';
import { UPLOADS } from '../../parameters/media';
import { jobOperation } from '../jobOperation';
import { bodyOf, lipsyncParameters } from './request';
import { simplified } from './simplified';

export const create = jobOperation<'lipsyncCreate', { lipsync: Data<'lipsyncCreate'> }>({
	name: 'Create',
	value: 'create',
	action: 'Lip sync video',
	description: 'Make the lips of the person in a video follow another audio; paid by the second',
	calls: ['lipsyncCreate', ...UPLOADS],
	makes: 'lipsync',
	downloads: true,
	parameters: lipsyncParameters,
	simplify: simplified,
	wait: { until: 'the lipsync is rendered, some minutes and at times hours', limit: 60 },
	async start(item, create) {
		const created = await create({ body: await bodyOf(item) });
		return { kind: 'lipsync', id: created.lipsync_id, answer: created };
	},
	output: { lipsync: (_item, answer, lipsync) => ({ ...answer, ...lipsync }) },
});
