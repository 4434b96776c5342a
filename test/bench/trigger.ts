import { createHmac, randomUUID } from 'node:crypto';
import type { Workflow, WorkflowNode } from '../../sandbox/n8n/client';
import type { JsonObject } from '../../sandbox/n8n/json';
import { poll } from '../../sandbox/poll';
import { connected } from '../support/workflows';
import { PACKAGE } from '../support/world';
import { compared, inPairs, times, units, type Figure } from './measure';
import { makeVideos } from './rivals';
import type { SentRequest } from './sender';
import type { Stage } from './stage';

const COUNT = 200;
/** Deliveries under way at once. */
const WIDTH = 20;

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
		typeVersion: 1,
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

/** Our trigger against n8n's own, with the same deliveries. */
export async function trigger(stage: Stage): Promise<Figure[]> {
	const { world, pairs, say } = stage;
	const [videoId = ''] = await makeVideos(stage, 1);
	const receivers = {
		ours: await heyGenTrigger(stage, false),
		webhook: await webhook(stage),
		// For its Webhook node alone, and only without expressions, n8n (2.41) spares making an isolate for each delivery.
		expressive: await webhook(stage, { rawBody: '={{ false }}' }),
		detailed: await heyGenTrigger(stage, true),
	};
	const contender = (name: keyof typeof receivers) =>
		[name, async () => await eventsPerSecond(stage, receivers[name], videoId)] as const;
	const samples = await inPairs<keyof typeof receivers, number>(
		[contender('ours'), contender('webhook'), contender('expressive'), contender('detailed')],
		{ pairs, say },
	);
	for (const { workflow } of Object.values(receivers)) await world.client.deactivateWorkflow(workflow.id);
	const row = { ...times.asMany, show: units.perSecond };
	const what = 'trigger: events a second, signature checked';
	const plain = {
		...row,
		against: "n8n's Webhook node, which checks no signature",
		theirs: samples('webhook'),
	};
	return [
		compared({ ...plain, what, ours: samples('ours'), target: { atLeast: 0.9 } }),
		compared({
			...row,
			what,
			against: 'the Webhook node with an expression in it: prepared by n8n as every other trigger is',
			ours: samples('ours'),
			theirs: samples('expressive'),
		}),
		compared({ ...plain, what: `${what}, details fetched`, ours: samples('detailed') }),
	];
}
