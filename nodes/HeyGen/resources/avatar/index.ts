import type { Resource } from '../../run/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { startConsent } from './startConsent';

export const avatar: Resource = {
	name: 'Avatar',
	value: 'avatar',
	operations: [create, get, getAll, startConsent],
};
