import type { INode } from 'n8n-workflow';

/** A node as errors name it. */
export const NODE: INode = {
	id: 'node',
	name: 'HeyGen',
	type: 'heyGen',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
