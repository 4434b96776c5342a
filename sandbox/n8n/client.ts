import axios, { type AxiosInstance, type AxiosResponse, type Method } from 'axios';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { poll } from '../poll';
import {
	describe,
	hasEnded,
	STATUSES,
	toExecution,
	toSummary,
	type BinaryFile,
	type Execution,
	type ExecutionStatus,
	type ExecutionSummary,
} from './execution';
import { asArray, asObject, asObjects, asOptionalString, asString, isObject, type JsonObject } from './json';

export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

/** Who may enter the sandbox's editor, which listens on loopback only. */
export const SANDBOX_OWNER: Owner = {
	email: 'owner@example.com',
	firstName: 'Sandbox',
	lastName: 'Owner',
	password: 'Sandbox-2026',
};

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** A workflow as n8n exports it: the content of a file in `examples/`. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: JsonObject;
	settings?: JsonObject;
	pinData?: JsonObject;
}

export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: JsonObject;
	id?: string;
	position?: number[];
	credentials?: Record<string, { id: string | null; name: string }>;
	[setting: string]: unknown;
}

export interface Workflow {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
}

export interface RunOptions {
	/** The trigger node to start from. */
	from: string;
	/** Stop after this node. */
	to?: string;
}

export interface WaitOptions {
	/** 60 s unless given. */
	timeoutMs?: number;
	/** Wait for one of these instead of the end. */
	until?: ExecutionStatus[];
	signal?: AbortSignal;
}

export interface ExecutionFilter {
	workflowId?: string;
	status?: ExecutionStatus[];
	limit?: number;
}

export interface WebhookCall {
	method?: Method;
	body?: unknown;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	/** To the URL of "Listen for test event" and not the production one. */
	test?: boolean;
}

export interface WebhookAnswer {
	status: number;
	body: unknown;
	headers: Record<string, string>;
}

/** A parameter of a node whose choices n8n loads while the node is being edited. */
export interface DynamicParameter {
	node: { type: string; typeVersion: number };
	/** The parameter's name, with its path when it is nested. */
	parameter: string;
	/** The node's method that loads the choices. */
	method: string;
	/** What the other parameters of the node are set to. */
	parameters: JsonObject;
	credentials?: Record<string, { id: string; name: string }>;
}

export interface Choice {
	name: string;
	value: unknown;
	url?: string;
	description?: string;
}

export interface ChoicePage {
	results: Choice[];
	paginationToken?: string;
}

export class N8nApiError extends Error {
	constructor(
		message: string,
		readonly status: number,
		readonly body: unknown,
	) {
		super(message);
	}
}

const DEFAULT_TIMEOUT_MS = 60_000;
const SLOWEST_POLL_MS = 500;
/** n8n's own maximum. */
const EXECUTIONS_A_PAGE = 100;

/**
 * n8n as its own editor drives it: the REST API behind a login.
 * Every method throws an `N8nApiError` with n8n's own message when n8n refuses.
 */
export class N8nClient {
	private readonly http: AxiosInstance;
	private readonly cookies = new Map<string, string>();
	/** n8n binds a login to it; a call without it would be refused. */
	private readonly browserId = randomUUID();

