import axios from 'axios';
import { Bench, portrait, readSample, until } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const photo = (overrides: Record<string, unknown> = {}) => ({
	type: 'photo',
	name: 'Ada',
	file: { type: 'base64', media_type: 'image/png', data: portrait.toString('base64') },
	...overrides,
});

/** A PNG header is all the simulator reads of a picture. */
function pngOf(width: number, height: number): string {
	const bytes = Buffer.from(portrait);
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes.toString('base64');
}

describe('account', () => {
	it('shows the wallet to an API key and the plan to a bearer token', async () => {
		const byKey = await bench.get('/v3/users/me');
		expect(byKey.status).toBe(200);
		expect(byKey.at('data.billing_type')).toBe('wallet');
		expect(byKey.at('data.wallet.remaining_balance')).toBe(1000);
		expect(byKey.header('x-request-id')).toMatch(/^req_/);
		const { url, bearerToken } = bench.simulator;
		const byToken = await axios.get(`${url}/v3/users/me`, {
			headers: { authorization: `Bearer ${bearerToken}` },
		});
		expect(byToken.data).toMatchObject({ data: { billing_type: 'subscription', wallet: null } });
	});

	it('tells an API key of itself, and a bearer token that it is none', async () => {
		const key = await bench.get('/v3/api_keys/self');
		expect(key.at('data')).toMatchObject({ status: 'active', scope_mode: 'full', scopes: [] });
		const { bearerToken } = bench.simulator;
		const token = await bench.get('/v3/api_keys/self', {
			headers: { 'x-api-key': undefined, authorization: `Bearer ${bearerToken}` },
		});
		expect(token.refusal).toBe('401 authentication_failed');
	});

	it('answers 401 without credentials and with wrong ones', async () => {
		const without = await bench.get('/v3/users/me', { headers: { 'x-api-key': undefined } });
		expect(without.refusal).toBe('401 unauthorized');
		expect(without.header('x-request-id')).toMatch(/^req_/);
		const wrong = await bench.get('/v3/users/me', { headers: { 'x-api-key': 'nope' } });
		expect(wrong.refusal).toBe('401 authentication_failed');
		const wrongToken = await bench.get('/v3/users/me', {
			headers: { 'x-api-key': undefined, authorization: 'Bearer nope' },
		});
		expect(wrongToken.refusal).toBe('401 authentication_failed');
	});

	it('says plainly what does not exist', async () => {
		expect((await bench.get('/v3/nothing')).refusal).toBe('404 not_found');
	});
});

