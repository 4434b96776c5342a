import type { INodeProperties } from 'n8n-workflow';

import type { Values } from '../run/values';

/** Where something is put that is created; HeyGen has no list of folders to choose from. */
export const folderOption: INodeProperties = {
	displayName: 'Folder ID',
	name: 'folderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 7d1f0c9be2a84d56b3c1a09e8f7d6c5b',
	description: 'The folder to put it into, e.g. from Folder > Create; the root if this is empty',
};

/** The folder's ID, or undefined for the root (docs/heygen.md §3). */
export function readFolder(options: Values): string | undefined {
	return options.optionalId(folderOption.name);
}
