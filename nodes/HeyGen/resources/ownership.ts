import type { INodeProperties } from 'n8n-workflow';

import { optionsFrom } from '../run/values';

export const OWNERSHIPS = { private: 'My Own', public: "HeyGen's Stock" } as const;

export const ownership: INodeProperties = {
	displayName: 'Ownership',
	name: 'ownership',
	type: 'options',
	options: optionsFrom(OWNERSHIPS),
	default: 'private',
	description: 'Whose to list; both if this is not added',
};