describe('avatars', () => {
	it('trains a photo into a look', async () => {
		const created = await bench.post('/v3/avatars', photo());
		expect(created.status).toBe(200);
		expect(created.at('data.avatar_item')).toMatchObject({
			name: 'Ada',
			avatar_type: 'photo_avatar',
			status: 'processing',
			image_width: 640,
			preferred_orientation: 'square',
		});
		const groupId = created.text('data.avatar_group.id');
		expect(created.at('data.avatar_group.looks_count')).toBe(1);
		const lookPath = `/v3/avatars/looks/${created.text('data.avatar_item.id')}`;
		const trained = await bench.waitFor(lookPath, 'data.status', 'completed');
		expect(trained.at('data.group_id')).toBe(groupId);
		expect((await bench.get(`/v3/avatars/${groupId}`)).at('data.status')).toBe('completed');
		// Avatars fire no events.
		expect((await bench.control.state()).counts.events).toBe(0);
	});

	it('previews a photo that was uploaded', async () => {
		const asset_id = await bench.asset('portrait.png', 'image/png');
		const created = await bench.post('/v3/avatars', photo({ file: { type: 'asset_id', asset_id } }));
		const preview = await axios.get<ArrayBuffer>(created.text('data.avatar_item.preview_image_url'), {
			responseType: 'arraybuffer',
		});
		expect(Buffer.from(preview.data).equals(portrait)).toBe(true);
	});

	it('adds looks to an identity', async () => {
		const first = await bench.post('/v3/avatars', photo());
		const avatar_group_id = first.text('data.avatar_group.id');
		const second = await bench.post('/v3/avatars', {
			type: 'prompt',
			name: 'Ada at sea',
			prompt: 'on a boat',
			avatar_group_id,
			avatar_id: first.text('data.avatar_item.id'),
		});
		expect(second.at('data.avatar_group')).toMatchObject({
			id: avatar_group_id,
			name: 'Ada',
			looks_count: 2,
		});
		expect(second.at('data.avatar_item.avatar_type')).toBe('studio_avatar');
		const looks = await bench.get(`/v3/avatars/looks?group_id=${avatar_group_id}`);
		expect(looks.list('data').map(({ name }) => name)).toEqual(['Ada at sea', 'Ada']);
	});

	it('puts a look from a prompt into the identity of the look it refers to', async () => {
		const first = await bench.post('/v3/avatars', photo());
		const other = await bench.post('/v3/avatars', photo({ name: 'Brendan' }));
		const [group, another] = [first, other].map((made) => made.text('data.avatar_group.id'));
		const avatar_id = first.text('data.avatar_item.id');
		const prompt = (body: object) =>
			bench.post('/v3/avatars', { type: 'prompt', name: 'Ada at sea', prompt: 'on a boat', ...body });
		for (const body of [{ avatar_id }, { avatar_id, avatar_group_id: group }]) {
			const made = await prompt(body);
			expect([made.at('data.avatar_group.id'), made.at('data.avatar_item.group_id')]).toEqual([group, group]);
		}
		expect((await prompt({})).at('data.avatar_group.id')).not.toBe(group);
		expect((await prompt({ avatar_id, avatar_group_id: another })).refusal).toBe(
			'400 invalid_parameter avatar_id',
		);
		expect((await prompt({ avatar_id: 'nope' })).refusal).toBe('404 avatar_not_found avatar_id');
		// Nobody but its owner puts a look into a public identity.
		expect((await prompt({ avatar_id: 'Abigail_Sofa_public' })).refusal).toBe('403 resource_access_denied');
		expect((await bench.control.state()).counts.looks).toBe(5);
	});

	it('fails a training that asks to, while the group reads completed', async () => {
		const created = await bench.post('/v3/avatars', photo({ name: 'Ada [fail]' }));
		const look = await bench.waitFor(
			`/v3/avatars/looks/${created.text('data.avatar_item.id')}`,
			'data.status',
			'failed',
		);
		expect(look.at('data.error.code')).toBe('training_failed');
		const group = await bench.get(`/v3/avatars/${created.text('data.avatar_group.id')}`);
		expect(group.at('data.status')).toBe('completed');
	});

	it('fails footage of the wrong length', async () => {
		const short = await bench.asset('video.mp4', 'video/mp4');
		const created = await bench.post('/v3/avatars', {
			type: 'digital_twin',
			name: 'Twin',
			file: { type: 'asset_id', asset_id: short },
		});
		const look = await bench.waitFor(
			`/v3/avatars/looks/${created.text('data.avatar_item.id')}`,
			'data.status',
			'failed',
		);
		expect(look.at('data.error.message')).toBe('Footage is too short or too long');
	});

	it.each([
		[
			'a photo that is too small',
			{ file: { type: 'base64', media_type: 'image/png', data: pngOf(511, 900) } },
			'400 invalid_parameter file',
		],
		[
			'another type than declared',
			{ file: { type: 'base64', media_type: 'image/jpeg', data: portrait.toString('base64') } },
			'400 invalid_parameter file.media_type',
		],
		[
			'broken base64',
			{ file: { type: 'base64', media_type: 'image/png', data: 'a$$' } },
			'400 invalid_parameter file.data',
		],
		[
			'a video as photo',
			{ file: { type: 'base64', media_type: 'video/mp4', data: readSample('video.mp4').toString('base64') } },
			'400 invalid_parameter file.media_type',
		],
		[
			'an unknown asset',
			{ file: { type: 'asset_id', asset_id: 'nope' } },
			'404 asset_not_found file.asset_id',
		],
		[
			'a plain http URL',
			{ file: { type: 'url', url: 'http://example.com/a.png' } },
			'400 invalid_parameter file.url',
		],
		[
			'a host that does not exist',
			{ file: { type: 'url', url: 'https://nowhere.invalid/a.png' } },
			'400 download_failed file.url',
		],
		[
			'a host that is not public',
			{ file: { type: 'url', url: 'https://192.168.0.1/a.png' } },
			'400 download_failed file.url',
		],
		['an unknown group', { avatar_group_id: 'nope' }, '404 avatar_group_not_found avatar_group_id'],
		['an unknown key', { colour: 'red' }, '400 invalid_parameter colour'],
		['an empty name', { name: ' ' }, '400 invalid_parameter name'],
	])('refuses %s', async (_what, overrides, refusal) => {
		const answer = await bench.post('/v3/avatars', photo(overrides));
		expect(answer.refusal).toBe(refusal);
		const { counts, wallet } = await bench.control.state();
		expect([counts.looks, wallet.spent]).toEqual([0, 0]);
	});

	it('looks behind URLs on this machine', async () => {
		const { filesUrl } = bench.simulator;
		const file = (name: string) => photo({ file: { type: 'url', url: `${filesUrl}/files/${name}` } });
		expect((await bench.post('/v3/avatars', file('portrait.png'))).status).toBe(200);
		expect((await bench.post('/v3/avatars', file('thumbnail.png'))).refusal).toBe(
			'400 invalid_parameter file',
		);
		expect((await bench.post('/v3/avatars', file('voice.mp3'))).refusal).toBe(
			'400 invalid_parameter file.url',
		);
		expect((await bench.post('/v3/avatars', file('missing.png'))).refusal).toBe(
			'400 download_failed file.url',
		);
	});

	it('pages through more than sixty looks without loss', async () => {
		const seen: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await bench.get('/v3/avatars/looks', { params: { limit: 25, token } });
			seen.push(...page.list('data').map(({ id }) => id));
			expect(page.at('has_more')).toBe(page.at('next_token') !== null);
			token = page.at('has_more') ? page.text('next_token') : undefined;
		} while (token);
		expect(seen.length).toBeGreaterThan(60);
		expect(new Set(seen).size).toBe(seen.length);
		expect((await bench.get('/v3/avatars/looks?limit=51')).refusal).toBe('400 invalid_parameter limit');
		expect((await bench.get('/v3/avatars/looks?token=made-up')).refusal).toBe('400 invalid_parameter token');
	});

	it('offers stock looks of every kind of engine support', async () => {
		const looks = (await bench.get('/v3/avatars/looks?limit=50&ownership=public')).list('data');
		const support = new Set(looks.map(({ supported_api_engines }) => String(supported_api_engines)));
		for (const engines of ['avatar_iii', 'avatar_iii,avatar_iv', 'avatar_iii,avatar_iv,avatar_v']) {
			expect(support).toContain(engines);
		}
		const photos = await bench.get('/v3/avatars/looks?limit=50&avatar_type=photo_avatar');
		expect(new Set(photos.list('data').map(({ avatar_type }) => avatar_type))).toEqual(
			new Set(['photo_avatar']),
		);
	});

	it('renames and deletes own looks and groups, never public ones', async () => {
		const created = await bench.post('/v3/avatars', photo());
		const look = `/v3/avatars/looks/${created.text('data.avatar_item.id')}`;
		const group = `/v3/avatars/${created.text('data.avatar_group.id')}`;
		const renamed = await bench.request({ method: 'PATCH', url: look, data: { name: 'Countess' } });
		expect(renamed.at('data.name')).toBe('Countess');
		expect((await bench.request({ method: 'DELETE', url: look })).status).toBe(200);
		expect((await bench.get(look)).refusal).toBe('404 avatar_not_found look_id');
		expect((await bench.get(group)).at('data.looks_count')).toBe(0);
		expect((await bench.request({ method: 'DELETE', url: group })).status).toBe(200);
		expect((await bench.get(group)).refusal).toBe('404 avatar_group_not_found group_id');
		const stock = (await bench.get('/v3/avatars?ownership=public')).list('data')[0];
		const refused = await bench.request({ method: 'DELETE', url: `/v3/avatars/${String(stock?.id)}` });
		expect(refused.refusal).toBe('403 resource_access_denied');
	});

	it('gives an own group another voice, which its next look speaks with, and deletes its looks with it', async () => {
		const created = await bench.post('/v3/avatars', photo());
		const avatar_group_id = created.text('data.avatar_group.id');
		const url = `/v3/avatars/${avatar_group_id}`;
		const change = (default_voice_id: string, of = url) =>
			bench.request({ method: 'PATCH', url: of, data: { default_voice_id } });
		const [voice] = (await bench.get('/v3/voices?type=private')).list('data');
		const voiceId = String(voice?.voice_id);
		expect((await change(voiceId)).at('data.default_voice_id')).toBe(voiceId);
		expect((await bench.get(url)).at('data.default_voice_id')).toBe(voiceId);
		const next = await bench.post('/v3/avatars', photo({ avatar_group_id }));
		expect(next.at('data.avatar_item.default_voice_id')).toBe(voiceId);
		expect((await change('nobody')).refusal).toBe('404 voice_not_found default_voice_id');
		const [stock] = (await bench.get('/v3/avatars?ownership=public')).list('data');
		expect((await change(voiceId, `/v3/avatars/${String(stock?.id)}`)).refusal).toBe(
			'403 resource_access_denied',
		);
		await bench.request({ method: 'DELETE', url });
		expect((await bench.get(`/v3/avatars/looks/${next.text('data.avatar_item.id')}`)).status).toBe(404);
	});

	it('takes its price and refuses when there is too little', async () => {
		await bench.control.set({ wallet: 1.5 });
		expect((await bench.post('/v3/avatars', photo())).status).toBe(200);
		expect((await bench.post('/v3/avatars', photo())).refusal).toBe('402 insufficient_credit');
		expect((await bench.control.state()).wallet).toEqual({ remaining: 0.5, spent: 1 });
	});
});

