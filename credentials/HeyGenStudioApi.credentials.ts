import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { authenticateWith, baseUrlProperty, help, keyTest } from '../nodes/HeyGen/api/credentials';

export class HeyGenStudioApi implements ICredentialType {
	name = 'heyGenStudioApi';

	displayName = 'HeyGen Studio API';

	icon: Icon = { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' };

	documentationUrl = 'https://docs.heygen.com/reference/authentication';

	properties: INodeProperties[] = [
		help(
			'Make a key in the <a href="https://app.heygen.com" target="_blank">HeyGen app</a> under Settings > API. What it creates is paid from the prepaid API wallet there, not from your plan; HeyGen recommends it for automation.',
		),
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "From HeyGen's API settings. What it creates is paid from the prepaid API wallet.",
		},
		baseUrlProperty,
	];

	authenticate: IAuthenticate = authenticateWith('apiKey', (key) => ({ 'X-Api-Key': key }));

	test: ICredentialTestRequest = keyTest;
}
