import type { Operation } from '../../run/operation';
import { proofreadId } from './proofreadId';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get proofread',
	description: 'Get the state of a proofread: processing, completed or failed',
	calls: ['videoTranslateProofreadsGet'],
	parameters: [proofreadId],
	async run({ client, values }) {
		const id = values.id('proofreadId');
		const proofread = await client.data('videoTranslateProofreadsGet', { path: { proofread_id: id } });
		return { json: { ...proofread } };
	},
};
