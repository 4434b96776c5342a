import type { HeyGenClient } from '../../../nodes/HeyGen/api/client';
import { jobKinds, type JobName, type Jobs } from '../../../nodes/HeyGen/jobs/jobKinds';
import type { JobKind, VideoFilters } from '../../../nodes/HeyGen/jobs/kinds/kind';
import { readLook } from '../../../nodes/HeyGen/jobs/looks';
import { PRICES } from '../../../nodes/HeyGen/jobs/prices';
import { speechLength } from '../../../nodes/HeyGen/jobs/speechLength';
import { look } from '../../support/answers';
import { stubClient } from '../../support/client';

/** A kind, and a job of it as far as HeyGen has said anything about it. */
function told<Name extends JobName>(name: Name, job: object) {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const known = job as Jobs[Name];
	return {
		links: Object.fromEntries(kind.files.map((file) => [file.name, file.links(known)])),
		failure: kind.failure(known),
		status: kind.status(known),
		counted: kind.price?.amount?.(known),
	};
}

test.each<[JobName, object, object]>([
	[
		'backgroundRemoval',
		{ layers: { foreground: 'f', mask: 'm', background: 'b' } },
		{ foreground: ['f'], mask: ['m'], background: ['b'] },
	],
	['backgroundRemoval', {}, { foreground: [undefined], mask: [undefined], background: [undefined] }],
	['clipping', { clips: [{ video_url: 'a' }, { video_url: 'b' }] }, { clip: ['a', 'b'] }],
	['clipping', {}, { clip: [] }],
	['clonedVoice', { preview_audio_url: 'p' }, { preview: ['p'] }],
	['fillerWordRemoval', { video_url: 'v', thumbnail_url: 't' }, { video: ['v'], thumbnail: ['t'] }],
	['hyperframesRender', { video_url: 'v', thumbnail_url: 't' }, { video: ['v'], thumbnail: ['t'] }],
	['lipsync', { video_url: 'v', caption_url: 's' }, { video: ['v'], subtitle: ['s'] }],
	['modelVideo', { video_url: 'v' }, { video: ['v'] }],
	['photoGeneration', { image_url_list: ['a', 'b'] }, { photo: ['a', 'b'] }],
	['photoGeneration', {}, { photo: [] }],
	[
		'translation',
		{ video_url: 'v', audio_url: 'a', srt_caption_url: 's', vtt_caption_url: 't' },
		{ video: ['v'], audio: ['a'], subtitle: ['s'], subtitle_vtt: ['t'] },
	],
	['batchLipsync', {}, { video: [], subtitle: [] }],
	['batchLipsync', { job: { video_url: 'v' } }, { video: ['v'], subtitle: [undefined] }],
])('the files of a %s that is %j', (name, job, links) => {
	expect(told(name, job).links).toEqual(links);
});

test.each<[JobName, object, object]>([
	['backgroundRemoval', { error: 'too long' }, { message: 'too long' }],
	['fillerWordRemoval', { failure_message: 'too long' }, { message: 'too long' }],
	['hyperframesRender', { failure_message: 'too long' }, { message: 'too long' }],
	['lipsync', { failure_message: 'too long' }, { message: 'too long' }],
	['modelVoice', { failure_reason: 'noise' }, { code: 'noise' }],
	[
		'session',
		{
			messages: [
				{ type: 'error', content: 'first' },
				{ type: 'error', content: 'last' },
				{ type: 'text', content: 'Goodbye' },
			],
			video_id: 'v1',
		},
		{ message: 'last', videoId: 'v1' },
	],
	['session', {}, {}],
	[
		'batchLipsync',
		{ entry: { video_id: 'v1', error: { code: 'c' } }, job: { failure_message: 'too long' } },
		{ code: 'c', message: 'too long', videoId: 'v1' },
	],
	['batchLipsync', {}, {}],
])('why a %s failed that is %j', (name, job, failure) => {
	expect(told(name, job).failure).toEqual(failure);
});

test.each<[JobName, object, string | undefined]>([
	['session', { status: 'completed', video: { status: 'processing' } }, 'processing'],
	['session', { status: 'completed' }, 'completed'],
	['session', { status: 'thinking', video: { status: 'completed' } }, 'thinking'],
	['batchLipsync', { entry: { status: 'pending' } }, 'pending'],
	['batchLipsync', {}, undefined],
])('the status of a %s that is %j', (name, job, status) => {
	expect(told(name, job).status).toBe(status);
});

