import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { authenticateWith, baseUrlProperty, keyTest } from '../nodes/HeyGen/api/credentials';

export class HeyGenStudioApi implements ICredentialType {
	name = 'heyGenStudioApi';

	displayName = 'HeyGen Studio API';

	icon: Icon = { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' };

	documentationUrl = 'https://docs.heygen.com/reference/authentication';

	properties: INodeProperties[] = [
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
