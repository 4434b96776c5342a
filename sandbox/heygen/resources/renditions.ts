import { HeyGenError } from '../errors';
import type { Collection } from '../collection';
import { asksToFail } from '../world';
import type { Rendition, World } from '../world';

export const FAILURE = 'The rendering failed, as the request asked for';

/** Moves a rendition through HeyGen's states; one that was deleted meanwhile ends in silence. */
export function renderAnew<Item extends Rendition<unknown>>(
	world: World,
	renditions: Collection<Item>,
	item: Item,
	onEnd?: () => void,
): void {
	const { renderMs } = world.settings;
	world.jobs.start(item.id);
	world.jobs.after(renderMs * 0.25, () => {
		item.status = 'running';
	});
	world.jobs.after(renderMs, () => {
		item.status = asksToFail(item.request) ? 'failed' : 'completed';
		world.jobs.finish(item.id);
		if (renditions.get(item.id)) onEnd?.();
	});
}

/** @throws HeyGenError 404 naming `param` */
export function findRendition<Item>(
	renditions: Collection<Item>,
	{ id, param, what }: { id: string; param: string; what: string },
): Item {
	const found = renditions.get(id);
	if (!found) throw new HeyGenError('resource_not_found', `${what} ${id} not found`, param);
	return found;
}
