import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { accountTest, authenticateWith, baseUrlProperty, help } from '../nodes/HeyGen/api/credentials';

export class HeyGenStudioBearerApi implements ICredentialType {
	name = 'heyGenStudioBearerApi';

	displayName = 'HeyGen Studio Bearer Token API';

	icon: Icon = { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' };

	documentationUrl = 'https://docs.heygen.com/reference/authentication';

	properties: INodeProperties[] = [
		help(
			'A token comes from an OAuth2 integration of your own, and lives for 10 days. To sign in and have it renewed by itself, take HeyGen Studio OAuth2 API; for automation, HeyGen recommends an API key.',
		),
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A token from your own OAuth2 integration, without the word Bearer. It lives for 10 days.',
		},
		baseUrlProperty,
	];

	authenticate: IAuthenticate = authenticateWith('accessToken', (token) => ({
		Authorization: `Bearer ${token}`,
	}));

	test: ICredentialTestRequest = accountTest;
}
