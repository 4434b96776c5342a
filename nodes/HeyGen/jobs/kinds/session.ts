import type { Data, Video } from '../../api/contract';
import { onStatus } from '../../api/errors';
import { PRICES } from '../prices';
import type { JobKind } from './kind';
import { video as videoKind } from './video';

/** A session with the video agent and, once it is completed, its video. */
export type Session = Data<'videoAgentGet'> & { readonly video?: Video };

/** What went wrong, in the agent's words. */
function errorIn({ messages = [] }: Session): string | undefined {
	return messages.filter(({ type }) => type === 'error').at(-1)?.content;
}

/**
 * Where the agent pauses for an answer, the wait has ended too: only the user can go on from there. A session that says it
 * is completed may be ahead of its video, so then the video is what counts (docs/heygen.md §12).
 */
export const session: JobKind<Session> = {
	name: 'video agent session',
	getOperation: 'Video Agent > Get',
	completed: ['completed', 'waiting_for_input', 'reviewing'],
	failed: ['failed'],
	calls: ['videoAgentGet', 'videoGet'],
	async read(client, id) {
		const read = await client.data('videoAgentGet', { path: { session_id: id } });
		if (read.status !== 'completed' || !read.video_id) return read;
		return { ...read, video: await videoKind.read(client, read.video_id).catch(onStatus(404)) };
	},
	status: ({ status, video }) => (status === 'completed' ? (video?.status ?? status) : status),
	createdAt: ({ created_at: createdAt }) => createdAt,
	failure: (read) => ({
		message: errorIn(read),
		...(read.video ? videoKind.failure(read.video) : {}),
		videoId: read.video_id,
	}),
	files: videoKind.files.map((file) => ({ ...file, links: ({ video }) => (video ? file.links(video) : []) })),
	paidBy: 'second',
	price: {
		// What answers the agent brings no prompt, and need not lead to a video of its own.
		rate: ({ prompt }) => (prompt === undefined ? undefined : PRICES.agentVideo),
		amount: ({ video }) => video?.duration,
	},
};
