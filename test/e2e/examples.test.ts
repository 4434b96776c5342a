import axios from 'axios';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExamples, withCredential } from '../../sandbox/examples';
import type { Workflow, WorkflowFile, WorkflowNode } from '../../sandbox/n8n/client';
import {
	describe as describeExecution,
	resultOf,
	type Execution,
	type Item,
} from '../../sandbox/n8n/execution';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { asObject } from '../../sandbox/n8n/json';
import { poll } from '../../sandbox/poll';
import { startChatModel, type ChatModel } from '../support/chatModel';
import { LOOK, startWorld, type World } from '../support/world';

jest.setTimeout(180_000);

const samples = join(projectRoot, 'sandbox', 'heygen', 'files');

let world: World;
let model: ChatModel;
let examples: Map<string, WorkflowFile>;

beforeAll(async () => {
	model = await startChatModel();
	world = await startWorld();
	examples = await readExamples();
});

afterAll(async () => {
	await world?.stop();
	await model?.stop();
});

beforeEach(async () => {
	await world.control.reset();
	await world.control.set({ renderMs: 300, trainingMs: 300, photoMs: 300 });
	// The folder itself is where n8n works, and stays.
	for (const name of await readdir(world.filesDir)) await rm(join(world.filesDir, name));
	for (const name of ['portrait.png', 'footage.mp4']) {
		await copyFile(join(samples, name), join(world.filesDir, name));
	}
});

type Adapt = (file: WorkflowFile) => WorkflowFile;

/** Imports an example as a user does, who then chooses the credential; a test may change more. */
async function imported(name: string, adapt: Adapt = (file) => file): Promise<Workflow> {
	const file = examples.get(name);
	if (!file) throw new Error(`examples/${name}.json is missing.`);
	return await world.client.saveWorkflow(adapt(withCredential(file, world.credential)));
}

const withNode =
	(name: string, change: (node: WorkflowNode) => Partial<WorkflowNode>): Adapt =>
	(file) => ({
		...file,
		nodes: file.nodes.map((node) => (node.name === name ? { ...node, ...change(node) } : node)),
	});

const withParameters = (name: string, parameters: Record<string, unknown>): Adapt =>
	withNode(name, (node) => ({ parameters: { ...node.parameters, ...parameters } }));

const withPin =
	(name: string, json: Record<string, unknown>): Adapt =>
	(file) => ({ ...file, pinData: { ...file.pinData, [name]: [{ json }] } });

async function run(workflow: Workflow, from = 'Start', to?: string): Promise<Execution> {
	const execution = await world.client.runToEnd(workflow.id, { from, to, timeoutMs: 60_000 });
	expect(describeExecution(execution)).toContain('success');
	return execution;
}

const only = (items: Item[]): Item => {
	expect(items).toHaveLength(1);
	return items[0]!;
};

const videos = async () => (await world.control.state()).videos;
const spent = async () => (await world.control.state()).wallet.spent;

/** What is said in each video of the account. */
async function scripts(): Promise<unknown[]> {
	return (await videos()).map(({ request }) => asObject(request, 'request').script);
}

/** Under which keys videos were asked for, each once. */
async function keys(): Promise<unknown[]> {
	const requests = await world.control.requests({ operationId: 'videoCreate' });
	return [...new Set(requests.map(({ idempotencyKey }) => idempotencyKey))];
}

/** A finished video of the account that n8n knows nothing of. */
async function makeVideo(script: string): Promise<string> {
	const { data } = await axios.post<{ data: { video_id: string } }>(
		`${world.heygen.url}/v3/videos`,
		{ type: 'avatar', avatar_id: LOOK, script, title: 'Made by hand' },
		{ headers: { 'X-Api-Key': world.heygen.apiKey } },
	);
	const { video_id: id } = data.data;
	await poll(
		async () =>
			(await videos()).some((video) => video.id === id && /completed|failed/.test(video.status)) || undefined,
		{ what: 'the video to end', timeoutMs: 30_000 },
	);
	return id;
}

async function expectVideoFile(name: string): Promise<void> {
	const file = await readFile(join(world.filesDir, name));
	expect(file.subarray(4, 8).toString()).toBe('ftyp');
}

/** Sends a form of n8n's, as its page does. */
async function submit(url: string, fields: Record<string, string>): Promise<unknown> {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	const answer = await fetch(url, { method: 'POST', body: form });
	expect(answer.status).toBe(200);
	return await answer.json();
}

