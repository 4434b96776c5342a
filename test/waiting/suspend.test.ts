import axios from 'axios';
import { UNTIL_FINISHED } from '../../sandbox/heygen/control';
import type { Execution } from '../../sandbox/n8n/execution';
import { resultOf } from '../../sandbox/n8n/execution';
import type { Workflow, WorkflowFile } from '../../sandbox/n8n/client';
import { poll } from '../../sandbox/poll';
import { chain, connected, set } from '../support/workflows';
import { rows, startWorld, videoNode, type World } from '../support/world';

jest.setTimeout(400_000);

let world: World;

beforeAll(async () => (world = await startWorld()));
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

interface VideoOptions {
	waitBy?: 'callback' | 'polling';
	waitLimit?: number;
	script?: string;
	options?: Record<string, unknown>;
	download?: string[];
	settings?: Record<string, unknown>;
}

function createVideo({
	waitBy = 'callback',
	waitLimit = 5,
	script,
	options,
	download = [],
	settings,
}: VideoOptions = {}) {
	return videoNode({
		parameters: { wait: true, download, ...(script === undefined ? {} : { script }) },
		options: { waitBy, waitLimit, ...options },
		credential: world.credential,
		settings,
	});
}

/** Behind it a node that reads the row by pairing: it shows whether each item still belongs to its row. */
const pairedRow = set('Row', { row: "={{ $('Start').item.json.row }}", title: '={{ $json.title }}' });

async function save(name: string, count: number, options: VideoOptions = {}): Promise<Workflow> {
	return await world.client.saveWorkflow({
		...chain(name, createVideo(options), pairedRow),
		pinData: { Start: rows(count) },
	});
}

const untilWaiting = async (id: string): Promise<Execution> =>
	await world.client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });

const jsonOf = (execution: Execution, node: string) => resultOf(execution, node).map(({ json }) => json);

/** The address HeyGen was given for the first video. */
async function callbackUrl(): Promise<string> {
	const [video] = (await world.control.state()).videos;
	const request: unknown = video?.request;
	if (typeof request === 'object' && request !== null && 'callback_url' in request)
		return String(request.callback_url);
	throw new Error('The video has no callback_url.');
}

test('20 items: one suspend, one resume, the finished videos in order, each still paired with its row', async () => {
	const workflow = await save('Suspended', 20, { download: ['video'] });
	const id = await world.client.run(workflow.id, { from: 'Start' });
	expect((await untilWaiting(id)).status).toBe('waiting');
	const execution = await world.client.waitForExecution(id);
	expect(execution.status).toBe('success');
	const videos = resultOf(execution, 'HeyGen');
	expect(videos.map(({ json }) => json.title)).toEqual(rows(20).map(({ json }) => `Row ${json.row}`));
	expect(videos.every(({ json, binary }) => json.status === 'completed' && binary?.video !== undefined)).toBe(
		true,
	);
	expect(jsonOf(execution, 'Row')).toEqual(
		rows(20).map(({ json }) => ({ row: String(json.row), title: `Row ${json.row}` })),
	);
	expect(execution.runs.HeyGen).toHaveLength(1);
	// The callbacks are what tells: nothing was asked while nothing had ended.
	const { leaks, counts } = await world.control.state();
	expect({ leaks, videos: counts.videos }).toEqual({ leaks: [], videos: 20 });
});

test('a failed video gives an error item in its place, and the others are whole', async () => {
	const workflow = await save('One fails', 3, {
		script: '={{ $json.row === 2 ? "[fail] two" : "Hello " + $json.row }}',
	});
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start' });
	const items = jsonOf(execution, 'HeyGen');
	expect(items.map(({ title }) => title)).toEqual(['Row 1', undefined, 'Row 3']);
	expect(Object.keys(items[1] ?? {}).sort()).toEqual(['details', 'error', 'message']);
	expect(items[1]?.error).toContain('HeyGen could not make the video');
	expect(jsonOf(execution, 'Row').map(({ row }) => row)).toEqual(['1', '2', '3']);
});

