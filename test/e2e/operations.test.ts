import { resultOf } from '../../sandbox/n8n/execution';
import { chain, set } from '../support/workflows';
import { byId, heyGenNode, LOOK, startWorld, type World } from '../support/world';

// What leads from one operation to the next, in the real n8n: what one gives is what the other takes.

jest.setTimeout(300_000);

let world: World;

beforeAll(async () => {
	world = await startWorld({ settings: { renderMs: 300 } });
});
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

const FILM = 'https://example.com/film.mp4';

const heyGen = (
	name: string,
	resource: string,
	operation: string,
	parameters: Record<string, unknown>,
	settings: Record<string, unknown> = {},
	options: Record<string, unknown> = {},
) => heyGenNode({ name, resource, operation, parameters, options, settings, credential: world.credential });

async function run(...nodes: ReturnType<typeof heyGen>[]) {
	const workflow = await world.client.saveWorkflow(chain(nodes.map(({ name }) => name).join(), ...nodes));
	return await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
}

test('what finished jobs are estimated at is what was taken from the wallet', async () => {
	const voiceId = byId("={{ $('Voices').first().json.voice_id }}");
	const film = { videoSource: 'url', videoUrl: FILM };
	const names = [
		'Avatar',
		'Video',
		'Fine Video',
		'Batch',
		'Agent',
		'Translate',
		'Lipsync',
		'Cut',
		'Model',
		'Say',
	];
	const execution = await run(
		heyGen('Voices', 'voice', 'getAll', { limit: 1, filters: { engine: 'starfish' } }),
		heyGen('Avatar', 'avatar', 'create', {
			type: 'photo',
			name: 'Anna',
			photoSource: 'url',
			photoUrl: 'https://example.com/anna.png',
		}),
		heyGen('Video', 'video', 'create', { avatarId: byId('={{ $json.look_id }}'), script: 'Hello', voiceId }),
		heyGen(
			'Fine Video',
			'video',
			'create',
			{ avatarId: byId(LOOK), script: 'Hello' },
			{},
			{ resolution: '4k' },
		),
		heyGen('Batch', 'video', 'createBatch', {
			avatarId: byId(LOOK),
			script: 'Hello',
			options: { engine: 'avatar_iii' },
		}),
		heyGen('Agent', 'videoAgent', 'create', { prompt: 'Our new tariff' }),
		heyGen('Translate', 'translation', 'create', { ...film, outputLanguages: 'German', mode: 'precision' }),
		heyGen('Lipsync', 'lipsync', 'create', {
			...film,
			audioSource: 'url',
			audioUrl: 'https://example.com/voice.mp3',
			mode: 'precision',
		}),
		heyGen('Cut', 'fillerWordRemoval', 'create', film),
		heyGen('Model', 'videoModel', 'create', { prompt: 'A paper boat' }),
		heyGen('Say', 'voice', 'generateSpeech', { text: 'Hello', voiceId }),
	);

	const estimates = names.map((name) => resultOf(execution, name)[0]?.json.estimated_price) as Array<{
		usd: number;
		usd_from: number;
		usd_to: number;
	}>;
	expect(estimates.map(({ usd_from, usd_to }) => usd_to - usd_from)).toEqual(names.map(() => 0));
	const total = estimates.reduce((sum, { usd }) => sum + usd, 0);
	expect((await world.control.state()).wallet.spent).toBeCloseTo(total, 6);
});

test('a video in two languages is two items of one, and each knows its own', async () => {
	const execution = await run(
		heyGen('Translate', 'translation', 'create', {
			videoSource: 'url',
			videoUrl: FILM,
			outputLanguages: ['German', 'French'],
		}),
	);

	expect(resultOf(execution, 'Translate').map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
		['German', 'French'].map((language): unknown[] => [
			expect.objectContaining({
				output_language: language,
				status: 'completed',
				video_url: expect.stringMatching(/^http/) as string,
			}),
			{ item: 0 },
		]),
	);
	expect(await world.control.requests({ operationId: 'videoTranslateCreate' })).toHaveLength(1);
});

test('translations that are waited for by callback belong to the items they came of', async () => {
	const row = set('Row', { film: FILM, language: 'German' });
	const execution = await run(
		row,
		heyGen('Translate', 'translation', 'create', {
			videoSource: 'url',
			videoUrl: '={{ $json.film }}',
			outputLanguages: '={{ $json.language }}',
			options: { waitBy: 'callback' },
		}),
		set('After', { asked: "={{ $('Row').item.json.language }}", got: '={{ $json.output_language }}' }),
	);

	expect(resultOf(execution, 'After').map(({ json }) => json)).toEqual([{ asked: 'German', got: 'German' }]);
});

test('a finished video is made anew with one sentence changed', async () => {
	const execution = await run(
		heyGen('First', 'video', 'create', {
			type: 'studio',
			scenesFrom: 'json',
			scenesJson: JSON.stringify([
				{ type: 'avatar_video', input: { type: 'avatar', avatar_id: LOOK, script: 'Hello Anna' } },
				{ type: 'avatar_video', input: { type: 'avatar', avatar_id: LOOK, script: 'Goodbye' } },
			]),
		}),
		heyGen('Scenes', 'video', 'getScenes', { videoId: byId('={{ $json.video_id }}') }),
		heyGen('Second', 'video', 'create', {
			type: 'studio',
			scenesFrom: 'json',
			scenesJson: "={{ JSON.stringify($json).replace('Hello Anna', 'Hello Ben') }}",
		}),
	);

	expect(resultOf(execution, 'Second')[0]?.json).toMatchObject({ status: 'completed' });
	const [before, after] = (await world.control.state()).videos.map(({ request }) => JSON.stringify(request));
	expect(before).toContain('Hello Anna');
	expect(after).toBe(before?.replace('Hello Anna', 'Hello Ben'));
});

test('a proofread is looked over, changed and made into the video', async () => {
	const execution = await run(
		heyGen('Proofread', 'proofread', 'create', {
			videoSource: 'url',
			videoUrl: FILM,
			title: 'Tariff',
			outputLanguages: ['German'],
		}),
		heyGen('Read', 'proofread', 'getSubtitles', { proofreadId: '={{ $json.proofread_id }}' }),
		set('Change', {
			id: '={{ $json.proofread_id }}',
			srt: "={{ $json.srt.replace(/(-->.*\\n).*/, '$1Geändert') }}",
		}),
		heyGen('Put back', 'proofread', 'updateSubtitles', {
			proofreadId: '={{ $json.id }}',
			srt: '={{ $json.srt }}',
		}),
		heyGen('Read again', 'proofread', 'getSubtitles', {
			proofreadId: "={{ $('Change').item.json.id }}",
		}),
		heyGen('Make', 'proofread', 'generate', { proofreadId: '={{ $json.proofread_id }}' }),
	);

	expect(resultOf(execution, 'Read')[0]?.json.srt).not.toContain('Geändert');
	expect(resultOf(execution, 'Read again')[0]?.json.srt).toContain('Geändert');
	expect(resultOf(execution, 'Make')[0]?.json).toMatchObject({
		status: 'completed',
		output_language: 'German',
	});
});
