import type { INodeProperties } from 'n8n-workflow';

import type { Values } from '../run/values';
import { brandKitLocator, glossaryLocator } from './locators';

/** How names and terms are spoken in what is created (docs/heygen.md §3). */
export const glossaryOption: INodeProperties = glossaryLocator({
	name: 'brandGlossaryId',
	displayName: 'Brand Glossary',
	description: 'How terms are spoken; captions keep what is written',
	required: false,
});

/** The ID of the chosen glossary. */
export function readGlossary(options: Values): string | undefined {
	return options.optionalId(glossaryOption.name);
}

/** What the colors, fonts and logos are of that are used. */
export const kitOption: INodeProperties = brandKitLocator({
	name: 'brandKitId',
	displayName: 'Brand Kit',
	description: 'Whose colors, fonts and logos are used',
	required: false,
});

/** The ID of the chosen kit. */
export function readKit(options: Values): string | undefined {
	return options.optionalId(kitOption.name);
}