test('callbacks of strangers, with a wrong nonce, forged bodies and duplicates do not resume before all have ended', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const workflow = await save('Forged', 2);
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(id);
	const url = await callbackUrl();
	const call = async (address: string, body: unknown = {}) =>
		(await axios.post(address, body, { validateStatus: () => true })).status;

	const unsigned = new URL(url);
	unsigned.searchParams.delete('signature');
	expect(await call(unsigned.href)).toBe(401);
	const wrongNonce = new URL(url);
	wrongNonce.searchParams.set('heygen', '0'.repeat(32));
	expect(await call(wrongNonce.href)).toBe(200);
	const [video] = (await world.control.state()).videos;
	const forged = {
		event_type: 'avatar_video.success',
		event_data: { video_id: video?.id, url: 'https://evil.example/x.mp4' },
	};
	expect(await call(url, forged)).toBe(200);
	expect(await call(url, 'not json')).toBe(200);
	expect((await world.client.getExecution(id)).status).toBe('waiting');

	await world.control.finishJobs();
	const execution = await world.client.waitForExecution(id);
	expect(execution.status).toBe('success');
	expect(JSON.stringify(jsonOf(execution, 'HeyGen'))).not.toContain('evil.example');
	// Late duplicates find the execution finished.
	expect(await call(url, forged)).toBe(409);
});

/** The videos by their titles: two creates at once may arrive in either order. */
async function videosInOrder() {
	const { videos } = await world.control.state();
	return videos.sort((one, other) => (one.title ?? '').localeCompare(other.title ?? ''));
}

test('at the wait limit every item says so, by its own video, and the next node can tell', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const workflow = await save('Limit', 2, { waitLimit: 0.1 });
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(id);
	const videos = await videosInOrder();
	// n8n would wake it a minute later.
	const execution = await world.client.waitForExecution(id, { timeoutMs: 30_000 });
	expect(jsonOf(execution, 'HeyGen')).toEqual(
		videos.map((video) => ({
			error: `The video ${video.id} is not finished after 0.1 minutes`,
			message: expect.stringContaining('do not create it again'),
			details: { job_id: video.id },
		})),
	);
	expect(jsonOf(execution, 'Row').map(({ row }) => row)).toEqual(['1', '2']);
	// What the previous node gave is untouched.
	expect(jsonOf(execution, 'Start')).toEqual(rows(2).map(({ json }) => json));
});

test('calls that are all lost cost some seconds: n8n calls the execution by itself', async () => {
	await world.control.set({ renderMs: 5_000, loseCallbacks: true });
	const workflow = await save('Lost calls', 2, { download: ['video'] });
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(id);
	const execution = await world.client.waitForExecution(id, { timeoutMs: 40_000 });
	expect(execution.status).toBe('success');
	expect(
		resultOf(execution, 'HeyGen').map(({ json, binary }) => [json.title, Boolean(binary?.video)]),
	).toEqual([
		['Row 1', true],
		['Row 2', true],
	]);
});

test('calls that are all lost while n8n is restarted cost the wait limit, and the items claim nothing', async () => {
	await world.control.set({ renderMs: 1_000, loseCallbacks: true });
	const workflow = await save('Lost for good', 2, { waitLimit: 0.1 });
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(id);
	await world.n8n.kill();
	await world.n8n.restart();
	const execution = await world.client.waitForExecution(id, { timeoutMs: 180_000 });
	expect(jsonOf(execution, 'HeyGen')).toEqual(
		(await videosInOrder()).map((video) => ({
			error: `The video ${video.id} was not reported finished within 0.1 minutes`,
			message: expect.stringContaining('It may be finished all the same, and it is already paid'),
			details: { job_id: video.id },
		})),
	);
});

test('a late call does not resume a Wait node behind', async () => {
	await world.control.set({ renderMs: 500 });
	const wait = {
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
		webhookId: '4a3c1d3e-8f2b-4c65-9a57-0d1f6a2b3c4d',
	};
	const workflow = await world.client.saveWorkflow({
		...chain('Wait behind', createVideo(), wait),
		pinData: { Start: rows(1) },
	});
	const id = await world.client.run(workflow.id, { from: 'Start' });
	const behind = await poll(
		async () => {
			const current = await world.client.getExecution(id);
			return current.status === 'waiting' && current.runs.Wait ? current : undefined;
		},
		{ what: 'the Wait node to wait', timeoutMs: 60_000, intervalMs: 100 },
	);
	expect(jsonOf(behind, 'HeyGen')).toHaveLength(1);

	const url = await callbackUrl();
	const late = await axios.post(url, {}, { validateStatus: () => true });
	expect(late.status).toBe(404);
	expect((await world.client.getExecution(id)).status).toBe('waiting');

	const own = new URL(url);
	own.pathname = own.pathname.slice(0, own.pathname.lastIndexOf('/'));
	own.searchParams.delete('heygen');
	expect((await axios.post(own.href, { approved: true })).status).toBe(200);
	expect((await world.client.waitForExecution(id)).status).toBe('success');
});

