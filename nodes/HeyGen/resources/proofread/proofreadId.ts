import type { INodeProperties } from 'n8n-workflow';

/** HeyGen has no list of them to choose from. */
export const proofreadId: INodeProperties = {
	displayName: 'Proofread ID',
	name: 'proofreadId',
	type: 'string',
	default: '',
	required: true,
	description: 'The proofread_id that Proofread > Create gave',
};
