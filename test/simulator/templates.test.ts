import { Bench } from './support';

let bench: Bench;

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	await bench.control.reset();
});

const WELCOME = '7a6b5c4d3e2f4a1b9c8d7e6f5a4b3c2d';
const WITHOUT_VARIABLES = '9f8e7d6c5b4a4938a7b6c5d4e3f2a1b0';

const text = (content: string) => ({ type: 'text', content });
const variables = { first_name: text('Bob'), company: text('Example Ltd') };
const generate = (body: object, id = WELCOME, headers?: Record<string, string>) =>
	bench.post(`/v3/templates/${id}`, body, headers);

describe('templates', () => {
	it('are listed where they have variables, and read with these and their scenes', async () => {
		const listed = (await bench.get('/v3/templates')).list('data');
		expect(listed.map(({ name }) => name)).toEqual(['Price of the Week', 'Welcome Message']);
		expect((await bench.get('/v3/templates?limit=1')).at('has_more')).toBe(true);

		const read = await bench.get(`/v3/templates/${WELCOME}`);
		expect(
			Object.values(read.at('data.variables') as object).map(({ type }: { type: string }) => type),
		).toEqual(['text', 'text', 'image', 'video', 'audio', 'character', 'voice']);
		expect(read.at('data.scene_ids')).toEqual(['scene_1', 'scene_2', 'scene_3']);
		expect(read.at('data.scenes.0')).toEqual({
			scene_id: 'scene_1',
			script: 'Hello {{first_name}}, welcome to {{company}}.',
			variables: [
				{ name: 'first_name', variable_type: 'text' },
				{ name: 'company', variable_type: 'text' },
			],
		});
		expect((await bench.get(`/v3/templates/${WITHOUT_VARIABLES}`)).at('data.variables')).toEqual({});
		expect((await bench.get('/v3/templates/nope')).refusal).toBe('404 template_not_found template_id');
	});

	it('become videos, which are read like every other', async () => {
		const created = await generate({ variables, title: 'For Bob', caption: true });
		expect(created.at('data')).toMatchObject({ status: 'pending', title: 'For Bob', video_url: null });

		const path = `/v3/videos/${created.text('data.id')}`;
		const done = await bench.waitFor(path, 'data.status', 'completed');
		expect(done.text('data.video_url')).toContain('video.mp4');
		expect(done.text('data.captioned_video_url')).toContain('captioned.mp4');
		expect((await bench.get('/v3/videos')).at('data.0.title')).toBe('For Bob');
	});

	it('take what they show back, as it is', async () => {
		const shown = (await bench.get(`/v3/templates/${WELCOME}`)).at('data.variables');
		expect((await generate({ variables: shown })).status).toBe(200);
	});

	it('speak the texts they are given, and fail by them, in the scenes that are chosen', async () => {
		const failing = { ...variables, company: text('[fail]') };
		const first = await generate({ variables: failing });
		const path = `/v3/videos/${first.text('data.id')}`;
		expect((await bench.waitFor(path, 'data.status', 'completed', 'failed')).at('data.status')).toBe(
			'failed',
		);

		const others = await generate({ variables: failing, scene_ids: ['scene_3', 'scene_2', 'scene_3'] });
		const otherPath = `/v3/videos/${others.text('data.id')}`;
		expect((await bench.waitFor(otherPath, 'data.status', 'completed', 'failed')).at('data.status')).toBe(
			'completed',
		);
	});

	it('answer a repeated creation with what they said at the first', async () => {
		const headers = { 'idempotency-key': 'row:7' };
		const first = await generate({ variables }, WELCOME, headers);
		await bench.waitFor(`/v3/videos/${first.text('data.id')}`, 'data.status', 'completed');
		const again = await generate({ variables }, WELCOME, headers);

		expect(again.body).toEqual(first.body);
		expect(again.at('data.status')).toBe('pending');
	});

	it.each<[what: string, body: object, refused: string]>([
		['no variables', {}, 'variables'],
		['an unknown one', { variables: { ...variables, nick: text('B') } }, 'variables.nick'],
		['a wrong type', { variables: { logo: text('Logo') } }, 'variables.logo.type'],
		['an empty text', { variables: { first_name: text(' ') } }, 'variables.first_name.content'],
		['a long text', { variables: { first_name: text('x'.repeat(10_001)) } }, 'variables.first_name.content'],
		['an unknown scene', { variables, scene_ids: ['scene_1', 'scene_9'] }, 'scene_ids.1'],
		['an odd side', { variables, dimension: { width: 1921, height: 1080 } }, 'dimension.width'],
		['another ratio', { variables, dimension: { width: 1080, height: 1920 } }, 'dimension'],
		['a small picture', { variables, dimension: { width: 128, height: 72 } }, 'dimension.height'],
		['a strange rate', { variables, fps: 24 }, 'fps'],
		['an ID without an address', { variables, callback_id: 'row-7' }, 'callback_id'],
		['an unknown key', { variables, speed: 2 }, 'speed'],
	])('refuse %s', async (_, body, refused) => {
		expect((await generate(body)).refusal).toBe(`400 invalid_parameter ${refused}`);
	});

	it.each<[what: string, variable: object, refused: string]>([
		[
			'picture',
			{ logo: { type: 'image', asset: { type: 'asset_id', asset_id: 'nope' } } },
			'404 asset_not_found variables.logo.asset.asset_id',
		],
		[
			'look',
			{ presenter: { type: 'character', character_id: 'nope' } },
			'404 avatar_not_found variables.presenter.character_id',
		],
		[
			'voice',
			{ narrator: { type: 'voice', voice_id: 'nope' } },
			'404 voice_not_found variables.narrator.voice_id',
		],
	])('refuse a %s that is not there', async (_, variable, refused) => {
		expect((await generate({ variables: { ...variables, ...variable } })).refusal).toBe(refused);
	});

	it('take a sound for no picture', async () => {
		const asset_id = await bench.asset('voice.mp3', 'audio/mpeg');
		const logo = { type: 'image', asset: { type: 'asset_id', asset_id } };

		expect((await generate({ variables: { ...variables, logo } })).status).toBe(400);
	});

	it('can be had in another size of their own ratio', async () => {
		const answer = await generate({ variables, dimension: { width: 1280, height: 720 }, fps: 60 });

		expect(answer.status).toBe(200);
	});
});
