import { invalid } from './errors';
import type { World } from './world';

/** How one of many is told of. */
export interface Status {
	status: string;
	error?: { code: string; message: string; param?: string } | null;
	batch_id?: string | null;
	item_index?: number | null;
}

interface Entry extends Status {
	video_id?: string | null;
}

interface Call<Param extends string> {
	query: { [Key in Param | 'batch_ids']?: string };
	world: World;
}

const IDS_AT_ONCE = 100;

/**
 * The handler that tells the states of many things at once: by IDs of their own, and by IDs of batches of them. Each entry
 * has its ID in `video_id`, whatever it is of (docs/heygen.md §3).
 */
export function statusesBy<Param extends string>(
	param: Param,
	statusOf: (world: World, id: string) => Status,
	/** The entries of a batch; undefined where there is none of this ID. */
	entriesOf: (world: World, batchId: string) => Entry[] | undefined,
) {
	return ({ query, world }: Call<Param>) => {
		const ids = idsIn(query, param);
		const batchIds = idsIn(query, 'batch_ids');
		if (ids.length + batchIds.length === 0) throw invalid(param, `${param} or batch_ids is required`);
		return {
			data: [
				...ids.map((id): Entry => ({ video_id: id, ...statusOf(world, id) })),
				...batchIds.flatMap((id): Entry[] => entriesOf(world, id) ?? [{ batch_id: id, status: 'not_found' }]),
			],
			has_more: false,
			next_token: null,
		};
	};
}

/** @throws HeyGenError 400 for more than HeyGen looks up at once */
function idsIn<Param extends string>(query: { [Key in Param]?: string }, param: Param): string[] {
	const value: string | undefined = query[param];
	const ids = (value ?? '')
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	if (ids.length > IDS_AT_ONCE) throw invalid(param, `At most ${IDS_AT_ONCE} ids at once`);
	return ids;
}