	private constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			validateStatus: () => true,
			maxRedirects: 0,
			maxBodyLength: Infinity,
			maxContentLength: Infinity,
		});
	}

	/** Logs in, and creates the owner first on an n8n that has none. */
	static async open(url: string, owner: Owner = SANDBOX_OWNER): Promise<N8nClient> {
		const client = new N8nClient(url.replace(/\/+$/, ''));
		const settings = asObject(await client.call('GET', '/rest/settings'), 'settings');
		const users = isObject(settings.userManagement) ? settings.userManagement : {};
		if (users.showSetupOnFirstLoad === true) {
			await client.call('POST', '/rest/owner/setup', owner);
		} else {
			await client.call('POST', '/rest/login', {
				emailOrLdapLoginId: owner.email,
				password: owner.password,
			});
		}
		return client;
	}

	// Node and credential types

	/** The node types n8n knows, those of one package when its name is given. */
	async nodeTypes(packageName?: string): Promise<JsonObject[]> {
		const types = asObjects(await this.call('GET', '/types/nodes.json'), 'node types');
		return packageName ? types.filter(({ name }) => String(name).startsWith(`${packageName}.`)) : types;
	}

	async credentialTypes(): Promise<JsonObject[]> {
		return asObjects(await this.call('GET', '/types/credentials.json'), 'credential types');
	}

	// Credentials

	async listCredentials(): Promise<Credential[]> {
		return asObjects(await this.call('GET', '/rest/credentials'), 'credentials').map(toCredential);
	}

	/** Creates it, or updates the one of this name and type. */
	async saveCredential(name: string, type: string, data: JsonObject): Promise<Credential> {
		const known = (await this.listCredentials()).find((entry) => entry.name === name && entry.type === type);
		const saved = known
			? await this.call('PATCH', `/rest/credentials/${known.id}`, { name, type, data })
			: await this.call('POST', '/rest/credentials', { name, type, data });
		return toCredential(asObject(saved, 'credential'));
	}

	async deleteCredential(id: string): Promise<void> {
		await this.call('DELETE', `/rest/credentials/${id}`);
	}

	/** The test that n8n runs when a credential is saved in the editor. `data` is needed for one that is not saved yet. */
	async testCredential(credential: Credential, data: JsonObject = {}): Promise<CredentialTest> {
		const answer = asObject(
			await this.call('POST', '/rest/credentials/test', { credentials: { ...credential, data } }),
			'credential test',
		);
		return {
			status: answer.status === 'OK' ? 'OK' : 'Error',
			message: asOptionalString(answer.message, 'credential test.message') ?? '',
		};
	}

	/** Where the editor sends the browser when "Connect my account" is pressed. */
	async oauth2AuthorizeUrl(credentialId: string): Promise<string> {
		return asString(
			await this.call('GET', '/rest/oauth2-credential/auth', undefined, { id: credentialId }),
			'authorise URL',
		);
	}

	/** The end of the sign-in: the URL to which the provider redirected the browser. */
	async oauth2Callback(redirectedTo: string): Promise<void> {
		const { pathname, search } = new URL(redirectedTo);
		const { status, data } = await this.request('GET', `${pathname}${search}`);
		const page = typeof data === 'string' ? data : JSON.stringify(data);
		if (status !== 200 || page.includes('Failed to connect')) {
			throw new N8nApiError(`n8n refused the OAuth2 callback: ${textOf(page)}`, status, data);
		}
	}

	// Workflows

	async listWorkflows(): Promise<Workflow[]> {
		return asObjects(await this.call('GET', '/rest/workflows'), 'workflows').map(toWorkflow);
	}

	/**
	 * Creates it, or updates the one of this name.
	 * `credentials` by type replace the references in the file, whose ids belong to another n8n.
	 */
	async saveWorkflow(file: WorkflowFile, credentials: Record<string, Credential> = {}): Promise<Workflow> {
		const content = {
			name: file.name,
			nodes: file.nodes.map((node, index) => ({
				...node,
				id: node.id ?? randomUUID(),
				position: node.position ?? [index * 220, 0],
				...(node.credentials ? { credentials: withIds(node.credentials, credentials) } : {}),
			})),
			connections: file.connections,
			settings: { executionOrder: 'v1', ...file.settings },
			pinData: file.pinData ?? {},
		};
		const known = (await this.listWorkflows()).find(({ name }) => name === file.name);
		const saved = known
			? await this.call('PATCH', `/rest/workflows/${known.id}`, content)
			: await this.call('POST', '/rest/workflows', content);
		return toWorkflow(asObject(saved, 'workflow'));
	}

	async getWorkflow(id: string): Promise<Workflow & WorkflowFile> {
		const workflow = asObject(await this.call('GET', `/rest/workflows/${id}`), 'workflow');
		return {
			...toWorkflow(workflow),
			nodes: asObjects(workflow.nodes, 'workflow.nodes').map(toWorkflowNode),
			connections: asObject(workflow.connections, 'workflow.connections'),
			...(isObject(workflow.settings) ? { settings: workflow.settings } : {}),
			...(isObject(workflow.pinData) ? { pinData: workflow.pinData } : {}),
		};
	}

	/** n8n deletes archived workflows only, and archiving takes an active one off the air. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/archive`, {});
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	/**
	 * Activates the saved version, and resolves when its triggers and webhooks are in place.
	 * @throws with the trigger's own message when one of them refused
	 */
	async activateWorkflow({ id, versionId }: Workflow, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		// n8n answers before it has registered anything, and a webhook that is called now would be a 404.
		let lastSeen = '';
		const published = await poll(
			async () => {
				const state = asObject(
					await this.call('GET', `/rest/workflows/${id}/publication-status`),
					'publication',
				);
				lastSeen = JSON.stringify(state);
				const settled = state.status === 'failed' || state.status === 'partial';
				return settled || (state.status === 'published' && state.liveVersionId === versionId)
					? state
					: undefined;
			},
			{ what: `workflow ${id} to become active`, timeoutMs, intervalMs: 50, lastSeen: () => lastSeen },
		);
		if (published.status === 'published') return;
		const reasons = asObjects(published.triggers, 'publication.triggers')
			.map(({ errorMessage }) => errorMessage)
			.filter((message) => typeof message === 'string');
		throw new Error(`The workflow could not be activated: ${reasons.join('; ')}`);
	}

	async deactivateWorkflow(id: string, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
		await poll(
			async () => {
				const state = asObject(
					await this.call('GET', `/rest/workflows/${id}/publication-status`),
					'publication',
				);
				return state.status === 'not_published' ? true : undefined;
			},
			{ what: `workflow ${id} to become inactive`, timeoutMs, intervalMs: 50 },
		);
	}

	// Executions

	/** Starts a workflow as the editor's Execute button does; pinned data stands in for the nodes it is pinned to. */
	async run(workflowId: string, options: RunOptions): Promise<string> {
		const answer = await this.startManually(workflowId, options);
		if (typeof answer.executionId === 'string') return answer.executionId;
		throw new Error(`Workflow ${workflowId} did not start: n8n answered ${JSON.stringify(answer)}.`);
	}

	/** Starts it and waits for its end, or for one of the states in `until`. */
	async runToEnd(workflowId: string, options: RunOptions & WaitOptions): Promise<Execution> {
		return await this.waitForExecution(await this.run(workflowId, options), options);
	}

	/** "Listen for test event": registers the trigger for one event on its test URL, for at most two minutes. */
	async listenForTestEvent(workflowId: string, triggerName: string): Promise<void> {
		const answer = await this.startManually(workflowId, { from: triggerName });
		if (answer.waitingForWebhook !== true) {
			throw new Error(`"${triggerName}" does not wait for an event: n8n answered ${JSON.stringify(answer)}.`);
		}
	}

	async stopListening(workflowId: string): Promise<void> {
		await this.call('DELETE', `/rest/test-webhook/${workflowId}`);
	}

	async getExecution(id: string): Promise<Execution> {
		return toExecution(asObject(await this.call('GET', `/rest/executions/${id}`), 'execution'));
	}

	/** The newest first, all of them unless `limit` is given. */
	async listExecutions({
		workflowId,
		status = [...STATUSES],
		limit = Infinity,
	}: ExecutionFilter = {}): Promise<ExecutionSummary[]> {
		const found = new Map<string, ExecutionSummary>();
		// Queued ones first: one that starts while this runs is then found among the others and not missed.
		for (const group of [status.filter((one) => one === 'new'), status.filter((one) => one !== 'new')]) {
			if (group.length > 0) await this.collectExecutions(found, { workflowId, status: group }, limit);
		}
		return [...found.values()].sort((a, b) => Number(b.id) - Number(a.id)).slice(0, limit);
	}

	/**
	 * n8n's own cursor says "ids below this one" while its pages are sorted by start, so it skips executions that did
	 * not start in the order of their ids. Going on from the start of the last one, and dropping doubles, skips none.
	 */
	private async collectExecutions(
		found: Map<string, ExecutionSummary>,
		filter: { workflowId?: string; status: ExecutionStatus[] },
		limit: number,
	): Promise<void> {
		let startedBefore: string | undefined;
		let cursor: string | undefined;
		for (let known = -1; known < found.size && found.size < limit;) {
			known = found.size;
			const page = asObject(
				await this.call('GET', '/rest/executions', undefined, {
					filter: JSON.stringify({ ...filter, startedBefore }),
					limit: String(EXECUTIONS_A_PAGE),
					...(cursor ? { cursor } : {}),
				}),
				'executions',
			);
			const results = asObjects(page.results, 'executions.results').map((entry) =>
				toSummary(entry, 'execution'),
			);
			for (const summary of results) found.set(summary.id, summary);
			if (results.length < EXECUTIONS_A_PAGE) return;
			startedBefore = results.at(-1)?.startedAt;
			// Those that wait for their start have none to go by, and are sorted by their ids.
			cursor = startedBefore ? undefined : asOptionalString(page.nextCursor, 'executions.nextCursor');
		}
	}

	/** @throws when the time is up first, with the state it was in */
	async waitForExecution(id: string, options: WaitOptions = {}): Promise<Execution> {
		const { timeoutMs = DEFAULT_TIMEOUT_MS, until, signal } = options;
		let last: Execution | undefined;
		return await pollSlower(
			async () => {
				last = await this.getExecution(id);
				const done = until ? until.includes(last.status) : hasEnded(last);
				// One that has ended will never reach a state that was waited for.
				return done || hasEnded(last) ? last : undefined;
			},
			{
				what: `execution ${id} to ${until ? `be ${until.join(' or ')}` : 'end'}`,
				timeoutMs,
				signal,
				lastSeen: () => (last ? describe(last) : ''),
			},
		);
	}

	/** Waits until `count` executions of a workflow (one unless given) beyond those in `seen` have ended; oldest first. */
	async waitForNewExecutions(
		workflowId: string,
		seen: ExecutionSummary[],
		{ count = 1, ...options }: WaitOptions & { count?: number } = {},
	): Promise<ExecutionSummary[]> {
		const { timeoutMs = DEFAULT_TIMEOUT_MS, until, signal } = options;
		const old = new Set(seen.map(({ id }) => id));
		let fresh: ExecutionSummary[] = [];
		return await pollSlower(
			async () => {
				fresh = (await this.listExecutions({ workflowId })).filter(({ id }) => !old.has(id)).reverse();
				const done = fresh.filter((entry) => hasEnded(entry) || until?.includes(entry.status));
				return done.length >= count ? done : undefined;
			},
			{
				what: `${count} new execution(s) of workflow ${workflowId}`,
				timeoutMs,
				signal,
				lastSeen: () => {
					const seenNow = fresh.map(({ id, status }) => `${id} ${status}`);
					return seenNow.length > 0
						? `${seenNow.length} came (${seenNow.slice(-20).join(', ')})`
						: 'none came';
				},
			},
		);
	}

	async stopExecution(id: string): Promise<void> {
		await this.call('POST', `/rest/executions/${id}/stop`);
	}

	/**
	 * Runs a failed execution again from the node that failed, and resolves at its end.
	 * `currentWorkflow` takes the workflow as it is saved now and not as it was then.
	 */
	async retryExecution(id: string, { currentWorkflow = false } = {}): Promise<Execution> {
		const retried = asObject(
			await this.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: currentWorkflow }),
			'retry',
		);
		return await this.getExecution(asString(retried.id, 'retry.id'));
	}

	async deleteExecutions(ids: string[]): Promise<void> {
		await this.call('POST', '/rest/executions/delete', { ids });
	}

	/** The file behind a binary property, wherever n8n keeps it. */
	async downloadBinary(file: BinaryFile): Promise<Buffer> {
		if (!file.id) return Buffer.from(file.data ?? '', 'base64');
		const { status, data } = await this.request('GET', '/rest/binary-data', {
			params: { id: file.id, action: 'download' },
			responseType: 'arraybuffer',
		});
		if (status !== 200 || !Buffer.isBuffer(data)) {
			throw new N8nApiError(`n8n did not hand out the file ${file.id} (HTTP ${status})`, status, data);
		}
		return data;
	}

	/** As `downloadBinary`, for a file that should not be held in memory. */
	async streamBinary(id: string): Promise<Readable> {
		const { status, data } = await this.request('GET', '/rest/binary-data', {
			params: { id, action: 'download' },
			responseType: 'stream',
		});
		if (status !== 200)
			throw new N8nApiError(`n8n did not hand out the file ${id} (HTTP ${status})`, status, undefined);
		return data as Readable;
	}

	/** Calls a workflow's webhook as a stranger would: without the login. Never throws for a status. */
	async callWebhook(path: string, call: WebhookCall = {}): Promise<WebhookAnswer> {
		const { method = 'POST', body, headers, query, test = false } = call;
		const answer: AxiosResponse<unknown> = await this.http.request({
			method,
			url: `/webhook${test ? '-test' : ''}/${path.replace(/^\/+/, '')}`,
			data: body,
			headers,
			params: query,
		});
		return {
			status: answer.status,
			body: answer.data,
			headers: Object.fromEntries(
				Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
			),
		};
	}

	// What the editor asks while a node is being edited

	/** One page of a resource locator's "From list". */
	async locatorChoices(
		parameter: DynamicParameter,
		{ filter, paginationToken }: { filter?: string; paginationToken?: string } = {},
	): Promise<ChoicePage> {
		const page = asObject(
			await this.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
				...dynamicRequest(parameter),
				filter,
				paginationToken,
			}),
			'choices',
		);
		return {
			results: asObjects(page.results, 'choices.results').map(toChoice),
			paginationToken: asOptionalString(page.paginationToken, 'choices.paginationToken'),
		};
	}

	/** The options of a list parameter that loads them. */
	async optionChoices(parameter: DynamicParameter): Promise<Choice[]> {
		const answer = await this.call(
			'POST',
			'/rest/dynamic-node-parameters/options',
			dynamicRequest(parameter),
		);
		return asObjects(answer, 'options').map(toChoice);
	}

	// The wire

	/** Any other call of the REST API; resolves to the `data` of the answer. */
	async call(
		method: Method,
		path: string,
		body?: unknown,
		params?: Record<string, string>,
	): Promise<unknown> {
		const { status, data } = await this.request(method, path, { data: body, params });
		if (status < 200 || status > 299) {
			throw new N8nApiError(
				`n8n answered ${method} ${path} with ${status}: ${messageOf(data)}`,
				status,
				data,
			);
		}
		return isObject(data) && 'data' in data ? data.data : data;
	}

	private async request(
		method: Method,
		url: string,
		config: { data?: unknown; params?: Record<string, string>; responseType?: 'arraybuffer' | 'stream' } = {},
	): Promise<AxiosResponse<unknown>> {
		const response: AxiosResponse<unknown> = await this.http.request({
			method,
			url,
			...config,
			headers: {
				'browser-id': this.browserId,
				cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
			},
		});
		for (const cookie of response.headers['set-cookie'] ?? []) {
			const [pair = ''] = cookie.split(';');
			const at = pair.indexOf('=');
			this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
		}
		return response;
	}

	private async startManually(workflowId: string, { from, to }: RunOptions): Promise<JsonObject> {
		return asObject(
			await this.call('POST', `/rest/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: from },
				...(to ? { destinationNode: { nodeName: to, mode: 'inclusive' } } : {}),
			}),
			'run',
		);
	}
}

/** Asks often at first and seldom later: most executions take milliseconds, some take minutes. */
async function pollSlower<T>(
	read: () => Promise<T | undefined>,
	options: { what: string; timeoutMs: number; signal?: AbortSignal; lastSeen: () => string },
): Promise<T> {
	return await poll(read, {
		...options,
		intervalMs: (attempt) => Math.min(50 * 1.3 ** attempt, SLOWEST_POLL_MS),
	});
}

function withIds(
	references: NonNullable<WorkflowNode['credentials']>,
	credentials: Record<string, Credential>,
): NonNullable<WorkflowNode['credentials']> {
	return Object.fromEntries(
		Object.entries(references).map(([type, reference]) => {
			const credential = credentials[type];
			return [type, credential ? { id: credential.id, name: credential.name } : reference];
		}),
	);
}

function dynamicRequest({ node, parameter, method, parameters, credentials }: DynamicParameter): JsonObject {
	return {
		path: `parameters.${parameter}`,
		methodName: method,
		nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
		currentNodeParameters: parameters,
		credentials,
	};
}

function toCredential(value: JsonObject): Credential {
	return {
		id: asString(value.id, 'credential.id'),
		name: asString(value.name, 'credential.name'),
		type: asString(value.type, 'credential.type'),
	};
}

function toWorkflow(value: JsonObject): Workflow {
	return {
		id: asString(value.id, 'workflow.id'),
		name: asString(value.name, 'workflow.name'),
		versionId: asString(value.versionId, 'workflow.versionId'),
		active: value.active === true,
	};
}

function toWorkflowNode(value: JsonObject): WorkflowNode {
	const { credentials, ...node } = value;
	return {
		...node,
		name: asString(value.name, 'node.name'),
		type: asString(value.type, 'node.type'),
		typeVersion: Number(value.typeVersion),
		parameters: asObject(value.parameters, 'node.parameters'),
		id: asString(value.id, 'node.id'),
		position: asArray(value.position, 'node.position').map(Number),
		...(isObject(credentials)
			? {
					credentials: Object.fromEntries(
						Object.entries(credentials).map(([type, reference]) => {
							const { id, name } = asObject(reference, 'node.credentials');
							return [type, { id: asOptionalString(id, 'id') ?? null, name: asString(name, 'name') }];
						}),
					),
				}
			: {}),
	};
}

function toChoice(value: JsonObject): Choice {
	return {
		name: asString(value.name, 'choice.name'),
		value: value.value,
		url: asOptionalString(value.url, 'choice.url'),
		description: asOptionalString(value.description, 'choice.description'),
	};
}

function messageOf(body: unknown): string {
	if (isObject(body) && typeof body.message === 'string') return body.message;
	return typeof body === 'string' ? textOf(body) : (JSON.stringify(body) ?? 'nothing');
}

function textOf(html: string): string {
	return html
		.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 300);
}
