import { UNTIL_FINISHED } from '../../sandbox/heygen/control';
import type { Workflow } from '../../sandbox/n8n/client';
import { resultOf, type Execution } from '../../sandbox/n8n/execution';
import { chain, set } from '../support/workflows';
import { heyGenNode, priceOfRows, rows, startWorld, videoNode, type World } from '../support/world';

jest.setTimeout(300_000);

let world: World;

beforeAll(async () => (world = await startWorld({ settings: { renderMs: 300 } })));
afterAll(async () => await world?.stop());
beforeEach(async () => {
	await world.control.reset();
	await world.control.clearRequests();
});

interface BatchOptions {
	parameters?: Record<string, unknown>;
	options?: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

const createBatch = ({ parameters, options, settings }: BatchOptions) =>
	videoNode({
		operation: 'createBatch',
		parameters: { wait: true, download: [], ...parameters },
		options: { waitBy: 'polling', waitLimit: 5, ...options },
		credential: world.credential,
		settings,
	});

/** Behind the batch a node that reads the row by pairing: it shows whether each item still belongs to its row. */
const pairedRow = set('Row', { row: "={{ $('Start').item.json.row }}" });

async function save(name: string, count: number, options: BatchOptions = {}): Promise<Workflow> {
	return await world.client.saveWorkflow({
		...chain(name, createBatch(options), pairedRow),
		pinData: { Start: rows(count) },
	});
}

const jsonOf = (execution: Execution, node = 'HeyGen') => resultOf(execution, node).map(({ json }) => json);
const titlesOf = (count: number) => rows(count).map(({ json }) => `Row ${json.row}`);

/** How many videos each request asked for. */
async function requestSizes(): Promise<number[]> {
	const requests = await world.control.requests({ operationId: 'videoBatchesCreate' });
	return requests.map(({ body }) => (body as { videos: unknown[] }).videos.length);
}

async function countOf(
	operationId: 'videoBatchesGet' | 'videoStatusesList' | 'videoList' | 'videoGet',
): Promise<number> {
	return (await world.control.requests({ operationId })).length;
}

const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

test('120 items go out in two requests on an account that runs ten jobs, and each gets its own video; one fails alone', async () => {
	await world.control.set({ maxConcurrentJobs: 10 });
	const workflow = await save('Many', 120, {
		parameters: {
			script: '={{ $json.row === 110 ? "[fail] number " + $json.row : "Hello number " + $json.row }}',
		},
		options: { batchTitle: '=From row {{ $json.row }}' },
		settings: { onError: 'continueRegularOutput' },
	});

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });

	expect(await requestSizes()).toEqual([100, 20]);
	const { batches, jobs, wallet } = await world.control.state();
	const [first, second] = ['From row 1', 'From row 101'].map(
		(title) => batches.find((batch) => batch.title === title)?.batch_id,
	);
	const items = jsonOf(execution);
	expect(items).toHaveLength(120);
	for (const [index, json] of items.entries()) {
		if (index === 109) {
			expect(json).toMatchObject({
				error: expect.stringContaining('HeyGen could not make the video: The rendering failed'),
				details: { batch_id: second, item_index: 9, code: 'video_generation_failed' },
			});
		} else {
			expect(json).toMatchObject({
				batch_id: index < 100 ? first : second,
				item_index: index % 100,
				title: `Row ${index + 1}`,
				status: 'completed',
			});
		}
	}
	expect(jsonOf(execution, 'Row').map(({ row }) => row)).toEqual(
		rows(120).map(({ json }) => String(json.row)),
	);
	expect(jobs.peak).toBe(10);
	expect(wallet.spent).toBeCloseTo(
		priceOfRows(120, (row) => (row === '110' ? '[fail] number 110' : `Hello number ${row}`)),
	);
});

test('100 items that wait by polling ask about their batch together', async () => {
	await world.control.set({ renderMs: 10_000 });
	const workflow = await save('Polling', 100, { parameters: { download: ['thumbnail'] } });

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });

	expect(jsonOf(execution).map(({ title }) => title)).toEqual(titlesOf(100));
	expect(resultOf(execution, 'HeyGen').every(({ binary }) => binary?.thumbnail !== undefined)).toBe(true);
	expect(await countOf('videoStatusesList')).toBeLessThanOrEqual(8);
	expect(await countOf('videoBatchesGet')).toBe(1);
	// They ended together, so HeyGen's list has them all.
	expect(await countOf('videoList')).toBe(1);
	expect(await countOf('videoGet')).toBe(0);
});

