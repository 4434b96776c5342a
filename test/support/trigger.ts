import 'reflect-metadata';
import { EventEmitter } from 'node:events';

import type { Request, Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeTypes,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { HeyGenStudioApi } from '../../credentials/HeyGenStudioApi.credentials';
import { HeyGenStudioBearerApi } from '../../credentials/HeyGenStudioBearerApi.credentials';
import { HeyGenTrigger } from '../../nodes/HeyGen/HeyGenTrigger.node';

export const BASE_URL = 'https://api.heygen.com';
export const API_KEY = 'test-api-key-0123456789';

const credentialTypes: Record<string, ICredentialType> = {
	heyGenStudioApi: new HeyGenStudioApi(),
	heyGenStudioBearerApi: new HeyGenStudioBearerApi(),
};

/** Credentials without a database: the values come from the test, `authenticate` is the package's own. */
export class TestCredentials extends ICredentialsHelper {
	constructor(private readonly data: Record<string, ICredentialDataDecryptedObject>) {
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

export interface TriggerOptions {
	readonly events?: string[];
	readonly fetchDetails?: boolean;
	readonly download?: string[];
	/** Of the credential. */
	readonly baseUrl?: string;
	/** Of n8n, as its WEBHOOK_URL sets it. */
	readonly webhookUrl?: string;
	/** Whether "Listen for test event" registers, instead of an activation. */
	readonly test?: boolean;
	readonly staticData?: IDataObject;
	readonly workflowId?: string;
	readonly credentials?: Record<string, ICredentialDataDecryptedObject>;
	readonly authentication?: string;
}

export interface Delivery {
	readonly rawBody?: Buffer | undefined;
	readonly body?: unknown;
	readonly headers?: Record<string, string>;
	/** Which of the node's webhooks n8n found for the request. */
	readonly webhook?: 'default' | 'setup';
	/** Whether n8n manages to start the execution. */
	readonly starts?: boolean;
}

export interface Received {
	readonly result: IWebhookResponseData;
	/** What the node itself wrote as the answer; undefined where it left that to n8n. */
	readonly status?: number;
	readonly written: unknown[];
}

export interface LogLine {
	readonly level: string;
	readonly text: string;
}

/** A workflow with a HeyGen Trigger, run through n8n's own hook and webhook contexts. */
export class TriggerWorkflow {
	readonly nodeType = new HeyGenTrigger();

	readonly workflow: Workflow;

	readonly node: INode;

	/** All that was written to n8n's log. */
	readonly log: LogLine[] = [];

	constructor(private readonly options: TriggerOptions = {}) {
		const { nodeType } = this;
		this.node = {
			id: 'trigger-node',
			name: 'HeyGen Trigger',
			type: 'heyGenTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'webhook-id-1',
			parameters: {
				authentication: options.authentication ?? 'apiKey',
				events: options.events ?? ['avatar_video.success', 'avatar_video.fail'],
				fetchDetails: options.fetchDetails ?? false,
				download: options.download ?? [],
			},
			credentials: {
				heyGenStudioApi: { id: '1', name: 'HeyGen' },
				heyGenStudioBearerApi: { id: '2', name: 'HeyGen bearer' },
				heyGenStudioOAuth2Api: { id: '3', name: 'HeyGen OAuth2' },
			},
		};
		const nodeTypes: INodeTypes = {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		};
		this.workflow = new Workflow({
			id: options.workflowId ?? 'workflow-1',
			name: 'Trigger test',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: options.staticData,
		});
	}

	/** What n8n keeps for the trigger between runs. */
	get kept(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.getStaticData('node', this.node))) as IDataObject;
	}

	hook(activation: WorkflowActivateMode = 'activate'): HookContext {
		const context = new HookContext(
			this.workflow,
			this.node,
			this.additionalData(),
			this.mode,
			activation,
			this.webhookData('default'),
		);
		this.listenTo(context);
		return context;
	}

	/** What n8n does on activation: creates the registration where there is none. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const methods = this.nodeType.webhookMethods.default;
		const context = this.hook(activation);
		if (!(await methods.checkExists.call(context))) await methods.create.call(context);
	}

	async deactivate(): Promise<void> {
		await this.nodeType.webhookMethods.default.delete.call(this.hook());
	}

	/** Hands a request to the node as n8n does after it has parsed the body. */
	async receive({ rawBody, body, headers = {}, webhook = 'default', starts = true }: Delivery): Promise<Received> {
		const request: Partial<Request> = {
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
			),
			body,
			query: {},
			params: {},
			method: webhook === 'setup' ? 'GET' : 'POST',
			rawBody,
		};
		let status: number | undefined;
		const written: unknown[] = [];
		const response = Object.assign(new EventEmitter(), {
			headersSent: false,
			statusCode: 200,
			status(code: number) {
				status = code;
				response.statusCode = code;
				return response;
			},
			end(...parts: unknown[]) {
				written.push(...parts);
				response.headersSent = true;
				return response;
			},
		});
		const context = new WebhookContext(
			this.workflow,
			this.node,
			{
				...this.additionalData(),
				httpRequest: request as Request,
				httpResponse: response as unknown as Response,
			},
			this.mode,
			this.webhookData(webhook),
			[],
			null,
		);
		this.listenTo(context);
		const result = await this.nodeType.webhook.call(context);
		// n8n reads the answer after it has started the execution; where it can't, it answers for itself.
		if (starts) void result.webhookResponse;
		else response.statusCode = 500;
		response.emit('finish');
		return { result, status, written };
	}

	private get mode() {
		return this.options.test ? 'manual' : 'trigger';
	}

	private listenTo({ logger }: HookContext | WebhookContext): void {
		for (const level of ['error', 'warn', 'info', 'debug'] as const) {
			jest.spyOn(logger, level).mockImplementation((message: string, metadata?: object) => {
				this.log.push({ level, text: `${message} ${JSON.stringify(metadata ?? {})}` });
			});
		}
	}

	private webhookData(name: 'default' | 'setup'): IWebhookData {
		const description = this.nodeType.description.webhooks?.find((candidate) => candidate.name === name);
		if (!description) throw new Error(`the trigger has no webhook called ${name}`);
		return {
			httpMethod: name === 'setup' ? 'GET' : 'POST',
			node: this.node.name,
			path: 'webhook-id-1/webhook',
			webhookDescription: description,
			workflowId: this.workflow.id,
			workflowExecuteAdditionalData: this.additionalData(),
			webhookId: 'webhook-id-1',
			isTest: this.options.test ?? false,
		};
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		const { baseUrl = BASE_URL, webhookUrl = 'https://n8n.example.com', credentials } = this.options;
		const data: Partial<IWorkflowExecuteAdditionalData> = {
			executionId: 'execution-1',
			webhookBaseUrl: `${webhookUrl}/webhook`,
			webhookTestBaseUrl: `${webhookUrl}/webhook-test`,
			webhookWaitingBaseUrl: `${webhookUrl}/webhook-waiting`,
			formWaitingBaseUrl: `${webhookUrl}/form-waiting`,
			instanceBaseUrl: `${webhookUrl}/`,
			restApiUrl: `${webhookUrl}/rest`,
			credentialsHelper: new TestCredentials(
				credentials ?? { heyGenStudioApi: { apiKey: API_KEY, baseUrl } },
			),
			currentNodeExecutionIndex: 0,
			variables: {},
		};
		return data as IWorkflowExecuteAdditionalData;
	}
}
