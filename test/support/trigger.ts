import 'reflect-metadata';
import { EventEmitter } from 'node:events';

import type { Request, Response } from 'express';
import { HookContext, TriggerContext, WebhookContext } from 'n8n-core';
import type { Workflow } from 'n8n-workflow';
import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { HeyGenTrigger } from '../../nodes/HeyGen/HeyGenTrigger.node';
import { rememberCaughtUp } from '../../nodes/HeyGen/trigger/caughtUp';
import { opened } from '../../nodes/HeyGen/trigger/secret';
import { API_KEY, BASE_URL, listenTo, TestCredentials, triggerWorkflow, type LogLine } from './singleNode';

export { API_KEY, BASE_URL };

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
	/** HeyGen does not wait for the answer; n8n then says nothing of what became of it. */
	readonly hangsUp?: boolean;
}

export interface Received {
	readonly result: IWebhookResponseData;
	/** What the node itself wrote as the answer; undefined where it left that to n8n. */
	readonly status?: number;
	readonly written: unknown[];
}

let count = 0;

/** A workflow with a HeyGen Trigger, run through n8n's own hook and webhook contexts. */
export class TriggerWorkflow {
	readonly nodeType = new HeyGenTrigger();

	readonly workflow: Workflow;

	readonly node: INode;

	/** All that was written to n8n's log. */
	readonly log: LogLine[] = [];

	/** What the trigger gave n8n to execute by itself, an array of items for each execution. */
	readonly emitted: INodeExecutionData[][] = [];

	/** What n8n makes of an execution that the trigger wants started. */
	onEmit = (done: Parameters<ITriggerFunctions['emit']>[2]): void => done?.resolve({} as IRun);

	constructor(private readonly options: TriggerOptions = {}) {
		const { nodeType } = this;
		this.node = {
			id: 'trigger-node',
			name: 'HeyGen Trigger',
			type: 'heyGenTrigger',
			typeVersion: 1.1,
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
		this.workflow = triggerWorkflow(nodeType, this.node, {
			// What a process remembers of a trigger outlives a test.
			id: options.workflowId ?? `workflow-${count++}`,
			staticData: options.staticData,
		});
	}

	/** What n8n keeps for the trigger between runs. */
	get kept(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.getStaticData('node', this.node))) as IDataObject;
	}

	/** The same, with its secret as HeyGen gave it. */
	get registered(): IDataObject {
		const { secret, ...kept } = this.kept;
		const credential = { authentication: 'apiKey', secrets: [API_KEY] } as const;
		return { ...kept, secret: typeof secret === 'string' ? opened(secret, credential) : secret };
	}

	hook(activation: WorkflowActivateMode = 'activate'): HookContext {
		const context = new HookContext(
			this.workflow,
			this.node,
			this.executionData(),
			this.mode,
			activation,
			this.webhookData('default'),
		);
		listenTo(context.logger, this.log);
		return context;
	}

	/** What n8n does on activation: creates the registration where there is none. */
	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const methods = this.nodeType.webhookMethods.default;
		const context = this.hook(activation);
		if (!(await methods.checkExists.call(context))) await methods.create.call(context);
	}

	/** What n8n does besides: at an activation, a publication, and its own start. */
	async start(activation: WorkflowActivateMode = 'init'): Promise<ITriggerResponse> {
		const context = new TriggerContext(
			this.workflow,
			this.node,
			this.executionData(),
			'trigger',
			activation,
			(data, _response, done) => {
				this.emitted.push(...data);
				this.onEmit(done);
			},
		);
		listenTo(context.logger, this.log);
		return await this.nodeType.trigger.call(context);
	}

	/** What the first step of an execution with these items leaves in the static data. */
	executes(items: INodeExecutionData[]): void {
		const { workflow, node } = this;
		rememberCaughtUp(
			{
				getInputData: () => items,
				getMode: () => 'trigger',
				getNode: () => node,
				getWorkflow: () => this.hook().getWorkflow(),
				getWorkflowStaticData: (type) => workflow.getStaticData(type, node),
			},
			Date.now(),
		);
	}

	async deactivate(): Promise<void> {
		await this.nodeType.webhookMethods.default.delete.call(this.hook());
	}

	/** Hands a request to the node as n8n does after it has parsed the body. */
	async receive({
		rawBody,
		body,
		headers = {},
		webhook = 'default',
		starts = true,
		hangsUp = false,
	}: Delivery): Promise<Received> {
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
				...this.executionData(),
				httpRequest: request as Request,
				httpResponse: response as unknown as Response,
			},
			this.mode,
			this.webhookData(webhook),
			[],
			null,
		);
		listenTo(context.logger, this.log);
		const result = await this.nodeType.webhook.call(context);
		// n8n reads the answer after it has started the execution; where it can't, it answers for itself.
		if (hangsUp) response.emit('close');
		if (starts) void result.webhookResponse;
		else response.statusCode = 500;
		// Node says it once, whoever ended the connection.
		if (!hangsUp) response.emit('close');
		return { result, status, written };
	}

	private get mode() {
		return this.options.test ? 'manual' : 'trigger';
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
			workflowExecuteAdditionalData: this.executionData(),
			webhookId: 'webhook-id-1',
			isTest: this.options.test ?? false,
		};
	}

	executionData(): IWorkflowExecuteAdditionalData {
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
