import type { INodeProperties } from 'n8n-workflow';

import { brandKitLocator } from '../../parameters/locators';
import type { Values } from '../../run/values';

/** HeyGen's limit. */
const NAME_LIMIT = 256;

export const kitParameter = brandKitLocator({
	name: 'brandKitId',
	displayName: 'Brand Kit',
	description: 'The brand kit',
});

export const nameParameter: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Acme',
	description: 'What the kit is called, in at most 256 characters',
};

export function nameOf(values: Values): string | undefined {
	return values.optionalText(nameParameter.name, { max: NAME_LIMIT });
}
