import type { WorkflowFile, WorkflowNode } from '../../sandbox/n8n/client';
import type { Execution } from '../../sandbox/n8n/execution';
import { resultOf } from '../../sandbox/n8n/execution';
import { chain, connected } from '../support/workflows';
import { LOOK, rows, videoNode } from '../support/world';
import { compared, counted, inPairs, times, units, type Figure } from './measure';
import { httpNode } from './rivals';
import { requestCount, runQuietly, type Stage } from './stage';

const COUNT = 50;
const RENDER_MS = 10_000;
/** The shortest pause between two looks of ours: a loop that is to notice as early has to look as often. */
const LOOP_SECONDS = 2;

interface Waited {
	/** Milliseconds from the start of the first node to the end of the last. */
	readonly wall: number;
	readonly requests: number;
	/** Milliseconds in which n8n held the execution in a worker. */
	readonly held: number;
	/** Milliseconds between the last two looks at the videos. */
	readonly interval: number;
}

function createAndWait(stage: Stage, waitBy: 'polling' | 'callback'): WorkflowFile {
	const node = videoNode({
		parameters: { wait: true },
		options: { waitBy, waitLimit: 5 },
		credential: stage.world.credential,
	});
	return { ...chain(`Wait by ${waitBy}`, node, END), pinData: { Start: rows(COUNT) } };
}

const END: WorkflowNode = { name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

/** What users build today: create all, wait, ask for each, and go round again with those that are not completed. */
function waitLoop(stage: Stage): WorkflowFile {
	const { heygen } = stage.world;
	const body = `={{ JSON.stringify({ type: 'avatar', avatar_id: '${LOOK}', script: 'Hello number ' + $json.row }) }}`;
	const create = { method: 'POST', url: `${heygen.url}/v3/videos`, sendBody: true, specifyBody: 'json' };
	const status = `=${heygen.url}/v3/videos/{{ $json.data.video_id ?? $json.data.id }}`;
	return {
		name: 'Wait loop',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			httpNode(stage, { ...create, jsonBody: body }, 'Create'),
			{
				name: 'Wait',
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				parameters: { resume: 'timeInterval', amount: LOOP_SECONDS, unit: 'seconds' },
			},
			httpNode(stage, { url: status }, 'Status'),
			{
				name: 'Completed?',
				type: 'n8n-nodes-base.if',
				typeVersion: 2.2,
				parameters: {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
						combinator: 'and',
						conditions: [
							{
								id: 'completed',
								leftValue: '={{ $json.data.status }}',
								rightValue: 'completed',
								operator: { type: 'string', operation: 'equals' },
							},
						],
					},
					options: {},
				},
			},
			END,
		],
		connections: {
			...connected(['Start', 'Create', 'Wait', 'Status', 'Completed?', 'End']),
			'Completed?': {
				main: [[{ node: 'End', type: 'main', index: 0 }], [{ node: 'Wait', type: 'main', index: 0 }]],
			},
		},
		pinData: { Start: rows(COUNT) },
	};
}

const endOf = (execution: Execution) =>
	Math.max(
		...Object.values(execution.runs).flatMap((runs) => runs.map((run) => run.startedAt + run.milliseconds)),
	);

const startOf = (execution: Execution, node: string) => execution.runs[node]?.at(-1)?.startedAt ?? NaN;

/** 50 videos of 10 s: by our two ways to wait, and by the loop. */
export async function waiting(stage: Stage): Promise<Figure[]> {
	const { world, say, pairs } = stage;
	const { client, control } = world;

	const lastInterval = async () => {
		const looks = (await control.requests({ operationId: 'videoStatusesList' })).map(({ time }) => time);
		return (looks.at(-1) ?? NaN) - (looks.at(-2) ?? NaN);
	};
	const prepare = async () => {
		await control.reset();
		await control.set({ renderMs: RENDER_MS });
	};
	const finished = async (execution: Execution): Promise<Omit<Waited, 'held'>> => {
		const ended = (execution.runs.End ?? []).flatMap(({ outputs }) => outputs.flat());
		if (ended.length !== COUNT) throw new Error(`Only ${ended.length} of ${COUNT} videos were waited for`);
		const wall = endOf(execution) - startOf(execution, 'Start');
		return { wall, requests: await requestCount(stage), interval: await lastInterval() };
	};
	/** n8n keeps an execution in a worker until it ends; a Wait of less than 65 s does not change that. */
	const inWorker = async (file: WorkflowFile): Promise<Waited> => {
		await prepare();
		const result = await finished(await runQuietly(stage, file, { busyMs: RENDER_MS }));
		return { ...result, held: result.wall };
	};
	const suspended = async (): Promise<Waited> => {
		await prepare();
		const workflow = await client.saveWorkflow(createAndWait(stage, 'callback'));
		const id = await client.run(workflow.id, { from: 'Start' });
		const parked = await client.waitForExecution(id, { until: ['waiting'] });
		const before = endOf(parked) - startOf(parked, 'Start');
		const execution = await client.waitForExecution(id);
		if (resultOf(execution, 'HeyGen').some(({ json }) => json.status !== 'completed')) {
			throw new Error('A video that was waited for by callback is not completed');
		}
		const after = endOf(execution) - startOf(execution, 'HeyGen');
		return { ...(await finished(execution)), held: before + after };
	};

	const samples = await inPairs<'polling' | 'callback' | 'loop', Waited>(
		[
			['polling', async () => await inWorker(createAndWait(stage, 'polling'))],
			['callback', suspended],
			['loop', async () => await inWorker(waitLoop(stage))],
		],
		// The first round of each would only warm up what takes milliseconds of its ten seconds.
		{ pairs, say, warmUps: 0 },
	);

	const what = `${COUNT} videos of ${RENDER_MS / 1000} s created and waited for`;
	const loop = `HTTP Request + Wait (${LOOP_SECONDS} s) + If`;
	const [byPolling, byCallback, byLoop] = [samples('polling'), samples('callback'), samples('loop')];
	const of = (key: keyof Waited, list: Waited[]) => list.map((sample) => sample[key]);
	return [
		compared({
			...times.theTime,
			what: `${what} by polling: wall time`,
			against: 'render time + one poll interval',
			ours: of('wall', byPolling),
			theirs: byPolling.map(({ interval }) => RENDER_MS + interval),
			target: { atMost: 1.1 },
			show: units.seconds,
		}),
		compared({
			...times.theTime,
			what: `${what} by callback: wall time`,
			against: 'render time + one poll interval',
			ours: of('wall', byCallback),
			// There is none here: as much as the polling of the same pair is allowed.
			theirs: byPolling.map(({ interval }) => RENDER_MS + interval),
			target: { atMost: 1.1 },
			show: units.seconds,
		}),
		compared({
			...times.theTime,
			what: `${what} by polling: wall time`,
			against: loop,
			ours: of('wall', byPolling),
			theirs: of('wall', byLoop),
			show: units.seconds,
		}),
		compared({
			...times.asMany,
			what: `${what} by polling: requests sent, creates included`,
			against: loop,
			ours: of('requests', byPolling),
			theirs: of('requests', byLoop),
			target: { atMost: 0.2 },
			show: units.count,
		}),
		compared({
			...times.asMany,
			what: `${what} by callback: requests sent, creates included`,
			against: loop,
			ours: of('requests', byCallback),
			theirs: of('requests', byLoop),
			show: units.count,
		}),
		counted({
			what: `${what} by callback: time a worker is held`,
			against: loop,
			ours: of('held', byCallback),
			theirs: of('held', byLoop),
			target: { atMost: 1_000 },
			show: units.seconds,
		}),
	];
}
