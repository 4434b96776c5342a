import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { AUTHENTICATIONS, credentialTypeOf } from '../api/connection';

/** The credentials of both nodes; the Authentication parameter says which one counts. */
export const credentials: INodeCredentialDescription[] = AUTHENTICATIONS.map((authentication) => ({
	name: credentialTypeOf(authentication),
	required: true,
	displayOptions: { show: { authentication: [authentication] } },
}));

export const authenticationParameter: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'API Key',
			value: 'apiKey',
			description: 'Paid from the prepaid API wallet. HeyGen recommends it for automation.',
		},
		{ name: 'Bearer Token', value: 'bearerToken', description: 'A token from your own OAuth2 integration' },
		{ name: 'OAuth2', value: 'oAuth2', description: "Sign in to HeyGen. Paid from the plan's credits." },
	],
	default: 'apiKey',
};
