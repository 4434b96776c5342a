import { jobKinds } from '../../jobs/jobKinds';
import type { Operation } from '../../run/operation';
import { kitParameter } from './kit';

export const getKit: Operation = {
	name: 'Get Kit',
	value: 'getKit',
	action: 'Get brand kit',
	description: 'Get a brand kit with its state, colors, logos and fonts',
	calls: ['brandKitsGet'],
	parameters: [kitParameter],
	async run({ client, values }) {
		return { json: { ...(await jobKinds.brandKit.read(client, values.id(kitParameter.name))) } };
	},
};
