import { listOperation } from '../list';

export const getAll = listOperation({
	action: 'Get many webhooks',
	description:
		'List the webhook endpoints that HeyGen reports events to, those of HeyGen Triggers among them',
	calls: ['webhookEndpointsList'],
	// HeyGen is to give it when it makes it, and never again (docs/heygen.md §7).
	secret: 'secret',
});
