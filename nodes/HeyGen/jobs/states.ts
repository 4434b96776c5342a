import type { Schema } from '../api/contract';

/** What HeyGen says when it tells many states at once, by the jobs' own IDs: `video_id`, whatever the job is of (docs/heygen.md §3). */
export function statesIn(entries: ReadonlyArray<Schema<'StatusEntry'>>): Map<string, string> {
	return new Map(entries.flatMap(({ video_id: id, status }) => (id ? [[id, status] as const] : [])));
}
