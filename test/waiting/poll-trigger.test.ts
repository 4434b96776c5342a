import axios from 'axios';
import { UNTIL_FINISHED } from '../../sandbox/heygen/control';
import { readExamples, withCredential } from '../../sandbox/examples';
import type { Workflow } from '../../sandbox/n8n/client';
import type { ExecutionSummary, Item } from '../../sandbox/n8n/execution';
import { resultOf } from '../../sandbox/n8n/execution';
import { poll } from '../../sandbox/poll';
import { pollListener, POLL_TRIGGER } from '../support/listener';
import { startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

let world: World;

beforeAll(async () => (world = await startWorld({ settings: { renderMs: 300, trainingMs: 300 } })));
afterAll(async () => await world?.stop());

const polling = (name: string, parameters: Record<string, unknown> = {}) =>
	pollListener({ name, credential: world.credential, parameters });

async function heygen(method: 'get' | 'post' | 'delete', path: string, data?: object): Promise<unknown> {
	const { data: answer } = await axios.request<{ data: unknown }>({
		method,
		url: `${world.heygen.url}${path}`,
		headers: { 'X-Api-Key': world.heygen.apiKey },
		data,
	});
	return answer.data;
}

/** Creates a video at HeyGen, by another hand than n8n's. */
async function video(script = 'Hello'): Promise<string> {
	const made = await heygen('post', '/v3/videos', {
		type: 'avatar',
		avatar_id: 'Abigail_Sofa_public',
		script,
	});
	const [{ id } = { id: '' }] = (await world.control.state()).videos.slice(-1);
	expect(made).toMatchObject({ video_id: id });
	return id;
}

async function ended(...ids: string[]): Promise<void> {
	await poll(
		async () => {
			const { videos } = await world.control.state();
			const open = videos.filter(({ id, status }) => ids.includes(id) && !/completed|failed/.test(status));
			return open.length === 0 || undefined;
		},
		{ what: 'the videos to end', timeoutMs: 30_000 },
	);
}

/** Waits for polls that begin from now on. */
async function polls(
	count: number,
	operationId: 'videoList' | 'avatarLooksList' = 'videoList',
): Promise<void> {
	const read = async () => (await world.control.metrics()).requests[operationId] ?? 0;
	const before = await read();
	await poll(async () => (await read()) >= before + count || undefined, {
		what: `${count} polls`,
		timeoutMs: 60_000,
	});
}

/** All that the trigger has given so far, execution by execution. */
async function given(workflow: Workflow): Promise<Item[]> {
	const executions = await world.client.listExecutions({ workflowId: workflow.id, status: ['success'] });
	const full = await Promise.all(executions.reverse().map(({ id }) => world.client.getExecution(id)));
	return full.flatMap((execution) => resultOf(execution, POLL_TRIGGER));
}

const names = (items: Item[]) => items.map(({ json: { event, id } }) => `${event as string} ${id as string}`);

/** Waits until so many items have come, and some polls longer: none may come twice. */
async function settled(workflow: Workflow, count: number): Promise<string[]> {
	await poll(async () => (await given(workflow)).length >= count || undefined, {
		what: `${count} items`,
		timeoutMs: 60_000,
	});
	await polls(2);
	return names(await given(workflow));
}

describe('An active workflow', () => {
	let workflow: Workflow;
	let slow: string;
	const expected: string[] = [];

	it('starts for nothing that was there before', async () => {
		await ended(await video(), await video('A [fail]'));
		await world.control.set({ renderMs: UNTIL_FINISHED });
		slow = await video();
		await world.control.set({ renderMs: 300 });
		workflow = await world.client.saveWorkflow(polling('Polling'));
		await world.client.activateWorkflow(workflow);
		await polls(2);
		expect(await world.client.listExecutions({ workflowId: workflow.id })).toEqual([]);
	});

	it('starts once for each video that ends, be it well or badly, and for one that was being made before', async () => {
		const [good, bad] = [await video(), await video('A [fail]')];
		await world.control.finishJobs();
		await ended(good, bad, slow);
		expected.push(`video.finished ${slow}`, `video.finished ${good}`, `video.failed ${bad}`);
		expect((await settled(workflow, 3)).sort()).toEqual([...expected].sort());

		const items = await given(workflow);
		const { json } = items.find(({ json: { id } }) => id === bad)!;
		expect(json).toEqual({
			event: 'video.failed',
			id: bad,
			occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
			data: expect.objectContaining({ id: bad, status: 'failed', failure_code: 'video_generation_failed' }),
		});
	});

	it('catches up after a restart of n8n, and repeats nothing', async () => {
		await world.n8n.stop();
		const meanwhile = await video();
		await ended(meanwhile);
		await world.n8n.restart();
		expected.push(`video.finished ${meanwhile}`);
		expect((await settled(workflow, 4)).sort()).toEqual([...expected].sort());
	});

	it('repeats nothing after a crash of n8n either', async () => {
		await polls(1);
		await world.n8n.kill();
		const meanwhile = await video();
		await ended(meanwhile);
		await world.n8n.restart();
		expected.push(`video.finished ${meanwhile}`);
		expect((await settled(workflow, 5)).sort()).toEqual([...expected].sort());
	});

	it('loses nothing in a crash of n8n before it has ever told of anything', async () => {
		const fresh = await world.client.saveWorkflow(polling('Fresh'));
		await world.client.activateWorkflow(fresh);
		await world.n8n.kill();
		const meanwhile = await video();
		await ended(meanwhile);
		await world.n8n.restart();
		expected.push(`video.finished ${meanwhile}`);
		expect(await settled(fresh, 1)).toEqual([`video.finished ${meanwhile}`]);
		await world.client.deactivateWorkflow(fresh.id);
	});

	it('says so where HeyGen is down, and goes on where it was', async () => {
		await world.control.addFault({ kind: 'status', status: 503, operationId: 'videoList' });
		const meanwhile = await video();
		const isFailed = ({ status }: ExecutionSummary) => status === 'error';
		const failed = await poll(
			async () => (await world.client.listExecutions({ workflowId: workflow.id })).find(isFailed),
			{ what: 'a failed execution', timeoutMs: 90_000 },
		);
		expect((await world.client.getExecution(failed.id)).error?.message).toMatch(
			/^HeyGen could not carry out the request: /,
		);
		await world.control.clearFaults();
		expected.push(`video.finished ${meanwhile}`);
		expect((await settled(workflow, 7)).sort()).toEqual([...expected].sort());
		await world.client.deactivateWorkflow(workflow.id);
	});
});

describe('A workflow for several kinds', () => {
	it('starts for looks and translations of the chosen outcome, and for no stock look', async () => {
		const workflow = await world.client.saveWorkflow(
			polling('Several', { jobs: ['look', 'translation'], outcomes: ['finished'] }),
		);
		await world.client.activateWorkflow(workflow);
		const source = { type: 'url', url: 'https://example.com/video.mp4' };
		const made = await heygen('post', '/v3/video-translations', {
			video: source,
			output_languages: ['French'],
		});
		for (const name of ['Anna', 'Anna [fail]']) {
			await heygen('post', '/v3/avatars', { type: 'prompt', name, prompt: 'A presenter' });
		}
		await polls(3, 'avatarLooksList');
		const look = (await world.control.state()).looks.find(({ name }) => name === 'Anna');
		const { video_translation_ids: [id] = [] } = made as { video_translation_ids?: string[] };
		await poll(async () => (await given(workflow)).length >= 2 || undefined, {
			what: 'both',
			timeoutMs: 60_000,
		});
		await polls(2, 'avatarLooksList');
		expect(names(await given(workflow)).sort()).toEqual([
			`look.finished ${look?.id}`,
			`translation.finished ${id}`,
		]);
		await world.client.deactivateWorkflow(workflow.id);
	});
});

describe('A test by hand', () => {
	it('shows the newest that has ended, each time', async () => {
		const workflow = await world.client.saveWorkflow(polling('By hand'));
		const newest = await video();
		await ended(newest);
		for (let test = 0; test < 2; test++) {
			const execution = await world.client.runToEnd(workflow.id, { from: POLL_TRIGGER });
			expect(names(resultOf(execution, POLL_TRIGGER))).toEqual([`video.finished ${newest}`]);
			expect(resultOf(execution, 'End')).toHaveLength(1);
		}
	});

	it('runs the example', async () => {
		const example = (await readExamples()).get('every-minute-finished-videos');
		const workflow = await world.client.saveWorkflow(withCredential(example!, world.credential));
		const newest = await video();
		await ended(newest);
		const execution = await world.client.runToEnd(workflow.id, { from: POLL_TRIGGER });
		const [item] = resultOf(execution, 'Summary');
		expect(item?.json.summary).toBe(`video.finished: ${newest}`);
		expect(item?.json.link).toContain(`${world.heygen.filesUrl}/results/videos/${newest}/`);
		// Every minute is what n8n takes without more ado.
		await world.client.activateWorkflow(workflow);
		await world.client.deactivateWorkflow(workflow.id);
	});

	it('says what is missing where there is none', async () => {
		const workflow = await world.client.saveWorkflow(polling('None', { jobs: ['lipsync'] }));
		const { error } = await world.client.runToEnd(workflow.id, { from: POLL_TRIGGER });
		expect(error?.message).toBe('HeyGen has none to show: no finished or failed lipsyncs');
	});
});
