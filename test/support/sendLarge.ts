/**
 * Gives the node one item with a text of this size, in a process of its own:
 * `sendLarge.ts <base URL> <parameters> <characters> <what stands before the text> <what it repeats>`.
 * Without the latter, the text is a video as base64. Prints how many bytes of memory this held at most beyond what the
 * process held before, the text itself included, and what the node refused it with.
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

const [baseUrl = '', parameters = '{}', characters = '0', prefix = '', repeated = ''] = process.argv.slice(2);

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

/** Resolves with the error it ended in. */
async function send(text: string): Promise<string | undefined> {
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
	const input = { main: [[{ json: { text } }]] };
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
	return await executeItems(context, operation, parametersOf(operation)).then(
		() => undefined,
		({ message, description }: { message?: string; description?: string | null }) =>
			[message, description].filter(Boolean).join(' '),
	);
}

/** What was asked for; a video has a beginning, and after it nothing but zeros. */
function textOf(length: number): string {
	if (repeated) return Buffer.alloc(length, repeated).fill(prefix, 0, prefix.length).toString('latin1');
	const head = prefix + mp4(150).toString('base64');
	return Buffer.alloc(length, 'A').fill(head, 0, head.length).toString('latin1');
}

/** The most memory the process has held since this was last reset, in bytes. */
function peak(): number {
	const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return Number(kilobytes) * 1024;
}

async function measure(): Promise<{ held: number; refused?: string }> {
	// What is loaded on first use is not what the text costs.
	await send(textOf(1000));
	globalThis.gc?.();
	writeFileSync('/proc/self/clear_refs', '5');
	const before = peak();
	const text = textOf(Number(characters));
	globalThis.gc?.();
	writeFileSync('/proc/self/clear_refs', '5');
	const refused = await send(text);
	return { held: peak() - before, refused };
}

void measure().then(
	(measured) => {
		process.stdout.write(JSON.stringify(measured));
		process.exit(0);
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
