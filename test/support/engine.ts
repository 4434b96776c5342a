import 'reflect-metadata';

import { inspect } from 'node:util';
import type { Response } from 'express';
import { LoadOptionsContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IDataObject,
	type IExecuteContextData,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypes,
	type ResourceMapperFields,
	type IRun,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { isRecord } from '../../nodes/HeyGen/api/json';
import { reminders } from '../../nodes/HeyGen/run/reminders';
import { hooksOf } from './hooks';
import { API_KEY, BASE_URL, TestCredentials, type CredentialData } from './singleNode';
import { answeredInNoTime } from './time';

export { API_KEY, BASE_URL };

// A test's run is over when its test is: nobody is to call it hours of virtual time later.
beforeEach(() => {
	jest.spyOn(reminders, 'remember').mockImplementation(() => {});
});
export const BEARER_TOKEN = 'test-bearer-token';
export const OAUTH_TOKEN = 'test-oauth-access-token';

const startNode: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['input'],
		version: 1,
		description: 'Gives the items of the test',
		defaults: { name: 'Start' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return await Promise.resolve([this.getInputData()]);
	},
};

/** n8n's helpers, as they are; while one is at work, virtual time stands still. */
function takingNoTimeIn<Helpers extends object>(helpers: Helpers): Helpers {
	return new Proxy(helpers, {
		get(target, name, receiver) {
			const helper: unknown = Reflect.get(target, name, receiver);
			if (typeof helper !== 'function') return helper;
			return function (this: unknown, ...values: unknown[]) {
				const result: unknown = Reflect.apply(helper, this, values);
				return result instanceof Promise ? answeredInNoTime(result) : result;
			};
		},
	});
}

/** The node, with time standing still while n8n's helpers are at work. */
export class HeyGenUnderTest extends HeyGen {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		this.helpers = takingNoTimeIn(this.helpers);
		return await HeyGen.prototype.execute.call(this);
	}
}

const SECRETS = [API_KEY, BEARER_TOKEN, OAUTH_TOKEN];

/** What n8n keeps of a run may never hold a secret: people share executions. */
function expectNoSecretIn(run: IRun): void {
	const text = inspect(run.data.resultData, {
		depth: Infinity,
		maxArrayLength: Infinity,
		maxStringLength: 5_000,
		showHidden: true,
	});
	for (const secret of SECRETS) {
		if (text.includes(secret)) {
			throw new Error(
				`The run data holds ${secret}: …${text.slice(Math.max(0, text.indexOf(secret) - 300), text.indexOf(secret) + 40)}`,
			);
		}
	}
}

export type ErrorReport = Error & {
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
};

export interface RunOptions {
	readonly parameters: IDataObject;
	/** Whether these are all there is, as in a node that was just added. */
	readonly asAdded?: boolean;
	readonly items?: INodeExecutionData[];
	readonly credentials?: CredentialData;
	/** Settings of the node, such as `id`, `onError` and `retryOnFail`. */
	readonly settings?: Partial<INode>;
	readonly workflowId?: string;
	readonly executionId?: string;
	/** What n8n runs it for; as a trigger does unless told otherwise. */
	readonly mode?: WorkflowExecuteMode;
	/** Of a sub-workflow: what n8n runs the workflow for that has called it. */
	readonly rootMode?: WorkflowExecuteMode;
	/** What n8n keeps of the node from one of its rounds to the next. */
	readonly contextData?: IExecuteContextData;
	/** How often the node ran before in this execution, as in a loop. */
	readonly runsBefore?: number;
	readonly onStart?: (execution: WorkflowExecute, running: { cancel(): void }) => void;
}

export interface NodeRun {
	readonly run: IRun;
	/** The items of the first output. */
	readonly items: INodeExecutionData[];
	/** The items of the error output, with `onError: 'continueErrorOutput'`. */
	readonly errorItems: INodeExecutionData[];
	readonly error?: ErrorReport;
	readonly hints: string[];
}

