import { createHmac, randomUUID } from 'node:crypto';
import type { Workflow, WorkflowNode } from '../../sandbox/n8n/client';
import type { JsonObject } from '../../sandbox/n8n/json';
import { poll } from '../../sandbox/poll';
import { connected } from '../support/workflows';
import { PACKAGE, startWorld } from '../support/world';
import { compared, inPairs, times, units, type Figure } from './measure';
import { makeVideos } from './rivals';
import type { SentRequest } from './sender';
import { SETTINGS, type Stage } from './stage';

const COUNT = 200;
/** Deliveries under way at once. */
const WIDTH = 20;
const WARM_UPS = 3;

interface Receiver {
	readonly workflow: Workflow;
	readonly url: string;
	/** What signs the deliveries; Webhook takes them as they come. */
	readonly secret: string;
}

async function activate({ world: { client, n8n } }: Stage, name: string, node: WorkflowNode, path: string) {
	const end: WorkflowNode = { name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	const workflow = await client.saveWorkflow({
		name,
		nodes: [node, end],
		connections: connected([node.name, 'End']),
	});
	await client.activateWorkflow(workflow);
	return { workflow, url: `${n8n.url}/webhook/${path}` };
}

async function heyGenTrigger(stage: Stage, fetchDetails: boolean): Promise<Receiver> {
	const { control, credential } = stage.world;
	const webhookId = randomUUID();
	const node: WorkflowNode = {
		name: 'HeyGen Trigger',
		type: `${PACKAGE}.heyGenTrigger`,
		typeVersion: 1.1,
		parameters: { authentication: 'apiKey', events: ['avatar_video.success'], fetchDetails },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		webhookId,
	};
	const name = `HeyGen Trigger, details ${fetchDetails ? 'fetched' : 'not fetched'}`;
	const receiver = await activate(stage, name, node, `${webhookId}/webhook`);
	const endpoint = (await control.state()).endpoints.find(({ url }) => url === receiver.url);
	if (!endpoint) throw new Error(`The HeyGen Trigger did not register ${receiver.url}`);
	return { ...receiver, secret: endpoint.secret };
}

async function webhook(stage: Stage, options: JsonObject = {}): Promise<Receiver> {
	const path = randomUUID();
	const node: WorkflowNode = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options },
		webhookId: path,
	};
	return { ...(await activate(stage, `Webhook ${JSON.stringify(options)}`, node, path)), secret: 'any' };
}

/** Deliveries as HeyGen makes them, each of another event. */
function deliveries({ url, secret }: Receiver, videoId: string): SentRequest[] {
	return Array.from({ length: COUNT }, () => {
		const eventId = `evt_${randomUUID().replaceAll('-', '')}`;
		const body = JSON.stringify({
			event_id: eventId,
			event_type: 'avatar_video.success',
			event_data: {
				video_id: videoId,
				url: `https://files.heygen.example/${videoId}/video.mp4`,
				gif_download_url: null,
				video_page_url: `https://app.heygen.example/videos/${videoId}`,
				folder_id: null,
				callback_id: null,
			},
			created_at: new Date().toISOString(),
		});
		return {
			url,
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				'Heygen-Signature': createHmac('sha256', secret).update(body).digest('hex'),
				'Heygen-Timestamp': String(Math.floor(Date.now() / 1000)),
				'Heygen-Event-Id': eventId,
			},
			body,
		};
	});
}

/** Events a second, from the first delivery to the end of the last execution, as n8n dates it. */
async function eventsPerSecond(stage: Stage, receiver: Receiver, videoId: string): Promise<number> {
	const { client } = stage.world;
	const { id: workflowId } = receiver.workflow;
	const started = Date.now();
	const { answers } = await stage.sender.send(deliveries(receiver, videoId), WIDTH);
	if (answers['200'] !== COUNT) throw new Error(`Deliveries were refused: ${JSON.stringify(answers)}`);
	await poll(
		async () => {
			const open = await client.listExecutions({ workflowId, status: ['new', 'running'], limit: 1 });
			return open.length === 0 ? true : undefined;
		},
		{ what: 'the executions of all events to end', timeoutMs: 120_000, intervalMs: 200 },
	);
	const executions = await client.listExecutions({ workflowId, status: ['success'], limit: COUNT });
	const fresh = executions.filter(({ startedAt }) => Date.parse(startedAt ?? '') >= started);
	if (fresh.length !== COUNT) throw new Error(`${fresh.length} of ${COUNT} events ran the workflow`);
	const ended = Math.max(...fresh.map(({ stoppedAt }) => Date.parse(stoppedAt ?? '')));
	return COUNT / ((ended - started) / 1000);
}

type Contestant = 'ours' | 'webhook' | 'expressive' | 'detailed';

/** Events a second of each, measured in one n8n. */
async function rates(stage: Stage): Promise<(name: Contestant) => number[]> {
	const { world, pairs, say } = stage;
	const [videoId = ''] = await makeVideos(stage, 1);
	const receivers: Record<Contestant, Receiver> = {
		ours: await heyGenTrigger(stage, false),
		webhook: await webhook(stage),
		// For its Webhook node alone, and only without expressions, n8n (2.41) spares making an isolate for each delivery.
		expressive: await webhook(stage, { rawBody: '={{ false }}' }),
		detailed: await heyGenTrigger(stage, true),
	};
	const contender = (name: Contestant) =>
		[name, async () => await eventsPerSecond(stage, receivers[name], videoId)] as const;
	const samples = await inPairs<Contestant, number>(
		[contender('ours'), contender('webhook'), contender('expressive'), contender('detailed')],
		{ pairs, warmUps: WARM_UPS, say },
	);
	for (const { workflow } of Object.values(receivers)) await world.client.deactivateWorkflow(workflow.id);
	return samples;
}

const WHAT = 'trigger: events a second, signature checked';
const PLAIN = "n8n's Webhook node, which checks no signature";
const row = { ...times.asMany, show: units.perSecond };

/** Our trigger against n8n's own, with the same deliveries. */
async function asItIs(stage: Stage): Promise<Figure[]> {
	const samples = await rates(stage);
	const [ours, plain] = [samples('ours'), samples('webhook')];
	return [
		compared({ ...row, what: WHAT, against: PLAIN, ours, theirs: plain, target: { atLeast: 0.9 } }),
		compared({
			...row,
			what: WHAT,
			against: 'the Webhook node with an expression in it: prepared by n8n as every other trigger is',
			ours,
			theirs: samples('expressive'),
		}),
		compared({
			...row,
			what: `${WHAT}, details fetched`,
			against: PLAIN,
			ours: samples('detailed'),
			theirs: plain,
		}),
	];
}

/** The same in an n8n that makes an isolate only when an expression asks for it. */
async function lazily(stage: Stage): Promise<Figure[]> {
	const world = await startWorld({
		settings: SETTINGS,
		env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	});
	try {
		const samples = await rates({ ...stage, world });
		const plain = samples('webhook');
		const set = 'with `N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`';
		const against = `${PLAIN}, in the same n8n`;
		return [
			compared({
				...row,
				what: `${WHAT}, ${set}`,
				against,
				ours: samples('ours'),
				theirs: plain,
				target: { atLeast: 0.9 },
			}),
			compared({
				...row,
				what: `${WHAT}, details fetched, ${set}`,
				against,
				ours: samples('detailed'),
				theirs: plain,
			}),
		];
	} finally {
		await world.stop();
	}
}

export async function trigger(stage: Stage): Promise<Figure[]> {
	return [...(await asItIs(stage)), ...(await lazily(stage))];
}
