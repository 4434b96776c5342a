import { translationLocator } from '../../parameters/locators';
import { deleteOperation } from '../deleteOperation';

export const remove = deleteOperation({
	action: 'Delete translation',
	description: 'Delete a translation for good',
	calls: ['videoTranslateDelete'],
	id: translationLocator({
		name: 'videoTranslationId',
		displayName: 'Translation',
		description: 'The translation to delete',
	}),
	path: (id) => ({ video_translation_id: id }),
});