/** Tests that are not about it download nothing, and do without the look that Engine: Automatic reads. */
function plain({ resource, operation, options = {}, ...parameters }: IDataObject): IDataObject {
	const isVideo = resource === 'video' && ['create', 'createBatch'].some((own) => own === operation);
	const chosen = isVideo && isRecord(options) ? { engine: 'default', ...options } : options;
	return { download: [], ...parameters, resource, operation, options: chosen };
}

function nodeOf({ parameters, asAdded = false, settings }: RunOptions): INode {
	return {
		id: 'node-under-test',
		name: 'HeyGen',
		type: 'heyGen',
		typeVersion: 1,
		position: [200, 0],
		parameters: { authentication: 'apiKey', ...(asAdded ? parameters : plain(parameters)) },
		credentials: {
			heyGenStudioApi: { id: '1', name: 'HeyGen' },
			heyGenStudioBearerApi: { id: '2', name: 'HeyGen bearer' },
			heyGenStudioOAuth2Api: { id: '3', name: 'HeyGen sign-in' },
		},
		...settings,
	};
}

const start: INode = {
	id: 'start',
	name: 'Start',
	type: 'start',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

// One for all runs: n8n reads a node type and never changes it.
const nodeTypes: Record<string, INodeType> = { start: startNode, heyGen: new HeyGenUnderTest() };

const registry: INodeTypes = {
	getByName: (name) => nodeTypes[name] ?? startNode,
	getByNameAndVersion: (name) => nodeTypes[name] ?? startNode,
	getKnownTypes: () => ({}),
};

function workflowOf(node: INode, id: string): Workflow {
	return new Workflow({
		id,
		nodes: [start, node],
		connections: { Start: { main: [[{ node: 'HeyGen', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: registry,
		settings: { executionOrder: 'v1' },
	});
}

const DEFAULT_CREDENTIALS: CredentialData = {
	heyGenStudioApi: { apiKey: API_KEY, baseUrl: BASE_URL },
	heyGenStudioBearerApi: { accessToken: BEARER_TOKEN, baseUrl: BASE_URL },
	heyGenStudioOAuth2Api: {
		baseUrl: BASE_URL,
		grantType: 'pkce',
		clientId: 'client-1',
		accessTokenUrl: 'https://api2.heygen.com/v1/oauth/token',
		oauthTokenData: JSON.parse(`{"access_token":"${OAUTH_TOKEN}","token_type":"bearer"}`) as never,
	},
};

function additionalDataOf(workflow: Workflow, options: RunOptions): IWorkflowExecuteAdditionalData {
	const executionId = options.executionId ?? 'execution-1';
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		executionId,
		hooks: hooksOf(workflow, 'trigger', executionId),
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		instanceBaseUrl: 'https://n8n.example.com/',
		restApiUrl: 'https://n8n.example.com/rest',
		credentialsHelper: new TestCredentials(options.credentials ?? DEFAULT_CREDENTIALS),
		currentNodeExecutionIndex: 0,
		variables: {},
		rootExecutionMode: options.rootMode,
	};
	return data as IWorkflowExecuteAdditionalData;
}

/** Runs Start → HeyGen through n8n's own engine, with n8n's own request helpers. */
export async function runNode(options: RunOptions): Promise<NodeRun> {
	const workflow = workflowOf(nodeOf(options), options.workflowId ?? 'workflow-under-test');
	const { runsBefore = 0 } = options;
	const before = Array.from({ length: runsBefore }, (_, executionIndex) => ({
		startTime: 0,
		executionTime: 0,
		executionIndex,
		source: [],
	}));
	const runExecutionData = createRunExecutionData({
		resultData: { runData: before.length > 0 ? { HeyGen: before } : {} },
		executionData: {
			contextData: options.contextData ?? {},
			nodeExecutionStack: [{ node: start, data: { main: [options.items ?? [{ json: {} }]] }, source: null }],
		},
	});
	const execution = new WorkflowExecute(
		additionalDataOf(workflow, options),
		options.mode ?? 'trigger',
		runExecutionData,
	);
	const running = execution.processRunExecutionData(workflow);
	options.onStart?.(execution, running);
	const run = await running;
	expectNoSecretIn(run);
	const taskData = run.data.resultData.runData.HeyGen?.[runsBefore];
	const outputs = taskData?.data?.main ?? [];
	return {
		run,
		items: outputs[0] ?? [],
		errorItems: outputs[1] ?? [],
		error: taskData?.error ?? run.data.resultData.error,
		hints: (taskData?.hints ?? []).map(({ message }) => message),
	};
}

export interface CallAnswer {
	readonly status?: number;
	/** What the execution goes on with; undefined while it goes on waiting. */
	readonly items?: INodeExecutionData[];
}

/** Calls a suspended run at an address, as n8n lets HeyGen's call reach the node: method and path have matched before. */
export async function callBack(
	{ run }: NodeRun,
	url: string,
	options: Partial<RunOptions> = {},
): Promise<CallAnswer> {
	const node = run.data.executionData?.nodeExecutionStack[0]?.node;
	if (!node) throw new Error('The run is not suspended');
	const answer: { status?: number; headersSent: boolean } = { headersSent: false };
	const response = {
		get headersSent() {
			return answer.headersSent;
		},
		status(code: number) {
			answer.status = code;
			return response;
		},
		end() {
			answer.headersSent = true;
			return response;
		},
	};
	const workflow = workflowOf(node, 'workflow-under-test');
	const context = new WebhookContext(
		workflow,
		node,
		{
			...additionalDataOf(workflow, { parameters: {}, ...options }),
			httpRequest: {
				query: Object.fromEntries(new URL(url).searchParams),
				headers: {},
				body: {},
				params: {},
			},
			httpResponse: response as unknown as Response,
		} as unknown as IWorkflowExecuteAdditionalData,
		'trigger',
		{ webhookDescription: { name: 'default' } } as IWebhookData,
		[],
		run.data,
	);
	Object.assign(context, { helpers: takingNoTimeIn(context.helpers) });
	const { workflowData } = await new HeyGen().webhook.call(context);
	return { status: answer.status, items: workflowData?.[0] };
}

/** The run's error; a run that succeeded is a mistake of the test. */
export async function errorOf(options: RunOptions): Promise<ErrorReport> {
	const { error, items } = await runNode(options);
	if (!error) throw new Error(`The run succeeded with ${JSON.stringify(items)}`);
	return error;
}

/** The first output's JSON; a run that failed is a mistake of the test. */
export async function outputOf(options: RunOptions): Promise<IDataObject[]> {
	const { error, items } = await runNode(options);
	if (error) throw error;
	return items.map(({ json }) => json);
}

/** An item list for a run: one item for each JSON. */
export function itemsOf(...all: IDataObject[]): INodeExecutionData[] {
	return all.map((json) => ({ json }));
}

/** A resource locator's value. */
export function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

/** As the editor asks the node for something: outside of an execution, with the parameters as they stand there. */
function loadContext(options: RunOptions): LoadOptionsContext {
	const node = nodeOf(options);
	const workflow = workflowOf(node, 'workflow-under-test');
	const additionalData = additionalDataOf(workflow, options);
	additionalData.currentNodeParameters = node.parameters;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}

export type ListSearch = keyof HeyGen['methods']['listSearch'];

/** Asks the node for the list behind a resource locator, as the editor does. */
export async function searchList(
	method: ListSearch,
	filter?: string,
	token?: string,
	options: Partial<RunOptions> = {},
): Promise<INodeListSearchResult> {
	const context = loadContext({ parameters: {}, ...options });
	return await new HeyGen().methods.listSearch[method].call(context, filter, token);
}

/** Asks the node for the fields of a resource mapper, as the editor does. */
export async function loadFields(
	method: keyof HeyGen['methods']['resourceMapping'],
	options: RunOptions,
): Promise<ResourceMapperFields> {
	return await new HeyGen().methods.resourceMapping[method].call(loadContext(options));
}