test('it works in a loop: each round waits for its own callbacks', async () => {
	await world.control.set({ renderMs: 500 });
	const loop: WorkflowFile = {
		name: 'Loop',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				parameters: { batchSize: 2, options: {} },
			},
			createVideo(),
		],
		connections: {
			...connected(['Start', 'Loop']),
			Loop: { main: [[], [{ node: 'HeyGen', type: 'main', index: 0 }]] },
			HeyGen: { main: [[{ node: 'Loop', type: 'main', index: 0 }]] },
		},
		pinData: { Start: rows(6) },
	};
	const workflow = await world.client.saveWorkflow(loop);
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(execution.status).toBe('success');
	const rounds = (execution.runs.HeyGen ?? []).map(({ outputs }) =>
		outputs[0]?.map(({ json }) => json.title),
	);
	expect(rounds).toEqual([
		['Row 1', 'Row 2'],
		['Row 3', 'Row 4'],
		['Row 5', 'Row 6'],
	]);
	expect((await world.control.state()).counts.videos).toBe(6);
});

test('it works in a sub-workflow: the parent goes on with the finished videos', async () => {
	const child = await world.client.saveWorkflow({
		name: 'Child',
		nodes: [
			{
				name: 'When called',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				parameters: { inputSource: 'passthrough' },
			},
			createVideo(),
		],
		connections: connected(['When called', 'HeyGen']),
	});
	await world.client.activateWorkflow(child);
	const parent = await world.client.saveWorkflow({
		...chain('Parent', {
			name: 'Call',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				source: 'database',
				workflowId: { __rl: true, mode: 'id', value: child.id },
				options: { waitForSubWorkflow: true },
			},
		}),
		pinData: { Start: rows(2) },
	});
	const execution = await world.client.runToEnd(parent.id, { from: 'Start', timeoutMs: 120_000 });
	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Call').map(({ title, status }) => [title, status])).toEqual([
		['Row 1', 'completed'],
		['Row 2', 'completed'],
	]);
});

test('it is refused before anything is sent when HeyGen cannot call, and with a Callback URL of one’s own', async () => {
	const workflow = await save('Own callback', 1, { options: { callbackUrl: 'https://example.com/done' } });
	const { error } = await world.client.runToEnd(workflow.id, { from: 'Start' });
	expect(error?.message).toContain('"Callback URL" cannot be combined with "Wait By" Callback');
	expect((await world.control.state()).counts.videos).toBe(0);

	const real = await world.client.saveCredential('At HeyGen', 'heyGenStudioApi', {
		apiKey: 'key',
		baseUrl: 'https://api.heygen.com',
	});
	const node = createVideo();
	const elsewhere = await world.client.saveWorkflow(
		chain('Unreachable', { ...node, credentials: { heyGenStudioApi: { id: real.id, name: real.name } } }),
	);
	const refused = await world.client.runToEnd(elsewhere.id, { from: 'Start' });
	expect(refused.error?.message).toContain('HeyGen cannot reach this n8n');
	expect(refused.error?.description).toContain('WEBHOOK_URL');
});

test("under a key of one's own, a second execution gets the videos of the first, and does not wait for callbacks it will not get", async () => {
	await world.control.set({ renderMs: 6_000 });
	const workflow = await save('Own key', 2, { options: { idempotencyKey: '=row-{{ $json.row }}' } });
	const first = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(first);
	await poll(
		async () => {
			const [video] = (await world.control.state()).videos;
			return (video?.created_at ?? Infinity) < Math.floor(Date.now() / 1000) || undefined;
		},
		{ what: 'the next second', timeoutMs: 5_000, intervalMs: 20 },
	);
	const second = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 25_000 });
	expect(jsonOf(second, 'HeyGen').map(({ title, status }) => [title, status])).toEqual([
		['Row 1', 'completed'],
		['Row 2', 'completed'],
	]);
	expect(jsonOf(await world.client.waitForExecution(first), 'HeyGen').map(({ id }) => id)).toEqual(
		jsonOf(second, 'HeyGen').map(({ id }) => id),
	);
	expect((await world.control.state()).counts.videos).toBe(2);
});

test('n8n restarted while it waits: the callback resumes the execution all the same', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const workflow = await save('Restarted', 2);
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await untilWaiting(id);
	await world.n8n.kill();
	await world.n8n.restart();
	await world.control.finishJobs();
	const execution = await poll(
		async () => {
			const current = await world.client.getExecution(id);
			return current.status === 'success' ? current : undefined;
		},
		{ what: 'the execution to end', timeoutMs: 60_000, intervalMs: 200 },
	);
	expect(jsonOf(execution, 'HeyGen').map(({ title }) => title)).toEqual(['Row 1', 'Row 2']);
});
