import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '../../contract/endpoints';
import { Contract } from '../../sandbox/heygen/contract';

const contract = new Contract();

function problems(
	method: string,
	url: string,
	rest: { body?: unknown; headers?: Record<string, string> } = {},
) {
	return contract
		.checkRequest({ method, url, ...rest })
		.problems.map(({ where, param, message }) => `${where} ${param}: ${message}`);
}

describe('contract', () => {
	it('compiles and finds every operation', () => {
		expect(contract.operationIds().sort()).toEqual(Object.keys(endpoints).sort());
		for (const [operationId, { method, path, supportsKey }] of Object.entries(endpoints)) {
			const match = contract.match(method, path.replace(/\{\w+\}/g, 'some-id'));
			expect(match?.operationId).toBe(operationId);
			expect(match && contract.supportsKey(match.operationId)).toBe(supportsKey);
		}
	});

	it('prefers a literal segment and decodes parameters', () => {
		expect(contract.match('get', '/v3/avatars/looks')?.operationId).toBe('avatarLooksList');
		expect(contract.match('GET', '/v3/videos/a%2Fb?x=1')).toEqual({
			operationId: 'videoGet',
			pathParams: { video_id: 'a/b' },
		});
		expect(contract.match('GET', '/v3/videos/%E0%A4%A')).toBeUndefined();
		expect(contract.match('PUT', '/v3/videos')).toBeUndefined();
		for (const path of ['/v3/videos/', '/v3//videos', '/v3/avatars//consent', '//', '']) {
			expect(contract.match('GET', path)).toBeUndefined();
			expect(contract.match('POST', path)).toBeUndefined();
		}
	});

	it('checks the query: types, limits, enums, unknown names', () => {
		expect(problems('GET', '/v3/avatars?limit=50')).toEqual([]);
		expect(contract.checkRequest({ method: 'GET', url: '/v3/videos', query: { limit: '7' } }).query).toEqual({
			limit: 7,
		});
		expect(problems('GET', '/v3/avatars?limit=51')).toEqual(['query limit: must be <= 50']);
		expect(problems('GET', '/v3/avatars?limit=ten')).toEqual(['query limit: must be integer']);
		expect(problems('GET', '/v3/avatars?limit=')).toEqual(['query limit: must be integer']);
		expect(problems('GET', '/v3/avatars?limit=1&limit=2')).toEqual(['query limit: must be integer']);
		expect(problems('GET', '/v3/avatars?page=2')).toEqual(['query page: Extra inputs are not permitted']);
		expect(problems('GET', '/v3/voices?type=mine')).toEqual([
			'query type: must be one of "public", "private"',
		]);
		expect(problems('GET', '/v3/assets')).toEqual(['query username: Field required']);
	});

	it('reports the branch of a union that the caller meant', () => {
		expect(
			problems('POST', '/v3/avatars', { body: { type: 'photo', name: 'A', file: { type: 'url' } } }),
		).toEqual(['body file.url: Field required']);
		expect(problems('POST', '/v3/avatars', { body: { type: 'foto', name: 'A' } })).toEqual([
			'body type: must be one of "prompt", "digital_twin", "photo"',
		]);
		expect(problems('POST', '/v3/videos', { body: { avatar_id: 'x' } })).toEqual([
			'body type: Field required',
		]);
		expect(
			problems('POST', '/v3/videos', {
				body: {
					type: 'avatar',
					avatar_id: 'x',
					engine: { type: 'avatar_iv', reference_look_id: 'y' },
					voice_settings: { speed: 3, engine_settings: { engine_type: 'fish', model: 's9' } },
				},
			}),
		).toEqual([
			'body voice_settings.engine_settings.model: must be one of "s1", "s2-pro", null',
			'body voice_settings.speed: must be <= 1.5',
			'body engine.reference_look_id: Extra inputs are not permitted',
		]);
		expect(
			problems('POST', '/v3/videos', {
				body: { type: 'studio', scenes: [{ type: 'avatar_video', input: { type: 'avatar', avatar_id: 1 } }] },
			}),
		).toEqual(['body scenes.0.input.avatar_id: must be string']);
	});

	it('accepts null where the contract does, and only there', () => {
		const body = { type: 'avatar', avatar_id: 'x', engine: null, background: null, voice_settings: null };
		expect(problems('POST', '/v3/videos', { body })).toEqual([]);
		expect(problems('POST', '/v3/videos', { body: { ...body, avatar_id: null } })).toEqual([
			'body avatar_id: must be string',
		]);
	});

	it('refuses a body on GET and DELETE, a missing one, and a wrong content type', () => {
		expect(problems('GET', '/v3/videos/x', { body: {} })).toEqual(['body : this operation takes no body']);
		expect(problems('DELETE', '/v3/videos/x', { body: {} })).toEqual(['body : this operation takes no body']);
		expect(problems('POST', '/v3/videos')).toEqual(['body : Field required']);
		expect(problems('POST', '/v3/avatars/x/consent', { body: {} })).toEqual([]);
		expect(problems('POST', '/v3/webhooks/endpoints/x/rotate-secret', { body: {} })).toEqual([]);
		expect(
			problems('POST', '/v3/webhooks/endpoints', {
				body: { url: 'https://example.com' },
				headers: { 'Content-Type': 'text/plain' },
			}),
		).toEqual(['header Content-Type: must be application/json']);
	});

	it('knows multipart bodies by their fields', () => {
		const form = new FormData();
		form.append('file', new Blob(['x']), 'x.png');
		expect(problems('POST', '/v3/assets', { body: form })).toEqual([]);
		form.append('folder', 'x');
		expect(problems('POST', '/v3/assets', { body: form })).toEqual([
			'body folder: Extra inputs are not permitted',
		]);
	});

	it('checks the Idempotency-Key where there is one', () => {
		const body = { url: 'https://example.com' };
		const wrong = { 'idempotency-key': 'a b' };
		expect(problems('POST', '/v3/webhooks/endpoints', { body, headers: wrong })[0]).toMatch(
			/^header Idempotency-Key: must match pattern/,
		);
		expect(problems('GET', '/v3/videos', { headers: wrong })).toEqual([]);
	});

	it('knows with which status an operation succeeds', () => {
		const folder = mkdtempSync(join(tmpdir(), 'contract-'));
		const file = join(folder, 'openapi.json');
		const responses = { default: { description: 'error' }, 202: { description: 'accepted' } };
		const paths = {
			'/v3/videos': { get: { operationId: 'videoList', responses: { 200: { description: 'ok' } } } },
			'/v3/video-agents': { post: { operationId: 'videoAgentCreate', responses } },
		};
		writeFileSync(file, JSON.stringify({ paths, components: { schemas: {} } }));

		const small = new Contract(file);
		rmSync(folder, { recursive: true });

		expect([small.successOf('videoList'), small.successOf('videoAgentCreate')]).toEqual([200, 202]);
	});

	it('checks answers, also errors', () => {
		expect(contract.checkResponse('videoGet', 200, { data: { id: 'x', status: 'completed' } })).toEqual([]);
		expect(contract.checkResponse('videoGet', 200, { data: { id: 'x', status: 'done' } })).toEqual([
			{
				where: 'response',
				param: 'data.status',
				message: 'must be one of "pending", "processing", "completed", "failed"',
			},
		]);
		expect(contract.checkResponse('videoGet', 404, { error: { code: 'video_not_found' } })).toEqual([
			{ where: 'response', param: 'error.message', message: 'Field required' },
		]);
	});
});
