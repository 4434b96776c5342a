import { get } from '../../nodes/HeyGen/resources/account/get';
import { LOOK_ID } from '../support/answers';
import { byId, errorOf } from '../support/engine';
import { refusal, useFakeHeyGen } from '../support/heygen';

// API keys that are limited to scopes.

const heygen = useFakeHeyGen();

it('An error names the scope that the key lacks, the operation that needs it, and what to do', async () => {
	heygen().on(
		'GET',
		'/v3/users/me',
		refusal(403, 'insufficient_api_key_scope', 'Missing scope account:read'),
	);

	const { message, description, context } = await errorOf({
		parameters: { resource: 'account', operation: get.value },
	});

	expect(message).toBe('HeyGen refused the request: Missing scope account:read');
	expect(description).toContain(
		"This API key is limited to some scopes, and GET /v3/users/me needs account:read. Give the key this scope in HeyGen's API settings, or choose a credential with another key.",
	);
	expect(context?.heygen).toMatchObject({
		required_scope: 'account:read',
		code: 'insufficient_api_key_scope',
	});
});

it('The scope is known where HeyGen does not name it', async () => {
	heygen().always('POST', '/v3/videos', refusal(403, 'insufficient_api_key_scope', 'Not allowed'));
	const parameters = {
		resource: 'video',
		operation: 'create',
		avatarId: byId(LOOK_ID),
		script: 'Hello',
		wait: false,
		options: { engine: 'default' },
	};

	const { description, context } = await errorOf({ parameters });

	expect(description).toContain('POST /v3/videos needs videos:write.');
	expect(context?.heygen).toHaveProperty('required_scope', 'videos:write');
});
