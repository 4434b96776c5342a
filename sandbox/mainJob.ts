import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, readable, resultOf, type Execution, type Item, type NodeRun } from './n8n/execution';
import type { N8nClient, Workflow } from './n8n/client';
import { poll } from './poll';
import type { Steps } from './session';

/** What the main job gave, for those who want to look closer. */
export interface MainJobResult {
	talkingVideo: Execution;
	consent: Execution;
	photos: Execution;
	/** The executions the trigger started; empty where HeyGen cannot call this n8n. */
	events: Execution[];
	/** The video file, and its size in bytes. */
	file: string;
	bytes: number;
}

interface MainJobOptions {
	n8n: N8nClient;
	/** The imported examples, by file name without its ending. */
	workflows: Map<string, Workflow>;
	filesDir: string;
	steps: Steps;
	signal: AbortSignal;
	/** Whether HeyGen can call this n8n, so that events can arrive. */
	reachable: boolean;
	timeoutMs: number;
}

/** What is worth a line of a node's first item. */
const TELLING = [
	'look_id',
	'group_id',
	'id',
	'voice_id',
	'video_id',
	'generation_id',
	'avatar_type',
	'status',
	'consent_status',
	'supported_api_engines',
	'generated_by',
	'url',
	'duration',
	'summary',
];

function told(value: unknown): string {
	const text = Array.isArray(value) ? value.join(' ') : String(value);
	// The permission in a link to a file is long and of no interest.
	return text.startsWith('http') ? (text.split('?')[0] ?? text) : text;
}

function lineOf(item: Item | undefined): string {
	if (!item) return 'no item';
	// A node that writes or reads a file hands on what it was given; the file is what it did.
	const keys = item.json.fileName === undefined ? TELLING : ['fileName'];
	const facts = keys
		.filter((key) => item.json[key] !== undefined && item.json[key] !== null)
		.map((key) => `${key} ${told(item.json[key])}`);
	const files = Object.entries(item.binary ?? {}).map(
		([property, { fileSize }]) => `[${property} ${fileSize ?? ''}]`,
	);
	return [...facts, ...files].join(', ') || 'done';
}

/** Runs a workflow from its Start node and says what each node gave as soon as it has. */
async function runAloud(
	{ n8n, workflows, signal, timeoutMs }: MainJobOptions,
	name: string,
	say: (text: string) => void,
): Promise<Execution> {
	const workflow = workflows.get(name);
	if (!workflow) throw new Error(`examples/${name}.json is missing.`);
	const id = await n8n.run(workflow.id, { from: 'Start' });
	const said = new Set<string>();
	const sayNew = (runs: Record<string, NodeRun[]>) => {
		for (const [node, [run]] of Object.entries(runs)) {
			if (node === 'Start' || said.has(node) || !run) continue;
			said.add(node);
			say(
				`${node}: ${run.error ? readable(run.error) : lineOf(run.outputs[0]?.[0])} (${(run.milliseconds / 1000).toFixed(1)} s)`,
			);
		}
	};
	const execution = await poll(
		async () => {
			const current = await n8n.getExecution(id);
			sayNew(current.runs);
			return ['new', 'running', 'waiting', 'unknown'].includes(current.status) ? undefined : current;
		},
		{ what: `"${workflow.name}" to end`, timeoutMs, intervalMs: 300, signal },
	);
	if (execution.status !== 'success')
		throw new Error(`"${workflow.name}" did not succeed: ${describe(execution)}`);
	return execution;
}

/**
 * The main job in a real n8n: a photo file becomes a talking video that is downloaded, a digital twin gets its consent
 * link, photos are generated, and the trigger starts another workflow when the video's event arrives.
 */
export async function runMainJob(options: MainJobOptions): Promise<MainJobResult> {
	const { n8n, workflows, filesDir, steps, signal, reachable, timeoutMs } = options;
	const listener = workflows.get('when-a-video-is-finished');
	if (!listener) throw new Error('examples/when-a-video-is-finished.json is missing.');

	if (reachable) {
		await steps.step('Activate "When a video is finished"', async () => {
			// n8n does not look after webhooks again when it restarts; a simulated HeyGen that has restarted knows none.
			if (listener.active) await n8n.deactivateWorkflow(listener.id);
			await n8n.activateWorkflow(listener);
		});
	}
	const before = await n8n.listExecutions({ workflowId: listener.id });

	const file = join(filesDir, 'talking-video.mp4');
	const talkingVideo = await steps.step(
		'A photo file becomes an avatar, and a video in which it speaks',
		async (say) => await runAloud(options, 'photo-to-talking-video', say),
	);
	const { size: bytes } = await stat(file);
	steps.say(`    The video was written to ${relative(process.cwd(), file)} (${bytes} bytes).`);

	const consent = await steps.step(
		'Footage becomes a digital twin, and its consent link comes',
		async (say) => await runAloud(options, 'digital-twin-with-consent', say),
		(execution) => told(resultOf(execution, 'Start Consent')[0]?.json.url),
	);
	const photos = await steps.step(
		'A set of photos is generated',
		async (say) => await runAloud(options, 'generate-photos', say),
	);

	let events: Execution[] = [];
	if (resultOf(talkingVideo, 'Create Video')[0]?.json.reused) {
		steps.say(
			'An earlier run of today has made this video: HeyGen gives it again, and announces it no second time.',
		);
	} else if (reachable) {
		events = await steps.step(
			"The video's event has started the second workflow",
			async () => {
				const fresh = await n8n.waitForNewExecutions(listener.id, before, { timeoutMs, signal });
				return await Promise.all(fresh.map(async ({ id }) => await n8n.getExecution(id)));
			},
			(executions) =>
				executions.map((execution) => told(resultOf(execution, 'Summary')[0]?.json.summary)).join('; '),
		);
	} else {
		steps.say(
			'HeyGen cannot call this n8n: set WEBHOOK_URL to its public https address to see the trigger at work.',
		);
	}
	return { talkingVideo, consent, photos, events, file, bytes };
}