describe('consent', () => {
	async function createTwin(): Promise<{ group: string; look: string; groupId: string }> {
		const asset_id = await bench.asset('footage.mp4', 'video/mp4');
		const created = await bench.post('/v3/avatars', {
			type: 'digital_twin',
			name: 'Twin',
			file: { type: 'asset_id', asset_id },
		});
		const groupId = created.text('data.avatar_group.id');
		return {
			groupId,
			group: `/v3/avatars/${groupId}`,
			look: `/v3/avatars/looks/${created.text('data.avatar_item.id')}`,
		};
	}

	it('holds a twin until its person approves on the page, then trains on', async () => {
		const twin = await createTwin();
		await bench.waitFor(twin.look, 'data.status', 'pending_consent');
		expect((await bench.get(twin.group)).at('data')).toMatchObject({
			status: 'pending_consent',
			consent_status: 'pending',
		});
		const started = await bench.post(`${twin.group}/consent`, {
			consent_text: 'I agree & sign',
			reroute_url: 'https://example.com/thanks',
		});
		const url = started.text('data.url');
		const shown = await axios.get<string>(url);
		expect(shown.data).toContain('I agree &amp; sign');
		expect(shown.data).toContain('id="approve"');
		const approved = await axios.post(url, undefined, { maxRedirects: 0, validateStatus: () => true });
		expect([approved.status, approved.headers.location]).toEqual([303, 'https://example.com/thanks']);
		await bench.waitFor(twin.look, 'data.status', 'completed');
		expect((await bench.get(twin.group)).at('data.consent_status')).toBe('approved');
		// The link works once.
		expect((await axios.get(url, { validateStatus: () => true })).status).toBe(410);
		expect((await bench.post(`${twin.group}/consent`, {})).refusal).toBe('409 conflict group_id');
	});

	it('does not stop when consent was given before training asks for it', async () => {
		await bench.control.set({ trainingMs: 400 });
		const twin = await createTwin();
		await bench.control.approveConsent(twin.groupId);
		const seen = new Set<unknown>();
		await until('the twin to be trained', async () => {
			const status = (await bench.get(twin.look)).at('data.status');
			seen.add(status);
			return status === 'completed';
		});
		expect(seen).not.toContain('pending_consent');
	});

	it('takes a consent video instead of a link', async () => {
		const twin = await createTwin();
		const asset_id = await bench.asset('video.mp4', 'video/mp4');
		const consent_video = { type: 'asset_id', asset_id };
		const both = await bench.post(`${twin.group}/consent`, { consent_video, consent_text: 'x' });
		expect(both.refusal).toBe('400 invalid_parameter consent_text');
		const given = await bench.post(`${twin.group}/consent`, { consent_video });
		expect([given.status, given.at('data.url')]).toEqual([200, null]);
		await bench.waitFor(twin.look, 'data.status', 'completed');
	});

	it('refuses what HeyGen refuses', async () => {
		const twin = await createTwin();
		const consent = (body: unknown, group = twin.group) => bench.post(`${group}/consent`, body);
		expect((await consent({ consent_text: 'a < b' })).refusal).toBe('400 invalid_parameter consent_text');
		expect((await consent({ consent_text: 'a'.repeat(1001) })).refusal).toBe(
			'400 invalid_parameter consent_text',
		);
		expect((await consent({ reroute_url: 'http://example.com' })).refusal).toBe(
			'400 invalid_parameter reroute_url',
		);
		expect((await consent({}, '/v3/avatars/nope')).refusal).toBe('404 avatar_group_not_found group_id');
		const created = await bench.post('/v3/avatars', photo());
		const photoGroup = `/v3/avatars/${created.text('data.avatar_group.id')}`;
		expect((await consent({}, photoGroup)).refusal).toBe('400 invalid_parameter group_id');
	});
});
