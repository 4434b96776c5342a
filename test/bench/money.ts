import type { WorkflowNode } from '../../sandbox/n8n/client';
import { rows, LOOK, videoNode } from '../support/world';
import { counted, inPairs, units, type Figure } from './measure';
import { AGAINST, httpNode, NODE, officialNode, runNode } from './rivals';
import type { Stage } from './stage';

/** How often somebody runs a workflow by hand while building it. */
const RUNS = 20;

const BODY = { type: 'avatar', avatar_id: LOOK, script: 'Hello number 1', title: 'Row 1' };

/** The same video asked for again and again by hand: how many are paid. */
export async function money(stage: Stage): Promise<Figure[]> {
	const { world, say, pairs } = stage;
	const { heygen, credential, control } = world;
	const body = JSON.stringify(BODY);
	const nodes: Record<'ours' | 'http' | 'official', WorkflowNode> = {
		ours: videoNode({
			name: NODE,
			parameters: { wait: false },
			options: { inManualRuns: 'reuse' },
			credential,
		}),
		http: httpNode(stage, {
			method: 'POST',
			url: `${heygen.url}/v3/videos`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: body,
		}),
		official: officialNode(stage, {
			resource: 'video',
			operation: 'createVideo',
			videosUseJsonBody: true,
			videosJsonBody: body,
		}),
	};
	const items = rows(1).map(({ json }) => json);
	// Saved again, a node stays the one it is.
	const node = (name: keyof typeof nodes) => ({ ...nodes[name], id: `built-${name}` });
	const paid = (name: keyof typeof nodes) =>
		[
			name,
			async () => {
				await control.reset();
				for (let count = 0; count < RUNS; count++) {
					const { failed } = await runNode(stage, `Built: ${name}`, node(name), items, 0);
					if (failed > 0) throw new Error(`${name} failed`);
				}
				return (await control.state()).videos.length;
			},
		] as const;
	const samples = await inPairs<keyof typeof nodes, number>([paid('ours'), paid('http'), paid('official')], {
		pairs,
		say,
		warmUps: 0,
	});
	const row = {
		what: `${RUNS} runs by hand of the same video: videos paid`,
		ours: samples('ours'),
		show: units.count,
	};
	return [
		counted({ ...row, against: AGAINST.http, theirs: samples('http'), target: { atMost: 1 } }),
		counted({ ...row, against: AGAINST.official, theirs: samples('official'), target: { atMost: 1 } }),
	];
}