test('120 items that wait by callback: one suspend, one resume, each batch calls and is read once', async () => {
	await world.control.set({ renderMs: 3_000 });
	const workflow = await save('Callback', 120, {
		parameters: { download: ['video'] },
		options: { waitBy: 'callback' },
		// It must not take the suspended node for one that failed.
		settings: retryOnFail,
	});
	const id = await world.client.run(workflow.id, { from: 'Start' });
	await world.client.waitForExecution(id, { until: ['waiting'], timeoutMs: 60_000 });

	const execution = await world.client.waitForExecution(id, { timeoutMs: 120_000 });

	expect(execution.status).toBe('success');
	expect(execution.runs.HeyGen).toHaveLength(1);
	expect(jsonOf(execution).map(({ title }) => title)).toEqual(titlesOf(120));
	expect(resultOf(execution, 'HeyGen').every(({ binary }) => binary?.video !== undefined)).toBe(true);
	expect(jsonOf(execution, 'Row').map(({ row }) => row)).toEqual(
		rows(120).map(({ json }) => String(json.row)),
	);
	expect(await requestSizes()).toEqual([100, 20]);
	expect(await countOf('videoBatchesGet')).toBe(2);
	// A page of HeyGen's list holds a hundred.
	expect(await countOf('videoGet')).toBe(20);
	const calls = (await world.control.deliveries()).filter(({ kind }) => kind === 'callback');
	expect(calls.map(({ eventType }) => eventType)).toEqual(['batch.finished', 'batch.finished']);
	expect((await world.control.state()).leaks).toEqual([]);
});

test('at the wait limit of a callback every item says which video of which batch it waited for', async () => {
	await world.control.set({ renderMs: UNTIL_FINISHED });
	const workflow = await save('Limit', 2, {
		options: { waitBy: 'callback', waitLimit: 0.1 },
	});

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });

	const [batch] = (await world.control.state()).batches;
	expect(jsonOf(execution)).toEqual(
		[0, 1].map((index) => ({
			error: `The video ${index} of the batch ${batch?.batch_id} is not finished after 0.1 minutes`,
			message: expect.stringContaining(`Read it later with Video > Get Batch and the ID ${batch?.batch_id}`),
			details: { batch_id: batch?.batch_id, item_index: index },
		})),
	);
});

test('a batch whose answer was lost is asked for again under its key, and paid once', async () => {
	// More often than the node itself asks again, so that n8n runs it a second time.
	await world.control.addFault({ kind: 'loseResponse', operationId: 'videoBatchesCreate', times: 6 });
	const workflow = await save('Lost answer', 3, { settings: retryOnFail });

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });

	expect(jsonOf(execution).map(({ title }) => title)).toEqual(titlesOf(3));
	const sent = await world.control.requests({ operationId: 'videoBatchesCreate' });
	expect(sent).toHaveLength(7);
	expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
	expect((await world.control.state()).batches).toHaveLength(1);
	expect((await world.control.state()).wallet.spent).toBeCloseTo(priceOfRows(3));
});

test('of two requests the one that HeyGen refused is sent again by Retry On Fail, the other is not', async () => {
	await world.control.addFault({
		kind: 'status',
		status: 400,
		operationId: 'videoBatchesCreate',
		skip: 1,
		times: 1,
	});
	const workflow = await save('Half refused', 120, { settings: retryOnFail });

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 60_000 });

	expect(jsonOf(execution).map(({ title }) => title)).toEqual(titlesOf(120));
	expect(await requestSizes()).toEqual([100, 20, 20]);
	const { counts, wallet } = await world.control.state();
	expect(counts.batches).toBe(2);
	expect(wallet.spent).toBeCloseTo(priceOfRows(120));
});

test('photos are generated once each when Retry On Fail runs the node again for another item', async () => {
	await world.control.addFault({
		kind: 'status',
		status: 400,
		operationId: 'photoGenerate',
		skip: 1,
		times: 1,
	});
	const node = heyGenNode({
		resource: 'photo',
		operation: 'generate',
		parameters: {
			name: '=Row {{ $json.row }}',
			appearance: 'Green sweater',
			ifRetired: 'stop',
			wait: false,
		},
		credential: world.credential,
		settings: retryOnFail,
	});
	const workflow = await world.client.saveWorkflow({
		...chain('Photos', node),
		pinData: { Start: rows(3) },
	});

	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 60_000 });

	expect(new Set(jsonOf(execution).map(({ generation_id: id }) => id)).size).toBe(3);
	expect((await world.control.state()).counts.generations).toBe(3);
});

test('an item that is refused before anything is sent costs nothing; Get Batch reads what was made', async () => {
	const script = '={{ $json.row === 2 ? "" : "Hello " + $json.row }}';
	const refused = await save('Refused', 3, { parameters: { script } });
	const { error } = await world.client.runToEnd(refused.id, { from: 'Start' });
	expect(error?.message).toBe('"Script" is empty');
	expect(await requestSizes()).toEqual([]);

	const get = heyGenNode({
		name: 'Get',
		resource: 'video',
		operation: 'getBatch',
		parameters: { batchId: '={{ $json.batch_id }}' },
		credential: world.credential,
		settings: { executeOnce: true },
	});
	const workflow = await world.client.saveWorkflow({
		...chain('Read', createBatch({ options: { batchTitle: 'Monday' } }), get),
		pinData: { Start: rows(3) },
	});
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start' });
	expect(jsonOf(execution, 'Get')).toMatchObject([
		{
			title: 'Monday',
			status: 'completed',
			total_items: 3,
			items: jsonOf(execution).map(({ id }, index) => ({ item_index: index, video_id: id })),
		},
	]);
});
