import { LOOK, rows, videoNode } from '../support/world';
import { counted, inPairs, units, type Figure } from './measure';
import { AGAINST, compete, httpNode, NODE, officialNode, runNode, type Task } from './rivals';
import type { Stage } from './stage';

const COUNT = 100;
const JOBS_AT_ONCE = 10;

const bodyOf = (row: unknown) => ({
	type: 'avatar',
	avatar_id: LOOK,
	script: `Hello number ${String(row)}`,
	title: `Row ${String(row)}`,
});

const BODY = `={{ JSON.stringify({ type: 'avatar', avatar_id: '${LOOK}', script: 'Hello number ' + $json.row, title: 'Row ' + $json.row }) }}`;

function createVideos(stage: Stage): Task {
	const { heygen, credential } = stage.world;
	return {
		what: `${COUNT} creates`,
		items: rows(COUNT).map(({ json }) => json),
		nodes: {
			// On HeyGen's own engine, as the others: choosing the best one would read the look first.
			ours: videoNode({ name: NODE, parameters: { wait: false }, credential }),
			official: officialNode(stage, {
				resource: 'video',
				operation: 'createVideo',
				videosUseJsonBody: true,
				videosJsonBody: BODY,
			}),
			http: httpNode(stage, {
				method: 'POST',
				url: `${heygen.url}/v3/videos`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: BODY,
			}),
		},
		request: ({ row }) => ({
			method: 'POST',
			url: `${heygen.url}/v3/videos`,
			headers: { 'X-Api-Key': heygen.apiKey, 'Content-Type': 'application/json' },
			body: JSON.stringify(bodyOf(row)),
		}),
	};
}

/** Videos created and not waited for: on an account without limit, and on one that runs ten jobs at once. */
export async function creates(stage: Stage): Promise<Figure[]> {
	const task = createVideos(stage);
	return [...(await compete(stage, task)), ...(await failures(stage, task))];
}

/** Every node continues on errors, and the items that came out as one are counted. */
async function failures(stage: Stage, { items, nodes }: Task): Promise<Figure[]> {
	const { control } = stage.world;
	const failing = (name: keyof typeof nodes) =>
		[
			name,
			async () => {
				// Also ends the jobs of the one before.
				await control.reset();
				await control.set({ maxConcurrentJobs: JOBS_AT_ONCE, renderMs: 1_000, retryAfter: 1 });
				const node = { ...nodes[name], onError: 'continueRegularOutput' };
				return (await runNode(stage, `Account limit: ${name}`, node, items, 1_000)).failed;
			},
		] as const;
	const { say, pairs } = stage;
	const samples = await inPairs<keyof typeof nodes, number>(
		[failing('ours'), failing('http'), failing('official')],
		{ pairs, say, warmUps: 0 },
	);
	const row = {
		what: `${COUNT} creates on an account that runs ${JOBS_AT_ONCE} jobs of 1 s at once: failed items`,
		ours: samples('ours'),
		show: units.count,
	};
	return [
		counted({ ...row, against: AGAINST.http, theirs: samples('http'), target: { atMost: 0 } }),
		counted({ ...row, against: AGAINST.official, theirs: samples('official'), target: { atMost: 0 } }),
	];
}
