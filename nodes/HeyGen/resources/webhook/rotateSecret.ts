import { webhookLocator } from '../../parameters/locators';
import type { Operation } from '../../run/operation';

/** The secret itself is not given out: it would stand in the execution's data for everyone to read. */
export const rotateSecret: Operation = {
	name: 'Rotate Secret',
	value: 'rotateSecret',
	action: 'Rotate the secret of a webhook',
	description:
		'Have HeyGen sign the events of a webhook endpoint with a new secret. A HeyGen Trigger takes up the new one by itself.',
	calls: ['webhookEndpointsRotateSecret'],
	parameters: [
		webhookLocator({
			name: 'endpointId',
			displayName: 'Webhook Endpoint',
			description: 'The endpoint of a HeyGen Trigger, as HeyGen lists it',
		}),
	],
	async run(item) {
		const id = item.values.id('endpointId');
		const { endpoint_id } = await item.write('webhookEndpointsRotateSecret', {
			path: { endpoint_id: id },
		});
		return { json: { endpoint_id, rotated: true } };
	},
};