describe('a list', () => {
	/** A page of the list, what it was asked by, and how its entry is shown. */
	async function listed<Name extends JobName>(name: Name, entry: object, filters: VideoFilters = {}) {
		const kind: JobKind<Jobs[Name]> = jobKinds[name];
		const asked: string[] = [];
		const client = await stubClient(({ url, qs }) => {
			asked.push(`${url} ${JSON.stringify(qs)}`);
			return { body: { data: [entry] } };
		});
		const page = await kind.list?.page(client, filters, 'next');
		return { asked, shown: page?.data.map((one) => kind.list?.entry(one)) };
	}

	test.each<[JobName, object, string, object]>([
		[
			'backgroundRemoval',
			{ id: 'b', title: 'T', status: 'completed' },
			'/v3/background-removals {"limit":100,"token":"next"}',
			{ name: 'b (completed)', value: 'b' },
		],
		[
			'clipping',
			{ id: 'c', title: 'T', status: 'completed' },
			'/v3/ai-clipping {"limit":100,"token":"next"}',
			{ name: 'T (completed)', value: 'c' },
		],
		[
			'hyperframesRender',
			{ render_id: 'h', status: 'failed' },
			'/v3/hyperframes/renders {"limit":100,"token":"next"}',
			{ name: 'h (failed)', value: 'h' },
		],
		[
			'lipsync',
			{ id: 'l', title: 'T', status: 'running' },
			'/v3/lipsyncs {"limit":100,"token":"next"}',
			{ name: 'T (running)', value: 'l' },
		],
		[
			'translation',
			{ id: 't', title: 'T', status: 'running' },
			'/v3/video-translations {"limit":100,"token":"next"}',
			{ name: 'T (running)', value: 't' },
		],
		[
			'modelVoice',
			{ voice_id: 'm', name: 'Anna', language: 'en', mode: 'fast', status: 'ACTIVE' },
			'/v3/models/audio/voices {"limit":100,"token":"next"}',
			{ name: 'Anna (en, fast)', value: 'm' },
		],
		[
			'modelVoice',
			{ voice_id: 'm', name: 'Anna', mode: 'fast', status: 'PENDING' },
			'/v3/models/audio/voices {"limit":100,"token":"next"}',
			{ name: 'Anna (fast, PENDING)', value: 'm' },
		],
	])('of %ss with %j', async (name, entry, asked, shown) => {
		expect(await listed(name, entry)).toEqual({ asked: [asked], shown: [shown] });
	});

	test('of videos is narrowed by folder and title', async () => {
		const entry = { id: 'v', title: 'News', status: 'completed', video_page_url: 'https://app.heygen.com/v' };
		expect(await listed('video', entry, { folderId: 'f', title: 'News' })).toEqual({
			asked: ['/v3/videos {"folder_id":"f","title":"News","limit":100,"token":"next"}'],
			shown: [{ name: 'News (completed)', value: 'v', url: 'https://app.heygen.com/v' }],
		});
	});
});

