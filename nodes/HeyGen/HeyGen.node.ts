import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { authenticationParameter, credentials } from './parameters/authentication';
import { loadOptions } from './parameters/languages';
import { listSearch } from './parameters/locators';
import { resourceMapping } from './parameters/templateVariables';
import { resources } from './resources';
import { composeParameters, findOperation, hintsOf, parametersOf } from './resources/compose';
import { executeItems } from './run/execute';
import { resume } from './run/resume';
import { RESUME_PATH } from './run/suspension';

/** Where HeyGen calls back to a suspended execution. n8n never registers it as a trigger. */
const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		path: RESUME_PATH,
		isFullPath: true,
		restartWebhook: true,
	},
];

/** How a choice reads on the canvas: "getAll" as "get many". */
function inWords(parameter: string): string {
	return `{{ $parameter["${parameter}"].replace("getAll", "getMany").replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()) }}`;
}

export class HeyGen implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen',
		name: 'heyGen',
		icon: { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `=${inWords('operation')}: ${inWords('resource')}`,
		description: 'Create avatars, photos and talking videos with HeyGen, wait for them and download them',
		defaults: {
			name: 'HeyGen',
		},
		usableAsTool: true,
		waitingNodeTooltip:
			'HeyGen calls when it has finished, and the execution goes on. There is nothing to do here.',
		hints: hintsOf(resources),
		sensitiveOutputFields: ['secret'],
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		webhooks: resumeWebhooks,
		properties: [authenticationParameter, ...composeParameters(resources)],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0);
		const name = this.getNodeParameter('operation', 0, '');
		const operation = findOperation(resources, resource, name);
		if (!operation) {
			throw new NodeOperationError(
				this.getNode(),
				`HeyGen has no operation "${name}" on "${resource}" here`,
				{
					description:
						'Choose Resource and Operation anew. For an endpoint this node does not cover, use the HTTP Request node with the credential of an API key or bearer token.',
				},
			);
		}
		return [await executeItems(this, operation, parametersOf(operation))];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this, () =>
			findOperation(resources, this.getNodeParameter('resource'), this.getNodeParameter('operation')),
		);
	}
}
