import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import { DEFAULT_BASE_URL } from '../nodes/HeyGen/api/baseUrl';
import { accountTest, baseUrlProperty, help } from '../nodes/HeyGen/api/credentials';

/** HeyGen's own addresses for signing in; with another Base URL, sign-in is looked for there (docs/heygen.md §8). */
const SIGN_IN = {
	authorize: 'https://app.heygen.com/oauth/authorize',
	token: 'https://api2.heygen.com/v1/oauth/token',
};

function atHeyGenOr(own: string, path: string): string {
	const base = '($self["baseUrl"] || "").trim().replace(/\\/+$/, "")';
	const safe = `/^https:|^http:\\/\\/(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]+)?(\\/|$)/i.test(${base})`;
	return `={{ ["", "${DEFAULT_BASE_URL}"].includes(${base}) ? "${own}" : ${safe} ? ${base} + "${path}" : "" }}`;
}

export class HeyGenStudioOAuth2Api implements ICredentialType {
	name = 'heyGenStudioOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HeyGen Studio OAuth2 API';

	icon: Icon = { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' };

	documentationUrl = 'https://docs.heygen.com/reference/authentication';

	properties: INodeProperties[] = [
		help(
			"What is created is paid from the credits of your plan at HeyGen. A Client ID comes from HeyGen's partner form; for automation, HeyGen recommends an API key, which is paid from the prepaid API wallet.",
		),
		baseUrlProperty,
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'pkce' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: atHeyGenOr(SIGN_IN.authorize, '/oauth/authorize'),
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: atHeyGenOr(SIGN_IN.token, '/v1/oauth/token'),
			required: true,
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: "From HeyGen's partner form, or from a registration at its OAuth endpoint",
		},
		// HeyGen's clients are public: PKCE stands in for the secret.
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'openid profile email' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		// n8n signs these requests itself, wherever they go; so the nodes that send to any address do not get the token.
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'hidden',
			default: 'none',
		},
	];

	test: ICredentialTestRequest = accountTest;
}