/** Looks at a page of n8n's until it has something to show. */
async function page(url: string): Promise<string> {
	return await poll(
		async () => {
			const status = new URL(url);
			status.pathname += '/n8n-execution-status';
			const state = await (await fetch(status)).text();
			return state === 'form-waiting' || state === 'success' ? await (await fetch(url)).text() : undefined;
		},
		{ what: 'the page of the form', timeoutMs: 60_000 },
	);
}

const RUNS: Record<string, () => Promise<void>> = {
	async 'photo-to-talking-video'() {
		const workflow = await imported('photo-to-talking-video');
		const execution = await run(workflow);

		expect(only(resultOf(execution, 'Create Video')).json).toMatchObject({ status: 'completed' });
		await expectVideoFile('talking-video.mp4');
		expect((await world.control.state()).counts).toMatchObject({ looks: 1, videos: 1, assets: 1 });

		const before = await spent();
		expect(only(resultOf(await run(workflow), 'Create Video')).json).toMatchObject({ reused: true });
		expect(await spent()).toBe(before);
	},

	async 'personal-videos-from-a-table'() {
		const name = 'personal-videos-from-a-table';
		// An execution that breaks off before anything is written down.
		const made = await run(await imported(name), 'Start', 'Create Video');
		expect(resultOf(made, 'Create Video')).toHaveLength(3);
		expect(await scripts()).toEqual(
			expect.arrayContaining(['Hello Mira! It is good to have Fjord Coffee with us.']),
		);
		const before = await spent();

		const again = await run(await imported(name));
		expect(resultOf(again, 'Rows Without a Video')).toHaveLength(3);
		expect(resultOf(again, 'Create Video').map(({ json }) => json.reused)).toEqual([true, true, true]);
		expect(resultOf(again, 'Write Down Video')).toHaveLength(3);
		// What a run by hand reuses anyway, a run at night reuses by these.
		expect(await keys()).toEqual(Array(3).fill(expect.stringMatching(/^welcome-[0-9a-f]{32}$/)));
		expect(await spent()).toBe(before);

		const third = await run(await imported(name));
		expect(resultOf(third, 'Rows Without a Video')).toEqual([]);
		expect(third.runs['Create Video']).toBeUndefined();
		expect(await videos()).toHaveLength(3);

		// A fourth row, whose video fails: it says so in its column, and is made at the next run.
		const fourth = (company: string) =>
			withParameters('Three People', {
				jsCode: `return [{ json: { name: 'Rob', email: 'rob@example.com', company: '${company}' } }];`,
			});
		const failed = await run(await imported(name, fourth('[fail]')));
		expect(only(resultOf(failed, 'Write Down Problem')).json.problem).toContain('failed');
		const mended = await run(await imported(name, fourth('Rob & Sons')));
		expect(only(resultOf(mended, 'Write Down Video')).json).toMatchObject({ name: 'Rob', problem: '' });
	},

	async 'news-avatar'() {
		const workflow = await imported('news-avatar');
		const execution = await run(workflow, 'Every Morning');

		const { stories } = only(resultOf(execution, 'Gather Stories')).json;
		expect(stories).toHaveLength(3);
		const [script] = await scripts();
		expect(script).toContain('three electric ferries');
		await expectVideoFile('news.mp4');

		await run(workflow, 'Every Morning');
		expect(await videos()).toHaveLength(1);
		expect(await keys()).toEqual([expect.stringMatching(/^news-[0-9a-f]{32}$/)]);
	},

	async 'form-to-video'() {
		const workflow = await imported('form-to-video');
		await world.client.activateWorkflow(workflow);
		const form = `${world.n8n.url}/form/make-a-video`;

		const good = asObject(await submit(form, { 'field-0': 'Mira', 'field-1': 'Welcome!' }), 'answer');
		const shown = await page(String(good.formWaitingUrl));
		const [video] = await videos();
		expect(shown).toContain('Here it is, Mira');
		expect(shown).toContain(String(video?.video_url).split('?')[0]);
		expect(await scripts()).toEqual(['Welcome!']);

		const bad = asObject(await submit(form, { 'field-0': 'Mira', 'field-1': '[fail]' }), 'answer');
		expect(await page(String(bad.formWaitingUrl))).toContain('There is no video');
		await world.client.deactivateWorkflow(workflow.id);
	},

	async 'when-a-video-is-finished'() {
		const workflow = await imported('when-a-video-is-finished');
		await world.client.activateWorkflow(workflow);
		const seen = await world.client.listExecutions({ workflowId: workflow.id });
		const good = await makeVideo('Hello');
		const bad = await makeVideo('A [fail]');
		const ended = await world.client.waitForNewExecutions(workflow.id, seen, { count: 2 });
		const executions = await Promise.all(ended.map(async ({ id }) => await world.client.getExecution(id)));

		const told = executions.map((each) => only(resultOf(each, each.lastNode ?? '')).json);
		expect(told).toContainEqual({ summary: `Finished: video ${good}`, url: expect.stringContaining('.mp4') });
		expect(told).toContainEqual({ summary: `Failed: video ${bad}`, reason: expect.any(String) });
		await expectVideoFile(`finished-${good}.mp4`);
		await world.client.deactivateWorkflow(workflow.id);
	},

	async 'five-languages-with-review'() {
		const languages = ['French', 'German', 'Italian', 'Japanese', 'Spanish'];
		const workflow = await imported('five-languages-with-review');
		const id = await world.client.run(workflow.id, { from: 'Start' });
		const waiting = await world.client.waitForExecution(id, { until: ['waiting'] });
		expect(waiting.status).toBe('waiting');
		expect(resultOf(waiting, 'Create Proofread').map(({ json }) => json.output_language)).toEqual(languages);
		expect((await world.control.state()).counts).toMatchObject({ proofreads: 5, translations: 0 });

		const mended = '1\n00:00:00,000 --> 00:00:02,000\nBonjour à tous !\n';
		await writeFile(join(world.filesDir, 'subtitles-French.srt'), mended);
		const { link } = only(resultOf(waiting, 'Link to Review')).json;
		await submit(String(link), { 'field-0': 'Camille' });

		const execution = await world.client.waitForExecution(id);
		expect(describeExecution(execution)).toContain('success');
		const made = resultOf(execution, 'Generate Video');
		expect(made.map(({ json }) => json.output_language)).toEqual(languages);
		for (const language of languages) await expectVideoFile(`video-${language}.mp4`);
		const { counts, assets } = await world.control.state();
		expect(counts).toMatchObject({ proofreads: 5, translations: 5 });
		const subtitles = assets.find(({ name }) => name === 'subtitles-French.srt');
		expect(subtitles?.size).toBe(Buffer.byteLength(mended));
	},

	async 'approve-a-draft'() {
		const no = await run(
			await imported('approve-a-draft', withPin('Ask for Approval', { data: { approved: false } })),
		);
		expect(no.lastNode).toBe('Not Approved');
		expect(await scripts()).toEqual(['Our winter sale begins on Monday.']);
		expect(only(resultOf(no, 'Estimate Price')).json).toMatchObject({
			dry_run: true,
			ok: true,
			estimated_price: { usd: expect.any(Number) },
		});

		await run(await imported('approve-a-draft'));
		// The draft is that of the first run.
		expect((await videos()).map(({ request }) => request)).toMatchObject([
			{ resolution: '720p' },
			{ script: expect.stringMatching(/^Our winter sale begins on Monday\. .+ while you choose\.$/) },
		]);
		await expectVideoFile('winter-sale.mp4');
	},

	async 'agent-with-video-tool'() {
		const openAi = await world.client.saveCredential('Scripted model', 'openAiApi', {
			apiKey: 'none',
			url: model.url,
		});
		const { id, name } = openAi;
		const workflow = await imported(
			'agent-with-video-tool',
			withNode('Model', () => ({ credentials: { openAiApi: { id, name } } })),
		);
		const script = 'Welcome to the climbing gym!';
		model.script(
			{ tool: 'Find_Looks', call: {} },
			{
				tool: 'Create_Video',
				call: (heard) => ({
					look_id: /"id":"([^"]+)"/.exec(heard)?.[1],
					voice_id: /"default_voice_id":"([^"]+)"/.exec(heard)?.[1],
					script,
					title: 'Welcome',
				}),
			},
			{ say: (heard) => `Here it is: ${/"video_url":"([^"]+)"/.exec(heard)?.[1]}` },
		);
		const execution = await run(workflow, 'Chat');

		expect(only(resultOf(execution, 'Agent')).json.output).toMatch(/^Here it is: http.+\.mp4/);
		expect(await scripts()).toEqual([script]);
	},

	async 'consent-with-reminder'() {
		const name = 'consent-with-reminder';
		const asItStands = await imported(name);
		const asleep = await world.client.runToEnd(asItStands.id, { from: 'Start', until: ['waiting'] });
		const hours = (Date.parse(asleep.waitTill ?? '') - Date.now()) / 3_600_000;
		expect(hours).toBeGreaterThan(23.9);
		expect(hours).toBeLessThanOrEqual(24);
		await world.client.stopExecution(asleep.id);
		expect((await world.control.state()).counts).toMatchObject({ consents: 1, videos: 0 });

		await world.control.reset();
		const waiting = (amount: number | string) => withParameters('Wait a Day', { amount, unit: 'seconds' });
		// After the reminder the person has some time.
		const patient = await imported(name, waiting('={{ $runIndex === 0 ? 1 : 10 }}'));
		const id = await world.client.run(patient.id, { from: 'Start' });
		await poll(async () => ((await world.control.state()).counts.consents === 2 ? true : undefined), {
			what: 'the first reminder',
			timeoutMs: 30_000,
		});
		const [group] = (await world.control.state()).groups;
		await world.control.approveConsent(String(group?.id));
		const execution = await world.client.waitForExecution(id);
		expect(describeExecution(execution)).toContain('success');
		expect(execution.runs['Mail Reminder']).toHaveLength(1);
		await expectVideoFile('twin.mp4');

		await world.control.reset();
		const never = await run(await imported(name, waiting(1)));
		expect(never.runs['Mail Reminder']).toHaveLength(3);
		expect(resultOf(never, 'Give Up')).toHaveLength(1);
		expect((await world.control.state()).counts).toMatchObject({ consents: 4, videos: 0 });
	},

	async 'remix-a-video'() {
		await makeVideo('Hello! This is the old one.');
		const execution = await run(await imported('remix-a-video'));

		expect(only(resultOf(execution, 'Create Video')).json.title).toBe('Made by hand, remixed');
		const [, remix] = await videos();
		expect(remix?.request).toMatchObject({
			type: 'studio',
			scenes: [{ input: { avatar_id: LOOK, script: 'Good evening! This is the old one.' } }],
		});
		await expectVideoFile('remix.mp4');
	},

	async 'from-http-requests'() {
		const execution = await run(await imported('from-http-requests'));

		expect(Object.keys(execution.runs)).toEqual([
			'Start',
			'Choose Look',
			'Choose Voice',
			'Create Video',
			'Save Video',
		]);
		expect(await scripts()).toEqual(['Good morning, everybody!']);
		await expectVideoFile('morning.mp4');
	},

	async 'digital-twin-with-consent'() {
		const execution = await run(await imported('digital-twin-with-consent'));

		expect((await fetch(String(only(resultOf(execution, 'Start Consent')).json.url))).status).toBe(200);
		expect((await world.control.state()).groups).toMatchObject([{ status: 'pending_consent' }]);
	},

	async 'generate-photos'() {
		const execution = await run(await imported('generate-photos'));

		const { binary } = only(resultOf(execution, 'Generate Photo'));
		expect(Object.keys(binary ?? {})).toEqual(['photo_1', 'photo_2', 'photo_3', 'photo_4']);
		expect((await world.control.state()).counts).toMatchObject({ generations: 1, looks: 0 });
	},

	async 'every-minute-finished-videos'() {
		await makeVideo('Hello');
		const execution = await run(await imported('every-minute-finished-videos'), 'HeyGen Poll Trigger');

		expect(only(resultOf(execution, 'Summary')).json).toMatchObject({
			summary: 'video.finished: Made by hand',
			link: expect.stringContaining('.mp4'),
		});
	},
};

test('each example is run here', () => {
	expect(Object.keys(RUNS).sort()).toEqual([...examples.keys()].sort());
});

test.each(Object.entries(RUNS))('%s does what it says', async (_name, runs) => await runs());

test('the examples take the newest version of each node', async () => {
	const newest = new Map<unknown, number>();
	for (const { name, version, hidden } of await world.client.nodeTypes()) {
		if (hidden === true) continue;
		newest.set(name, Math.max(newest.get(name) ?? 0, ...[version].flat().map(Number)));
	}
	for (const [name, { nodes }] of examples) {
		for (const { type, typeVersion } of nodes) {
			expect({ name, type, typeVersion }).toEqual({ name, type, typeVersion: newest.get(type) });
		}
	}
});
