import 'reflect-metadata';

import { ExecuteContext, WebhookContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRunExecutionData,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { HeyGenUnderTest } from './engine';
import { API_KEY, BASE_URL, TestCredentials } from './singleNode';

// The three ways in which n8n calls a node as a tool, each with the context n8n makes for it (n8n 2.41).

/** As n8n makes a tool of a node (`convertNodeToAiTool`). */
class HeyGenTool extends HeyGenUnderTest {
	constructor() {
		super();
		this.description = {
			...this.description,
			name: 'heyGenTool',
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
			properties: [
				{ displayName: 'Description', name: 'toolDescription', type: 'string', default: 'Makes a video' },
				...this.description.properties,
			],
		};
	}
}

const caller: INodeType = {
	description: {
		displayName: 'Caller',
		name: 'caller',
		group: ['trigger'],
		version: 1,
		description: 'Calls the tool',
		defaults: { name: 'Caller' },
		inputs: [{ type: NodeConnectionTypes.AiTool, displayName: 'Tools' }],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
};

const tool = new HeyGenTool();
const nodeTypes: INodeTypes = {
	getByName: (name) => (name === 'caller' ? caller : tool),
	getByNameAndVersion: (name) => (name === 'caller' ? caller : tool),
	getKnownTypes: () => ({}),
};

export interface Tool {
	readonly parameters: IDataObject;
	readonly settings?: Partial<INode>;
}

function toolNode({ parameters, settings }: Tool): INode {
	return {
		id: 'tool-under-test',
		name: 'HeyGen',
		type: 'heyGenTool',
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'apiKey', ...parameters },
		credentials: { heyGenStudioApi: { id: '1', name: 'HeyGen' } },
		...settings,
	};
}

const callerNode: INode = {
	id: 'caller',
	name: 'Caller',
	type: 'caller',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function workflowOf(own: Tool): Workflow {
	return new Workflow({
		id: 'workflow-under-test',
		nodes: [callerNode, toolNode(own)],
		connections: { HeyGen: { ai_tool: [[{ node: 'Caller', type: NodeConnectionTypes.AiTool, index: 0 }]] } },
		active: true,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

function additionalData(executionId?: string): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		executionId,
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		instanceBaseUrl: 'https://n8n.example.com/',
		restApiUrl: 'https://n8n.example.com/rest',
		credentialsHelper: new TestCredentials({ heyGenStudioApi: { apiKey: API_KEY, baseUrl: BASE_URL } }),
		currentNodeExecutionIndex: 0,
		variables: {},
	};
	return data as IWorkflowExecuteAdditionalData;
}

interface Invokable {
	invoke(args: object): Promise<string>;
}

type ToolCaller = Pick<WebhookContext, 'getInputConnectionData'>;

/** What the agent reads: the tool's answer, or the error it is told. */
async function called(context: ToolCaller, args: object): Promise<unknown> {
	const [found] = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Invokable[];
	return JSON.parse(await found!.invoke(args));
}

/** A call of MCP Server Trigger in regular mode: a webhook that belongs to no execution. */
export async function callFromMcp(own: Tool, args: object): Promise<unknown> {
	const workflow = workflowOf(own);
	const noWebhook: Partial<IWebhookData> = {};
	const nothingYet: IRunExecutionData | null = null;
	const context = new WebhookContext(
		workflow,
		callerNode,
		additionalData(),
		'webhook',
		noWebhook as IWebhookData,
		[],
		nothingYet,
	);
	return await called(context, args);
}

/** The agent's part of an execution; the tools it takes share the execution's data. */
export interface Agent {
	call(args: object): Promise<unknown>;
}

/** An AI Agent up to version 2.x, and the agents inside other nodes. */
export function agentOf(own: Tool, executionId = 'execution-1'): Agent {
	const workflow = workflowOf(own);
	const run = createRunExecutionData({ executionData: { nodeExecutionStack: [] } });
	const input: INodeExecutionData[] = [{ json: {} }];
	const executeData: IExecuteData = { node: callerNode, data: { main: [input] }, source: null };
	const context = new ExecuteContext(
		workflow,
		callerNode,
		additionalData(executionId),
		'trigger',
		run,
		0,
		input,
		{ main: [input] },
		executeData,
		[],
	);
	return { call: async (args) => await called(context, args) };
}

/** A call of n8n's own Agents: a node of its own, outside of any workflow and execution. */
export async function callFromOwnAgent(
	{ parameters }: Tool,
	json: IDataObject,
	nodeId: string,
): Promise<INodeExecutionData[]> {
	const node = toolNode({ parameters, settings: { id: nodeId } });
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const input: INodeExecutionData[] = [{ json }];
	const executeData: IExecuteData = { node, data: { main: [input] }, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(),
		'internal',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		executeData,
		[],
	);
	const [items] = await tool.execute.call(context);
	return items ?? [];
}
