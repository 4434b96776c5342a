import { collection } from '../collection';
import { checkFolder } from '../folders';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import type { Schemas } from '../types';
import { newId, now } from '../world';
import { USERNAME } from './account';

/** The API cannot trash a folder: one with this in its name is in the trash from the beginning. */
const TRASH_MARK = '[trash]';

const kept = collection('folders').of<Schemas['Folder']>();

const shelved = shelf({
	collection: kept,
	id: 'folder_id',
	what: 'Folder',
	view: (folder) => folder,
});

export const folders = {
	collections: [kept],
	handlers: {
		folderCreate({ body: { name, parent_id, type = 'mixed' }, world }) {
			checkFolder(world, parent_id, 'parent_id');
			const folder_id = newId();
			const created_at = now();
			const folder: Schemas['Folder'] = {
				folder_id,
				name,
				type,
				parent_id: parent_id || null,
				is_trash: name.includes(TRASH_MARK),
				creator_username: USERNAME,
				created_at,
				updated_at: created_at,
			};
			return { data: world.of(kept).add(folder_id, folder) };
		},
		folderGet: shelved.get,
	},
} satisfies Resource;
