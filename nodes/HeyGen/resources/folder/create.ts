import { payOnceOptions } from '../../parameters/payOnce';
import type { Operation } from '../../run/operation';
import { optionsFrom } from '../../run/values';
import { givenOnce } from '../givenOnce';

const CONTENTS = {
	mixed: { name: 'Anything', description: 'Videos, translations and other folders' },
	video: 'Videos',
	video_translate: 'Translations',
} as const;

/** HeyGen's limit. */
const NAME_LIMIT = 256;

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create folder',
	description:
		'Create a folder for videos. Names may repeat, so keep the folder_id: HeyGen lists no folders.',
	calls: ['folderCreate', 'folderGet'],
	parameters: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Onboarding 2026',
			description: 'What the folder is called, in at most 256 characters',
		},
	],
	options: [
		...payOnceOptions(true),
		{
			displayName: 'Contents',
			name: 'type',
			type: 'options',
			options: optionsFrom(CONTENTS),
			default: 'mixed',
			description: 'What the folder is for',
		},
		{
			displayName: 'Parent Folder ID',
			name: 'parentId',
			type: 'string',
			default: '',
			description: 'The folder to create it in; the root if this is empty',
		},
	],
	async run(item) {
		const { values, options } = item;
		const body = {
			name: values.text('name', { max: NAME_LIMIT }),
			parent_id: options.optionalId('parentId'),
			type: options.optionalChoice('type', CONTENTS),
		};
		return await givenOnce(item, {
			make: async () => ({ ...(await item.write('folderCreate', { body })) }),
			async read({ folder_id }) {
				const folder = await item.client.data('folderGet', { path: { folder_id } });
				return folder.is_trash ? undefined : folder;
			},
			createdAt: (folder) => folder.created_at,
		});
	},
};
