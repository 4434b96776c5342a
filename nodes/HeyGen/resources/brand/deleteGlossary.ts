import { deleteOperation } from '../deleteOperation';
import { glossaryParameter } from './glossary';

export const removeGlossary = deleteOperation({
	name: 'Delete Glossary',
	value: 'deleteGlossary',
	action: 'Delete brand glossary',
	description: 'Delete a brand glossary for good',
	calls: ['brandGlossariesDelete'],
	id: glossaryParameter,
	path: (id) => ({ brand_glossary_id: id }),
});
