import type { Operation } from '../../run/operation';

export const getApiKey: Operation = {
	name: 'Get API Key',
	value: 'getApiKey',
	action: 'Get own API key',
	description:
		'Get the name, status, scopes and expiry of the API key in use. Not for other authentications.',
	calls: ['apiKeySelfGet'],
	parameters: [],
	async run({ client, values }) {
		// docs/heygen.md §1.
		if (client.connection.authentication !== 'apiKey') {
			throw values.refuse(
				'"Get API Key" works with the authentication API Key only',
				'A sign-in has no API key. What account it belongs to, and its balance, is in Account > Get.',
			);
		}
		return { json: { ...(await client.data('apiKeySelfGet')) } };
	},
};
