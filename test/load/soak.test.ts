import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../sandbox/heygen';
import type { ExecutionSummary } from '../../sandbox/n8n/execution';
import type { Workflow, WorkflowFile } from '../../sandbox/n8n/client';
import { projectRoot } from '../../sandbox/n8n/install-package';
import type { N8n } from '../../sandbox/n8n/server';
import { poll } from '../../sandbox/poll';
import { median } from '../bench/measure';
import { png } from '../support/files';
import { listener } from '../support/listener';
import { Memory } from '../support/memory';
import { startQueue, type QueueWorld } from '../support/queue';
import { tableOf, withTables } from '../support/tables';
import { connected, webhook } from '../support/workflows';
import { byId, heyGenNode, LOOK, videoNode } from '../support/world';

// An agency's business, over and over, with HeyGen failing now and then: nothing is lost, nothing is
// made twice, and n8n's processes hold no more at the end than once they had warmed up.

const MINUTE = 60_000;
const DEEP = process.env.DEEP === 'true';
const LENGTH = DEEP ? 30 * MINUTE : 3 * MINUTE;
/** Until everything is loaded, compiled and cached. */
const WARM_UP = LENGTH / 3;
/** Between two executions, and between two looks at the processes. */
const EVERY = 600;
const LOOK_EVERY = LENGTH / 24;
/** What is held at the end, against what was held after the warm-up. */
const LIMIT = 1.1;
/** Connections that are under way at one look and not at another. */
const DESCRIPTORS = 10;

jest.setTimeout(LENGTH + 10 * MINUTE);

let queue: QueueWorld;
let memory: Memory;

beforeAll(async () => {
	memory = await Memory.open();
	queue = await startQueue({ workers: 2, workerConcurrency: 10, env: memory.env });
});
afterAll(async () => {
	await queue?.stop();
	await memory?.close();
});

/** HeyGen's bad days. What cannot be repeated without paying twice is left alone: it would fail, and rightly. */
const FAULTS: readonly FaultRule[] = [
	{ kind: 'status', status: 503, method: 'GET', probability: 0.03 },
	{ kind: 'status', status: 429, retryAfter: 1, probability: 0.02 },
	{ kind: 'dropRequest', method: 'GET', probability: 0.02 },
	{ kind: 'loseResponse', operationId: 'videoCreate', probability: 0.1 },
	{ kind: 'loseResponse', operationId: 'avatarCreate', probability: 0.1 },
	{ kind: 'statusAfter', status: 502, operationId: 'videoCreate', probability: 0.05 },
	{ kind: 'delay', host: 'files', ms: 2_000, probability: 0.1 },
	{ kind: 'status', status: 503, host: 'files', probability: 0.05 },
];

interface Business {
	readonly name: string;
	readonly nodes: WorkflowFile['nodes'];
	/** Where it is to fail, the words in which it does. */
	readonly fails?: string;
}

function businesses(): Business[] {
	const { credential } = queue;
	const video = (options: Record<string, unknown>) =>
		videoNode({
			parameters: { script: '=Hello {{ $json.body.row }}', wait: true, download: ['video'] },
			options: { title: '=Row {{ $json.body.row }}', waitLimit: 10, ...options },
			credential,
		});
	const photo = `data:image/png;base64,${png().toString('base64')}`;
	return [
		{ name: 'a video, by callback', nodes: [video({ waitBy: 'callback' })] },
		{ name: 'a video, by polling', nodes: [video({ waitBy: 'polling' })] },
		{
			name: 'an avatar, and its look',
			nodes: [
				heyGenNode({
					name: 'Create Avatar',
					resource: 'avatar',
					operation: 'create',
					parameters: { type: 'photo', name: '=Anna {{ $json.body.row }}', photo, wait: true },
					credential,
				}),
				heyGenNode({
					resource: 'look',
					operation: 'get',
					parameters: { lookId: byId('={{ $json.look_id }}') },
					credential,
				}),
			],
		},
		{
			name: 'photos (v2)',
			nodes: [
				heyGenNode({
					resource: 'photo',
					operation: 'generate',
					parameters: {
						name: '=Anna {{ $json.body.row }}',
						appearance: 'Green sweater, in an office',
						wait: true,
						download: ['photo'],
					},
					credential,
				}),
			],
		},
		{
			name: 'all looks',
			nodes: [
				heyGenNode({ resource: 'look', operation: 'getAll', parameters: { returnAll: true }, credential }),
			],
		},
		{
			name: 'a look that there is not',
			nodes: [
				videoNode({
					parameters: { avatarId: byId(`${LOOK}_gone`), script: 'Hello', wait: true },
					credential,
				}),
			],
			fails: `Avatar look ${LOOK}_gone not found`,
		},
	];
}

const pathOf = (index: number) => `soak-${index}`;

async function publish({ name, nodes }: Business, index: number): Promise<Workflow> {
	const start = webhook(pathOf(index));
	const workflow = await queue.client.saveWorkflow({
		name,
		nodes: [start, ...nodes],
		connections: connected([start.name, ...nodes.map((node) => node.name)]),
	});
	await queue.client.activateWorkflow(workflow);
	return workflow;
}

interface Look {
	readonly at: number;
	readonly held: number;
	readonly descriptors: number;
}

