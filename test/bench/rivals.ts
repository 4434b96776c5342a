import type { WorkflowNode } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { asArray, type JsonObject } from '../../sandbox/n8n/json';
import { officialNode as asOfficial, OFFICIAL_VERSION } from '../support/official';
import { chain } from '../support/workflows';
import { LOOK } from '../support/world';
import { compared, inPairs, times, units, type Figure } from './measure';
import type { SentRequest } from './sender';
import { nodeTime, requestCount, runQuietly, type Stage } from './stage';

/** Items ours works on at once unless told otherwise, and lanes of the bare loop. */
const WIDTH = 10;

export const AGAINST = {
	official: `HeyGen's own package ${OFFICIAL_VERSION}: one item after the other`,
	http: "n8n's HTTP Request node with its defaults: all items at once",
	bare: `a bare \`fetch\` loop, ${WIDTH} at a time, outside n8n`,
};

/** n8n runs for weeks, and a run of 100 items is over before its code has been compiled. */
const WARM_UPS = 5;

export const NODE = 'Measured';

/** Ours and the two other nodes, set to do the same to each item of `Start`. */
export interface Task {
	readonly what: string;
	readonly items: JsonObject[];
	readonly nodes: Record<'ours' | 'official' | 'http', WorkflowNode>;
	/** The request that each item is. */
	readonly request: (item: JsonObject) => SentRequest;
}

export function officialNode({ official }: Stage, parameters: JsonObject): WorkflowNode {
	return asOfficial(official.credential, NODE, parameters);
}

export function httpNode({ headerAuth }: Stage, parameters: JsonObject, name = NODE): WorkflowNode {
	const { id, name: credentialName, type } = headerAuth;
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'genericCredentialType',
			genericAuthType: type,
			...parameters,
			options: {},
		},
		credentials: { [type]: { id, name: credentialName } },
	};
}

/** Runs a node over the items; what it gave and how long n8n says it ran. */
export async function runNode(
	stage: Stage,
	name: string,
	node: WorkflowNode,
	items: JsonObject[],
	busyMs: number,
): Promise<{ ms: number; failed: number }> {
	const file = { ...chain(name, node), pinData: { Start: items.map((json) => ({ json })) } };
	const execution = await runQuietly(stage, file, { busyMs, timeoutMs: 300_000 });
	const results = resultOf(execution, NODE);
	if (results.length !== items.length) {
		throw new Error(`${name}: ${results.length} results of ${items.length} items`);
	}
	return {
		ms: nodeTime(execution, NODE),
		failed: results.filter(({ json }) => json.error !== undefined && json.error !== null).length,
	};
}

/** Measures a task's nodes and the bare loop in pairs. The time of a node is n8n's own execution time of it. */
export async function compete(stage: Stage, task: Task): Promise<Figure[]> {
	const { world, sender, say, pairs } = stage;
	const checked = async (name: string, work: () => Promise<{ ms: number; failed: number }>) => {
		await world.control.clearRequests();
		const { ms, failed } = await work();
		const requests = await requestCount(stage);
		if (failed > 0 || requests !== task.items.length) {
			throw new Error(`${task.what}, ${name}: ${failed} failed, ${requests} requests`);
		}
		return ms;
	};
	const node = (name: 'ours' | 'official' | 'http', busyMs: number) =>
		[
			name,
			async () =>
				await checked(name, () =>
					runNode(stage, `${task.what}: ${name}`, task.nodes[name], task.items, busyMs),
				),
		] as const;
	const bare = async () => {
		const { milliseconds, answers } = await sender.send(task.items.map(task.request), WIDTH);
		return {
			ms: milliseconds,
			failed: Object.keys(answers).filter((answer) => !answer.startsWith('2')).length,
		};
	};
	const samples = await inPairs<'ours' | 'official' | 'http' | 'bare', number>(
		[
			node('ours', 1_000),
			['bare', async () => await checked('bare', bare)],
			node('http', 1_000),
			node('official', 6_000),
		],
		{ pairs, warmUps: WARM_UPS, say },
	);
	const ours = samples('ours');
	const row = { what: task.what, ours, show: units.seconds };
	return [
		compared({
			...row,
			...times.asFast,
			against: AGAINST.official,
			theirs: samples('official'),
			target: { atLeast: 8 },
		}),
		compared({
			...row,
			...times.theTime,
			against: AGAINST.bare,
			theirs: samples('bare'),
			target: { atMost: 1.15 },
		}),
		compared({ ...row, ...times.theTime, against: AGAINST.http, theirs: samples('http') }),
	];
}

/** `count` videos made by hand; their IDs. */
export async function makeVideos(
	{ world: { heygen, control }, sender }: Stage,
	count: number,
): Promise<string[]> {
	const request = {
		url: `${heygen.url}/v3/videos`,
		method: 'POST',
		headers: { 'X-Api-Key': heygen.apiKey, 'Content-Type': 'application/json' },
		body: JSON.stringify({ type: 'avatar', avatar_id: LOOK, script: 'Hello' }),
	};
	await control.set({ renderMs: 0 });
	await sender.send(
		Array.from({ length: count }, () => request),
		WIDTH,
	);
	return asArray((await control.state()).videos, 'videos')
		.flatMap((video) =>
			typeof video === 'object' && video !== null && 'id' in video ? [String(video.id)] : [],
		)
		.slice(0, count);
}