describe('the price', () => {
	let client: HeyGenClient;

	beforeEach(async () => {
		client = await stubClient(({ url }) => ({
			body: { data: look({ avatar_type: url.endsWith('twin') ? 'digital_twin' : 'photo_avatar' }) },
		}));
		for (const id of ['photo', 'twin']) await readLook(client, id);
	});

	const spoken = (text: string) => speechLength(text);

	test.each<[JobName, object, object | undefined]>([
		['lipsync', { mode: 'precision' }, PRICES.precisionLipsync],
		['lipsync', { mode: 'speed' }, PRICES.speedLipsync],
		['look', { type: 'photo' }, PRICES.avatar],
		['look', { type: 'digital_twin' }, PRICES.avatar],
		['look', { type: 'prompt' }, undefined],
		['translation', { mode: 'precision' }, PRICES.precisionTranslation],
		['translation', { mode: 'speed' }, PRICES.speedTranslation],
		['translation', { mode: 'speed', translate_audio_only: true }, PRICES.audioTranslation],
		['translation', {}, { of: 'translation', per: 'second', usd: [0.0333, 0.0667] }],
		['session', { prompt: 'A video' }, PRICES.agentVideo],
		['session', {}, undefined],
		['video', { type: 'cinematic_avatar' }, PRICES.cinematicVideo],
		['video', { type: 'studio' }, PRICES.studioVideo],
		['video', { type: 'studio', resolution: '4k' }, PRICES.studioVideo4k],
		['video', { type: 'image' }, PRICES.photoVideo],
		['video', { type: 'image', resolution: '4k' }, PRICES.photoVideo4k],
		['video', { type: 'avatar', engine: { type: 'avatar_iii' } }, PRICES.avatar3Video],
		['video', { type: 'avatar', engine: { type: 'avatar_iii' }, resolution: '4k' }, undefined],
		['video', { type: 'avatar', avatar_id: 'photo' }, PRICES.photoVideo],
		['video', { type: 'avatar', avatar_id: 'twin' }, PRICES.twinVideo],
		['video', { type: 'avatar', avatar_id: 'twin', resolution: '4k' }, PRICES.twinVideo4k],
		[
			'video',
			{ type: 'avatar', avatar_id: 'x' },
			{ of: 'video of a look', per: 'second', usd: [0.05, 0.0667] },
		],
		[
			'video',
			{ type: 'avatar', avatar_id: 'x', resolution: '4k' },
			{ of: '4K video of a look', per: 'second', usd: [0.0667, 0.0833] },
		],
		['video', { template_id: 't' }, undefined],
	])('of a %s of %j', (name, request, rate) => {
		expect(jobKinds[name].price?.rate({ ...request }, client)).toEqual(rate);
	});

	const scene = (input: object) => ({ type: 'avatar', input });

	test.each<[string, JobName, object, object | undefined]>([
		['of a script', 'video', { type: 'avatar', script: 'Hello there' }, spoken('Hello there')],
		[
			'of a script that is said otherwise',
			'video',
			{ type: 'avatar', script: 'Hello there', voice_settings: { speed: 1.5, locale: 'en-GB' } },
			speechLength('Hello there', { speed: 1.5, locale: 'en-GB' }),
		],
		[
			'of a script whose speed is none',
			'video',
			{ type: 'avatar', script: 'Hello there', voice_settings: { speed: 'quick' } },
			spoken('Hello there'),
		],
		['of a recording', 'video', { type: 'avatar', audio_asset_id: 'a' }, { from: 12, to: 12 }],
		['of a recording nobody knows', 'video', { type: 'avatar', audio_asset_id: 'x' }, undefined],
		['of nothing said', 'video', { type: 'avatar' }, undefined],
		[
			'of its scenes',
			'video',
			{
				type: 'studio',
				scenes: [
					scene({ script: 'Hello there' }),
					scene({ audio_asset_id: 'a' }),
					{ type: 'video', duration: 5 },
				],
			},
			{ from: spoken('Hello there').from + 12 + 5, to: spoken('Hello there').to + 12 + 5 },
		],
		[
			'of scenes, one of which nobody knows',
			'video',
			{ type: 'studio', scenes: [{ type: 'video', duration: 5 }, scene({ audio_asset_id: 'x' })] },
			undefined,
		],
		['of a scene that is none', 'video', { type: 'studio', scenes: ['scene'] }, undefined],
		['of a scene whose length is none', 'video', { type: 'studio', scenes: [{ duration: '5' }] }, undefined],
		['of no scenes', 'video', { type: 'studio' }, { from: 0, to: 0 }],
		['that is asked for', 'modelVideo', { duration: 8 }, { from: 8, to: 8 }],
		['that is not said', 'modelVideo', {}, undefined],
	])('is for the length %s, where the request tells it: %s', (_what, name, request, length) => {
		const secondsOf = (id: string) => (id === 'a' ? 12 : undefined);
		expect(jobKinds[name].price?.expect?.({ ...request }, secondsOf)).toEqual(length);
	});

	test.each<[object, number | undefined]>([
		[{ original_duration: 120, output_duration: 120, num_cuts: 0 }, 0],
		[{ original_duration: 120, output_duration: 110, num_cuts: 0 }, 2],
		[{ original_duration: 120, output_duration: 120, num_cuts: 3 }, 2],
		[{ original_duration: 120, num_cuts: 0 }, 2],
		[{ original_duration: 30, output_duration: 20, num_cuts: 3 }, 1],
		[{ output_duration: 20, num_cuts: 3 }, undefined],
	])('of filler words in %j is for %p minutes', (job, minutes) => {
		expect(told('fillerWordRemoval', job).counted).toBe(minutes);
	});

	test('of a part of a batch is that of its job, where that was read', () => {
		expect(told('batchLipsync', { job: { duration: 7 } }).counted).toBe(7);
		expect(told('batchLipsync', {}).counted).toBeUndefined();
	});
});
