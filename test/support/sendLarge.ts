/**
 * Sends a file as base64 through the node, in a process of its own: `sendBase64.ts <base URL> <parameters> <characters>
 * <what stands before it>`.  * Prints how many bytes of memory this held at most beyond what the process held before, the file itself included.
 */
import './setup';

import { readFileSync, writeFileSync } from 'node:fs';

import { ExecuteContext, type ExecutionLifecycleHooks } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { authenticationParameter, credentials } from '../../nodes/HeyGen/parameters/authentication';
import { resources } from '../../nodes/HeyGen/resources';
import { composeParameters, findOperation, parametersOf } from '../../nodes/HeyGen/resources/compose';
import { executeItems } from '../../nodes/HeyGen/run/execute';
import { mp4 } from './files';
import { TestCredentials } from './singleNode';

const [baseUrl = '', parameters = '{}', characters = '0', prefix = ''] = process.argv.slice(2);

const nodeType: INodeType = {
	description: {
		displayName: 'HeyGen',
		name: 'heyGen',
		group: ['output'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials,
		properties: [authenticationParameter, ...composeParameters(resources)],
	},
};

async function send(file: string): Promise<void> {
	const node: INode = {
		id: 'node',
		name: 'HeyGen',
		type: 'heyGen',
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'apiKey', ...(JSON.parse(parameters) as IDataObject) },
		credentials: { heyGenStudioApi: { id: '1', name: 'HeyGen' } },
	};
	const operation = findOperation(resources, node.parameters.resource, node.parameters.operation);
	if (!operation) throw new Error('There is no such operation');
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		executionId: 'execution',
		hooks: { addHandler() {} } as unknown as ExecutionLifecycleHooks,
		credentialsHelper: new TestCredentials({ heyGenStudioApi: { apiKey: 'only-for-tests', baseUrl } }),
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		currentNodeExecutionIndex: 0,
		variables: {},
	};
	const input = { main: [[{ json: { file } }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		data as IWorkflowExecuteAdditionalData,
		'trigger',
		createRunExecutionData({}),
		0,
		input.main[0] ?? [],
		input,
		{ node, data: input, source: null },
		[],
	);
	await executeItems(context, operation, parametersOf(operation));
}

/** The beginning of a video, and after it nothing but zeros. */
function fileOf(length: number): string {
	const head = prefix + mp4(150).toString('base64');
	return Buffer.alloc(length, 'A').fill(head, 0, head.length).toString('latin1');
}

/** The most memory the process has held since this was last reset, in bytes. */
function peak(): number {
	const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return Number(kilobytes) * 1024;
}

async function measure(): Promise<number> {
	// What is loaded on first use is not what the file costs.
	await send(fileOf(1000));
	globalThis.gc?.();
	writeFileSync('/proc/self/clear_refs', '5');
	const before = peak();
	const file = fileOf(Number(characters));
	globalThis.gc?.();
	writeFileSync('/proc/self/clear_refs', '5');
	await send(file);
	return peak() - before;
}

void measure().then(
	(held) => {
		process.stdout.write(JSON.stringify({ held }));
		process.exit(0);
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
