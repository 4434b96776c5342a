import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { authenticationParameter, credentials } from './parameters/authentication';
import { polledKinds } from './polling/kinds';
import { poll } from './polling/poll';

export class HeyGenPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen Poll Trigger',
		name: 'heyGenPollTrigger',
		icon: { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["jobs"].join(", ").replace(/_/g, " ") }}',
		description: 'Starts the workflow when a job at HeyGen has ended, such as a video. Needs no public URL.',
		eventTriggerDescription: 'Asking HeyGen for its newest job',
		activationMessage: 'This workflow now starts when a job at HeyGen has ended.',
		defaults: {
			name: 'HeyGen Poll Trigger',
		},
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [
			authenticationParameter,
			{
				displayName: 'Jobs',
				name: 'jobs',
				type: 'multiOptions',
				options: [...polledKinds.values()].map(({ name: value, displayName: name }) => ({ name, value })),
				default: ['video'],
				required: true,
				description: 'What is watched. Of Looks only those of your own account are.',
			},
			{
				displayName: 'Outcomes',
				name: 'outcomes',
				type: 'multiOptions',
				options: [
					{ name: 'Failed', value: 'failed' },
					{ name: 'Finished', value: 'finished' },
				],
				default: ['finished', 'failed'],
				required: true,
				description: 'How a job has to end to start the workflow',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Video Folder ID',
						name: 'folderId',
						type: 'string',
						default: '',
						description: 'Only videos in this folder',
					},
					{
						displayName: 'Video Title',
						name: 'title',
						type: 'string',
						default: '',
						description: 'Only videos with this in their title',
					},
				],
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