async function lookAt(n8n: N8n, at: number): Promise<Look> {
	const held = await memory.heldBy(n8n);
	return { at, held, descriptors: (await readdir(`/proc/${n8n.pid}/fd`)).length };
}

/** Starts one after the other, in turn, and looks at the processes in between. */
async function work(workflows: readonly Workflow[], processes: readonly N8n[]) {
	const started = workflows.map(() => 0);
	const looks = processes.map((): Look[] => []);
	const begin = Date.now();
	let nextLook = LOOK_EVERY;
	for (let row = 0; Date.now() - begin < LENGTH; row++) {
		const index = row % workflows.length;
		const { status } = await queue.client.callWebhook(pathOf(index), { body: { row } });
		expect(status).toBe(200);
		started[index]! += 1;
		if (Date.now() - begin >= nextLook) {
			nextLook += LOOK_EVERY;
			for (const [which, n8n] of processes.entries())
				looks[which]!.push(await lookAt(n8n, Date.now() - begin));
		}
		await sleep(EVERY);
	}
	return { started, looks };
}

async function failureOf({ id }: ExecutionSummary): Promise<string | undefined> {
	return (await queue.client.getExecution(id)).error?.message;
}

test('mixed work on one main and two workers: nothing unexplained, nothing twice, and memory and descriptors stay level', async () => {
	const { client, control, main, workers, credential } = queue;
	await control.set({ renderMs: 4_000, trainingMs: 3_000, photoMs: 2_000, logSize: 100_000 });
	const events = await client.saveWorkflow(
		listener({
			name: 'Finished',
			events: ['avatar_video.success'],
			webhookId: '3d0f1d86-7d8c-4b0e-9c70-3f1c0d1f6d11',
			credential,
		}),
	);
	await client.activateWorkflow(events);
	const all = businesses();
	const workflows: Workflow[] = [];
	for (const [index, business] of all.entries()) workflows.push(await publish(business, index));
	for (const fault of FAULTS) await control.addFault(fault);

	const processes = [main, ...workers];
	const { started, looks } = await work(workflows, processes);

	const outcomes: string[][] = [];
	for (const [index, business] of all.entries()) {
		const count = started[index]!;
		const ended = await client.waitForNewExecutions(workflows[index]!.id, [], {
			count,
			timeoutMs: 5 * MINUTE,
		});
		expect(ended).toHaveLength(count);
		const failed = ended.filter(({ status }) => status !== 'success');
		const failures = await Promise.all(failed.map(failureOf));
		const { fails } = business;
		expect(failures.filter((message) => !fails || !message?.includes(fails))).toEqual([]);
		expect(failed).toHaveLength(fails ? count : 0);
		outcomes.push([business.name, String(count), fails ? `all say what is wrong` : 'all succeed']);
	}

	const { counts, videos } = await control.state();
	const [byCallback = 0, byPolling = 0, avatars = 0, photos = 0] = started;
	expect(counts).toMatchObject({ videos: byCallback + byPolling, looks: avatars, generations: photos });
	expect(new Set(videos.map(({ status }) => status))).toEqual(new Set(['completed']));
	await poll(async () => ((await control.metrics()).deliveries.pending === 0 ? true : undefined), {
		what: 'the events to be delivered',
		timeoutMs: MINUTE,
	});
	const told = await client.waitForNewExecutions(events.id, [], { count: videos.length, timeoutMs: MINUTE });
	expect(told).toHaveLength(videos.length);
	expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['success']));
	const struck = (await control.faults()).reduce((sum, fault) => sum + fault.struck, 0);
	expect(struck).toBeGreaterThan(0);
	outcomes.push(['an event of HeyGen', String(told.length), 'each run once']);

	const levels = looks.map((all, index) => {
		const warm = all.filter(({ at }) => at >= WARM_UP);
		const third = Math.floor(warm.length / 3);
		const level = (of: (look: Look) => number) =>
			[warm.slice(0, third), warm.slice(-third)].map((some) => median(some.map(of))) as [number, number];
		return {
			name: index === 0 ? 'main' : `worker ${index}`,
			held: level(({ held }) => held),
			descriptors: level(({ descriptors }) => descriptors),
		};
	});
	const MB = 1024 * 1024;
	const rows = levels.map(({ name, held: [warm, end], descriptors }) => [
		name,
		`${Math.round(warm / MB)} → ${Math.round(end / MB)} MB (${(end / warm).toFixed(2)})`,
		descriptors.join(' → '),
	]);
	console.log([...outcomes, ...rows, [`${struck} faults`]].map((row) => row.join(' | ')).join('\n'));
	if (DEEP) {
		const page = join(projectRoot, 'docs', 'reliability.md');
		const text = await readFile(page, 'utf8');
		await writeFile(
			page,
			withTables(text, [
				tableOf('soak', [['In 30 minutes', 'executions', 'of which'], ...outcomes]),
				tableOf('levels', [['Process', 'holds', 'descriptors'], ...rows]),
			]),
		);
	}
	for (const { held, descriptors } of levels) {
		expect(held[1] / held[0]).toBeLessThan(LIMIT);
		expect(descriptors[1]).toBeLessThanOrEqual(descriptors[0] + DESCRIPTORS);
	}
});
