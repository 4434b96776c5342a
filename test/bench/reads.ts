import { byId, heyGenNode } from '../support/world';
import type { Figure } from './measure';
import { compete, httpNode, makeVideos, NODE, officialNode } from './rivals';
import type { Stage } from './stage';

const COUNT = 100;

/** Reads of as many different videos. */
export async function reads(stage: Stage): Promise<Figure[]> {
	const { world } = stage;
	const ids = await makeVideos(stage, COUNT);
	const headers = { 'X-Api-Key': world.heygen.apiKey };
	return await compete(stage, {
		what: `${COUNT} reads`,
		items: ids.map((id) => ({ id })),
		nodes: {
			ours: heyGenNode({
				name: NODE,
				resource: 'video',
				operation: 'get',
				parameters: { videoId: byId('={{ $json.id }}') },
				credential: world.credential,
			}),
			official: officialNode(stage, {
				resource: 'video',
				operation: 'getVideoStatus',
				videoId: '={{ $json.id }}',
			}),
			http: httpNode(stage, { url: `=${world.heygen.url}/v3/videos/{{ $json.id }}` }),
		},
		request: ({ id }) => ({ method: 'GET', url: `${world.heygen.url}/v3/videos/${String(id)}`, headers }),
	});
}
