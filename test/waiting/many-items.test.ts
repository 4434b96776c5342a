import { resultOf } from '../../sandbox/n8n/execution';
import type { Workflow } from '../../sandbox/n8n/client';
import { chain } from '../support/workflows';
import { priceOfRows, rows, startWorld, videoNode, type World } from '../support/world';

jest.setTimeout(400_000);

let world: World;

beforeAll(async () => (world = await startWorld()));
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

async function saveVideos(
	name: string,
	count: number,
	extra: Record<string, unknown> = {},
	settings = {},
): Promise<Workflow> {
	const node = videoNode({
		parameters: { wait: true, download: [], ...extra },
		options: { waitLimit: 30 },
		credential: world.credential,
		settings,
	});
	return await world.client.saveWorkflow({ ...chain(name, node), pinData: { Start: rows(count) } });
}

const titles = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => json.title);
const inOrder = (count: number) => rows(count).map(({ json }) => `Row ${json.row}`);

test('100 videos on an account that runs 10 at once: all complete, none fails, none twice, within 1.25 times the ideal', async () => {
	const renderMs = 6_000;
	await world.control.set({ renderMs, maxConcurrentJobs: 10, retryAfter: 1 });
	const workflow = await saveVideos('Account limit', 100);
	const started = Date.now();
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 300_000 });
	const took = Date.now() - started;
	const videos = resultOf(execution, 'HeyGen');
	expect(titles(videos)).toEqual(inOrder(100));
	expect(videos.every(({ json }) => json.status === 'completed')).toBe(true);
	const { counts, jobs, wallet } = await world.control.state();
	expect(counts.videos).toBe(100);
	expect(jobs.peak).toBe(10);
	expect(wallet.spent).toBeCloseTo(priceOfRows(100));
	const ideal = (100 / 10) * renderMs;
	console.log(`100 videos, 10 at once: ${took} ms, ${(took / ideal).toFixed(2)} times the ideal`);
	expect(took / ideal).toBeLessThanOrEqual(1.25);
});

test('100 videos of 30 seconds are watched with at most 15 status requests, and the node ends within one poll interval of the last', async () => {
	await world.control.set({ renderMs: 30_000 });
	const workflow = await saveVideos('Watched together', 100);
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(titles(resultOf(execution, 'HeyGen'))).toEqual(inOrder(100));
	const statuses = await world.control.requests({ operationId: 'videoStatusesList' });
	console.log(`status requests for 100 videos of 30 s: ${statuses.length}`);
	expect(statuses.length).toBeLessThanOrEqual(15);
	const { videos } = await world.control.state();
	const lastDone = Math.max(...videos.map(({ completed_at: at }) => (at ?? 0) * 1000));
	const [run] = execution.runs.HeyGen ?? [];
	const ended = (run?.startedAt ?? 0) + (run?.milliseconds ?? 0);
	const interval = statuses.at(-1)!.time - statuses.at(-2)!.time;
	// completed_at is in whole seconds.
	expect(ended - lastDone).toBeLessThanOrEqual(interval + 2_000);
});

test('500 items open no more sockets than the items at once, keep their order, and create one video each', async () => {
	await world.control.set({ latencyMs: 20 });
	await world.control.clearRequests();
	const workflow = await saveVideos('Many', 500, { wait: false });
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(resultOf(execution, 'HeyGen')).toHaveLength(500);
	const { videos } = await world.control.state();
	const byRow = resultOf(execution, 'HeyGen').map(
		({ json }) => videos.find(({ id }) => id === json.video_id)?.title,
	);
	expect(byRow).toEqual(inOrder(500));
	const { peakInFlight, peakSockets } = await world.control.metrics();
	expect(peakInFlight).toBeLessThanOrEqual(10);
	expect(peakSockets).toBeLessThanOrEqual(20);
});

test('items that fail under Continue On Fail disturb no other', async () => {
	await world.control.set({ renderMs: 500 });
	const workflow = await saveVideos(
		'Some fail',
		20,
		{ script: '={{ $json.row % 5 === 0 ? "[fail] number " + $json.row : "Hello number " + $json.row }}' },
		{ onError: 'continueErrorOutput' },
	);
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 60_000 });
	const done = resultOf(execution, 'HeyGen', 0);
	const failed = resultOf(execution, 'HeyGen', 1);
	expect(titles(done)).toEqual(inOrder(20).filter((_, index) => (index + 1) % 5 !== 0));
	expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([4, 9, 14, 19].map((item) => ({ item })));
	expect(failed.every(({ json }) => String(json.error).startsWith('HeyGen could not make the video'))).toBe(
		true,
	);
});

test('stopping the execution stops the waiting at once', async () => {
	await world.control.set({ renderMs: 60_000 });
	const workflow = await saveVideos('Stopped', 5);
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await world.client.waitForExecution(id, { until: ['running'] });
	while ((await world.control.state()).counts.videos < 5)
		await new Promise((resolve) => setImmediate(resolve));
	const started = Date.now();
	await world.client.stopExecution(id);
	const execution = await world.client.waitForExecution(id);
	expect(execution.status).toBe('canceled');
	expect(Date.now() - started).toBeLessThan(3_000);
	const stopped = (await world.control.state()).videos.map(({ id: videoId }) => videoId);
	await world.control.clearRequests();
	// Long enough for several looks at the videos, had the watching gone on.
	await world.control.set({ renderMs: 5_000 });
	await world.client.runToEnd((await saveVideos('After', 1)).id, { from: 'Start' });
	const paths = (await world.control.requests()).map(({ path }) => path);
	expect(paths.length).toBeGreaterThan(2);
	expect(paths.filter((path) => stopped.some((videoId) => path.includes(videoId)))).toEqual([]);
});
