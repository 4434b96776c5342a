import 'reflect-metadata';

import {
	ICredentialsHelper,
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';

import { HeyGenStudioApi } from '../../credentials/HeyGenStudioApi.credentials';
import { HeyGenStudioBearerApi } from '../../credentials/HeyGenStudioBearerApi.credentials';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';

export const BASE_URL = 'https://api.heygen.com';
export const API_KEY = 'test-api-key-0123456789';

const credentialTypes: Record<string, ICredentialType> = {
	heyGenStudioApi: new HeyGenStudioApi(),
	heyGenStudioBearerApi: new HeyGenStudioBearerApi(),
};

export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** Credentials without a database: the values come from the test, `authenticate` is the package's own. */
class TestCredentials extends ICredentialsHelper {
	constructor(private readonly data: CredentialData) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = credentialTypes[typeName]?.authenticate;
		if (typeof authenticate !== 'function') throw new Error(`${typeName} has no authenticate function`);
		return await authenticate(credentials, options);
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	getCredentials(): Promise<ICredentials> {
		throw new Error('not used here');
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getOAuth2Options(): undefined {
		return undefined;
	}

	getCredentialsProperties() {
		return [];
	}

	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const found = this.data[type];
		if (!found) throw new Error(`no credential of type ${type} in this test`);
		return await Promise.resolve({ ...found });
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}

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

export interface RunOptions {
	readonly parameters: IDataObject;
	readonly items?: INodeExecutionData[];
	readonly credentials?: CredentialData;
	/** Settings of the node, such as `onError` and `retryOnFail`. */
	readonly settings?: Partial<INode>;
	readonly executionId?: string;
	/** The node under test; the action node where absent. */
	readonly nodeType?: INodeType;
	readonly onStart?: (execution: WorkflowExecute) => void;
}

export interface NodeRun {
	readonly run: IRun;
	/** The items of the first output. */
	readonly items: INodeExecutionData[];
	/** The items of the error output, with `onError: 'continueErrorOutput'`. */
	readonly errorItems: INodeExecutionData[];
	readonly error?: Error & { description?: string | null; httpCode?: string | null; context?: IDataObject };
	readonly hints: string[];
}

/** Runs Start → HeyGen through n8n's own engine, with n8n's own request helpers. */
export async function runNode(options: RunOptions): Promise<NodeRun> {
	const nodeTypes: Record<string, INodeType> = { start: startNode, heyGen: options.nodeType ?? new HeyGen() };
	const registry: INodeTypes = {
		getByName: (name) => nodeTypes[name] ?? startNode,
		getByNameAndVersion: (name) => nodeTypes[name] ?? startNode,
		getKnownTypes: () => ({}),
	};
	const node: INode = {
		id: 'node-under-test',
		name: 'HeyGen',
		type: 'heyGen',
		typeVersion: 1,
		position: [200, 0],
		parameters: { authentication: 'apiKey', ...options.parameters },
		credentials: {
			heyGenStudioApi: { id: '1', name: 'HeyGen' },
			heyGenStudioBearerApi: { id: '2', name: 'HeyGen bearer' },
		},
		...options.settings,
	};
	const start: INode = { id: 'start', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} };
	const workflow = new Workflow({
		id: 'workflow-under-test',
		nodes: [start, node],
		connections: { Start: { main: [[{ node: 'HeyGen', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: registry,
		settings: { executionOrder: 'v1' },
	});
	const executionId = options.executionId ?? 'execution-1';
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		executionId,
		hooks: new ExecutionLifecycleHooks('trigger', executionId, {
			id: workflow.id,
			name: 'Test',
			active: false,
			isArchived: false,
			nodes: [],
			connections: {},
			createdAt: new Date(),
			updatedAt: new Date(),
			activeVersionId: null,
		}),
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		instanceBaseUrl: 'https://n8n.example.com/',
		restApiUrl: 'https://n8n.example.com/rest',
		credentialsHelper: new TestCredentials(
			options.credentials ?? {
				heyGenStudioApi: { apiKey: API_KEY, baseUrl: BASE_URL },
				heyGenStudioBearerApi: { accessToken: 'test-bearer-0123456789', baseUrl: BASE_URL },
			},
		),
		currentNodeExecutionIndex: 0,
		variables: {},
	};
	const runExecutionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: start, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
			],
		},
	});
	const execution = new WorkflowExecute(
		additionalData as IWorkflowExecuteAdditionalData,
		'trigger',
		runExecutionData,
	);
	const running = execution.processRunExecutionData(workflow);
	options.onStart?.(execution);
	const run = await running;
	const [taskData] = run.data.resultData.runData.HeyGen ?? [];
	const outputs = taskData?.data?.main ?? [];
	return {
		run,
		items: outputs[0] ?? [],
		errorItems: outputs[1] ?? [],
		error: taskData?.error ?? run.data.resultData.error,
		hints: (taskData?.hints ?? []).map(({ message }) => message),
	};
}
