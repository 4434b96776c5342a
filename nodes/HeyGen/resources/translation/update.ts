import { translationLocator } from '../../parameters/locators';
import { titleParameter } from '../../parameters/shared';
import type { Operation } from '../../run/operation';
import { simplified } from './simplified';

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update translation',
	description: 'Give a translation another title',
	calls: ['videoTranslateUpdate'],
	parameters: [
		translationLocator({
			name: 'videoTranslationId',
			displayName: 'Translation',
			description: 'The translation to rename',
		}),
		{ ...titleParameter, required: true },
	],
	simplify: simplified,
	async run(item) {
		const { values } = item;
		const translation = await item.write('videoTranslateUpdate', {
			path: { video_translation_id: values.id('videoTranslationId') },
			body: { title: values.text('title').trim() },
		});
		return { json: { ...translation } };
	},
};
