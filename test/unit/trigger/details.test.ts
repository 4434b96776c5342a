import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, type WorkflowExecuteMode } from 'n8n-workflow';
import nock from 'nock';

import { hooksOf } from '../../support/hooks';
import { nockIsTheNetwork } from '../../support/network';
import { TriggerWorkflow, type TriggerOptions } from '../../support/trigger';
import { Account } from '../../support/triggerRow';

nockIsTheNetwork();

let account: Account;

beforeEach(() => {
	account = new Account();
});

afterEach(() => jest.restoreAllMocks());

const item = (id: string, data: IDataObject): INodeExecutionData => ({
	json: { event: 'avatar_video.success', id, data },
});

/** What an execution of the trigger's items gives, in n8n's own engine. */
async function executed(
	items: INodeExecutionData[],
	options: TriggerOptions = {},
	mode: WorkflowExecuteMode = 'webhook',
): Promise<INodeExecutionData[]> {
	const trigger = new TriggerWorkflow({ fetchDetails: true, ...options });
	const { workflow } = trigger;
	const node: INode = trigger.node;
	const additionalData = {
		...trigger.executionData(),
		hooks: hooksOf(workflow, mode, 'execution-1'),
	};
	const run = await new WorkflowExecute(
		additionalData,
		mode,
		createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
		}),
	).processRunExecutionData(workflow);
	const [taskData] = run.data.resultData.runData[node.name] ?? [];
	if (taskData?.error) throw taskData.error;
	return taskData?.data?.main?.[0] ?? [];
}

test.each<[string, IDataObject, string]>([
	['a video', { video_id: 'v1', callback_id: 'row-7' }, '/v3/videos/v1'],
	['the video of an agent', { session_id: 's1', video_id: 'v1' }, '/v3/videos/v1'],
	['a session without a video', { session_id: 's1', video_id: null }, '/v3/video-agents/s1'],
	['a translation', { video_translate_id: 't1', video_id: 'v1' }, '/v3/video-translations/t1'],
	['a lipsync', { lipsync_id: 'l1', video_id: 'v1' }, '/v3/lipsyncs/l1'],
	['a batch', { batch_id: 'b1' }, '/v3/videos/batches/b1'],
	['a photo generation', { generation_id: 'g1' }, '/v2/photo_avatar/generation/g1'],
	['a look', { look_id: 'l1' }, '/v3/avatars/looks/l1'],
])('%s is read anew and added to the data', async (_name, data, path) => {
	const [result] = await executed([item('a', data)]);
	expect(account.asked).toEqual([`GET ${path}`]);
	expect(result?.json).toMatchObject({ event: 'avatar_video.success', id: 'a', data });
	expect(result?.json.data).toMatchObject({ status: 'completed' });
});

test('of several events each is read as what it is, and one that names nothing is left as it is', async () => {
	const results = await executed([
		item('a', { look_id: 'l1' }),
		item('b', { project: 'p' }),
		item('c', { look_id: 'l2' }),
	]);
	expect(account.asked.sort()).toEqual(['GET /v3/avatars/looks/l1', 'GET /v3/avatars/looks/l2']);
	expect(results.map(({ json: { data } }) => data)).toEqual([
		expect.objectContaining({ status: 'completed' }),
		{ project: 'p' },
		expect.objectContaining({ status: 'completed' }),
	]);
});

test.each([
	[['/v3/videos/batches/'], '/v3/video-translations/batches/b1'],
	[['/v3/videos/batches/', '/v3/video-translations/batches/'], '/v3/lipsyncs/batches/b1'],
])('a batch is looked for where batches are: not in %s', async (missing, path) => {
	account.missing.push(...missing);
	const [result] = await executed([item('a', { batch_id: 'b1' })]);
	expect(account.asked.at(-1)).toBe(`GET ${path}`);
	expect(result?.json).not.toHaveProperty('detailsError');
});

test('a test with a webhook goes on with what the webhook received', async () => {
	const [result] = await executed([item('a', { video_id: 'v1' })], {}, 'manual');
	expect(result?.json).toMatchObject({ id: 'a', data: { status: 'completed' } });
});

test.each<[string, IDataObject, TriggerOptions]>([
	['the event names nothing that can be read', { project: 'p' }, {}],
	['no details are wanted', { video_id: 'v1' }, { fetchDetails: false }],
])('nothing is read where %s', async (_name, data, options) => {
	const [result] = await executed([item('a', data)], options);
	expect(result?.json.data).toEqual(data);
	expect(result?.json).not.toHaveProperty('detailsError');
	expect(account.asked).toEqual([]);
});

test('an event goes on without its details where HeyGen refuses them, and says why', async () => {
	account.broken = '/v3/videos/';
	const [result] = await executed([item('a', { video_id: 'v1' })]);
	expect(result?.json).toMatchObject({
		id: 'a',
		data: { video_id: 'v1' },
		detailsError: 'HeyGen refused the request: not now',
	});
});

test('an event whose read hangs costs no other its details', async () => {
	const limit = new AbortController();
	const timeout = jest.spyOn(AbortSignal, 'timeout');
	const open = account.hold('/v3/videos/hangs');
	account.onAnswer = () => {
		// The read that hangs is the last that began.
		if (account.asked.at(-1)?.endsWith('/v3/videos/quick')) limit.abort(late);
	};
	const late = Object.assign(new Error('too late'), { name: 'TimeoutError' });
	// The first limit is that of the list, for which there are too few.
	timeout.mockReturnValueOnce(new AbortController().signal).mockReturnValueOnce(limit.signal);
	const [hangs, quick] = await executed([item('a', { video_id: 'hangs' }), item('b', { video_id: 'quick' })]);
	open();
	expect(hangs?.json).toMatchObject({ id: 'a', detailsError: 'HeyGen did not answer in time' });
	expect(quick?.json).toMatchObject({ id: 'b', data: { status: 'completed' } });
	expect(quick?.json).not.toHaveProperty('detailsError');
});

test('the videos of many events are read together', async () => {
	const items = Array.from({ length: 30 }, (_, index) => item(`e${index}`, { video_id: `v${index}` }));
	const results = await executed(items);
	expect(results.map(({ json }) => json.id)).toEqual(items.map(({ json }) => json.id));
	expect(account.asked.filter((line) => line === 'GET /v3/videos')).toHaveLength(1);
});

test('the files of many events are downloaded a few at a time', async () => {
	let open = 0;
	let most = 0;
	nock('https://files.example.com')
		.persist()
		.get(/.*/)
		.reply(200, async () => {
			most = Math.max(most, ++open);
			await new Promise(setImmediate);
			open--;
			return 'video';
		});
	const items = Array.from({ length: 40 }, (_, index) => item(`e${index}`, { video_id: `v${index}` }));
	const results = await executed(items, { download: ['video'] });
	expect(results.every(({ binary }) => binary?.video !== undefined)).toBe(true);
	expect(most).toBe(3);
});

test('a credential that is refused costs no event', async () => {
	const [result] = await executed([item('a', { video_id: 'v1' })], { baseUrl: 'http://heygen.example.com' });
	expect(result?.json).toMatchObject({
		id: 'a',
		detailsError: expect.stringContaining('Base URL must be') as string,
	});
	expect(account.asked).toEqual([]);
});
