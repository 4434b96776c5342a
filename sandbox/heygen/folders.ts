import { isRecord } from './contract';
import { HeyGenError } from './errors';
import type { World } from './world';

/**
 * Folders are a collection of that name, whoever keeps it. No ID, and an empty one, is the root (docs/heygen.md §3).
 * @throws HeyGenError 404 where there is no such folder, or where it is in the trash
 */
export function checkFolder(world: World, id: string | null | undefined, param = 'folder_id'): void {
	if (!id) return;
	const folder = world.find('folders', id);
	if (folder === undefined || (isRecord(folder) && folder.is_trash === true)) {
		throw new HeyGenError('resource_not_found', `Folder ${id} not found`, param);
	}
}

/** What a list shows that was asked for one folder; undefined asks for all. @throws HeyGenError as {@link checkFolder} */
export function inFolder(
	world: World,
	wanted: string | undefined,
): (placed: { folder_id?: string | null }) => boolean {
	checkFolder(world, wanted);
	return ({ folder_id: id }) => wanted === undefined || (id ?? '') === wanted;
}
