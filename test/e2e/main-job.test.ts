import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importExamples } from '../../sandbox/examples';
import { runMainJob, type MainJobResult } from '../../sandbox/mainJob';
import { resultOf } from '../../sandbox/n8n/execution';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { Steps } from '../../sandbox/session';
import { startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

const samples = join(projectRoot, 'sandbox', 'heygen', 'files');

let world: World;
let result: MainJobResult;

beforeAll(async () => {
	world = await startWorld();
	const { client, credential, filesDir } = world;
	await mkdir(filesDir, { recursive: true });
	for (const name of ['portrait.png', 'footage.mp4'])
		await copyFile(join(samples, name), join(filesDir, name));
	result = await runMainJob({
		n8n: client,
		workflows: await importExamples(client, credential),
		filesDir,
		steps: new Steps(),
		signal: new AbortController().signal,
		reachable: true,
		timeoutMs: 120_000,
	});
});

afterAll(async () => await world?.stop());

test('the photo file was uploaded and became a trained look', async () => {
	const [created] = resultOf(result.talkingVideo, 'Create Avatar');
	const [look] = resultOf(result.talkingVideo, 'Get Look');
	expect(created?.json).toMatchObject({
		status: 'completed',
		avatar_type: 'photo_avatar',
		look_id: look?.json.id,
	});
	const { assets } = await world.control.state();
	expect(assets.map(({ name, mimeType }) => ({ name, mimeType }))).toEqual([
		{ name: 'portrait.png', mimeType: 'image/png' },
		{ name: 'footage.mp4', mimeType: 'video/mp4' },
	]);
});

test('the video file is the one HeyGen rendered, byte for byte', async () => {
	const file = await readFile(result.file);
	expect(
		file.equals(await readFile(join(samples, 'captioned.mp4'))) ||
			file.equals(await readFile(join(samples, 'video.mp4'))),
	).toBe(true);
	const [video] = resultOf(result.talkingVideo, 'Create Video');
	expect(video?.json).toMatchObject({ status: 'completed', title: 'Photo to talking video' });
	expect(Object.keys(video?.binary ?? {})).toEqual(['video', 'subtitle']);
});

test('the video was made with the best engine the look supports', async () => {
	const [look] = resultOf(result.talkingVideo, 'Get Look');
	const { videos } = await world.control.state();
	expect(look?.json.supported_api_engines).toEqual(['avatar_iv', 'avatar_v']);
	expect(videos[0]?.request).toMatchObject({
		type: 'avatar',
		avatar_id: look?.json.id,
		engine: { type: 'avatar_v' },
	});
});

test('the digital twin waits for consent and its link leads to the consent page', async () => {
	const [twin] = resultOf(result.consent, 'Create Digital Twin');
	expect(twin?.json).toMatchObject({ status: 'pending_consent', consent_status: 'pending' });
	const [consent] = resultOf(result.consent, 'Start Consent');
	const page = await fetch(String(consent?.json.url));
	expect(page.status).toBe(200);
});

test('four photos were generated and downloaded', () => {
	const [photos] = resultOf(result.photos, 'Generate Photo');
	expect(photos?.json).toMatchObject({ status: 'success', generated_by: 'v2_photo_generation' });
	expect(Object.keys(photos?.binary ?? {})).toEqual(['photo_1', 'photo_2', 'photo_3', 'photo_4']);
	expect(result.photos.runs['Generate Photo']?.[0]?.hints).toEqual([expect.stringContaining('31 Oct 2026')]);
});

test("the video's event started the second workflow once, with the event laid out flat", () => {
	expect(result.events).toHaveLength(1);
	const [event] = resultOf(result.events[0]!, 'HeyGen Trigger');
	const [video] = resultOf(result.talkingVideo, 'Create Video');
	expect(event?.json).toMatchObject({
		event: 'avatar_video.success',
		id: expect.any(String),
		occurredAt: expect.any(String),
		data: { video_id: video?.json.id },
	});
});

test('each thing was created and paid once, nothing was refused, and no credential reached the file host', async () => {
	const { counts, videos, wallet, leaks } = await world.control.state();
	expect(counts).toMatchObject({ videos: 1, looks: 2, generations: 1, assets: 2, endpoints: 1 });
	// Two avatars, as many seconds of video as it plays, four photos.
	const seconds = Number(videos[0]?.duration);
	expect(wallet.spent).toBeCloseTo(1 + 1 + seconds * 0.05 + 0.25);
	expect(leaks).toEqual([]);
	const refused = (await world.control.requests()).filter(({ status }) => status === null || status >= 400);
	expect(refused).toEqual([]);
});
