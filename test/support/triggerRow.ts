import { setTimeout } from 'node:timers/promises';

import * as core from 'n8n-core';
import * as workflow from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, WorkflowActivateMode } from 'n8n-workflow';
import nock from 'nock';

import * as clock from '../../nodes/HeyGen/api/clock';
import { signatureOf } from '../../nodes/HeyGen/trigger/signature';
import { API_KEY, BASE_URL, TriggerWorkflow, type Delivery, type TriggerOptions } from './trigger';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const NOW = Date.UTC(2026, 10, 21, 12);

export interface Entry {
	event_id: string;
	event_type: string;
	event_data: IDataObject;
	created_at: string;
}

export interface Endpoint {
	endpoint_id: string;
	url: string;
	events: string[] | null;
	status: 'enabled' | 'disabled';
	created_at: string;
	secret: string;
}

const ENDPOINTS = '/v3/webhooks/endpoints';

/** HeyGen, as far as a trigger asks it: its endpoints, its history of events, and what they are about. */
export class Account {
	endpoints: Endpoint[] = [];

	/** In no order of its own; the list begins with the newest, be it of the same millisecond. */
	history: Entry[] = [];

	readonly asked: string[] = [];

	/** Paths that are answered 403, by how they begin. */
	broken?: string;

	/** Paths that are answered 404, by how they begin. */
	readonly missing: string[] = [];

	/** The HTTP method that is answered 403. */
	refused?: string;

	/** What the next such request has to wait for, by a part of its path. */
	readonly gates: Array<{ part: string; opened: Promise<void> }> = [];

	/** Is told of each request before it is answered. */
	onAnswer = (): void => undefined;

	now = NOW;

	/** By how much HeyGen's clock is ahead of that of n8n, in milliseconds. */
	ahead = 0;

	private made = 0;

	constructor() {
		for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
			nock(BASE_URL, { reqheaders: { 'x-api-key': API_KEY } })
				.persist()
				.intercept(/.*/, method)
				.optionally()
				.reply(async (path, sent): Promise<[number, object, { Date: string }]> => {
					const url = new URL(path, BASE_URL);
					this.asked.push(`${method} ${url.pathname}${typeOf(url)}`);
					this.onAnswer();
					const gate = this.gates.find(({ part }) => url.pathname.includes(part));
					if (gate) {
						this.gates.splice(this.gates.indexOf(gate), 1);
						await gate.opened;
					}
					const [status, body] = this.answer(method, url, typeof sent === 'object' ? sent : {});
					return [status, body, { Date: new Date(this.now + this.ahead).toUTCString() }];
				});
		}
	}

	/** The secret HeyGen signs with. */
	get secret(): string {
		return this.endpoints[0]?.secret ?? 'none';
	}

	record(id: string, agoMs: number, extra: Partial<Entry> = {}): Entry {
		const entry = {
			event_id: id,
			event_type: 'avatar_video.success',
			event_data: { video_id: `video of ${id}` },
			created_at: new Date(this.now + this.ahead - agoMs).toISOString(),
			...extra,
		};
		this.history.push(entry);
		return entry;
	}

	count(part: string): number {
		return this.asked.filter((line) => line.includes(part)).length;
	}

	/** Holds the next such request back until what it answers is called. */
	hold(part: string): () => void {
		let open = () => {};
		this.gates.push({ part, opened: new Promise((resolve) => (open = resolve)) });
		return () => open();
	}

	private answer(
		method: string,
		url: URL,
		body: { url?: string; events?: string[] | null },
	): [number, object] {
		const { pathname, searchParams } = url;
		if (this.refused === method || (this.broken && pathname.startsWith(this.broken)))
			return [403, { error: { code: 'forbidden', message: 'not now' } }];
		if (this.missing.some((path) => pathname.startsWith(path)))
			return [404, { error: { code: 'resource_not_found', message: 'not here' } }];
		if (pathname === '/v3/webhooks/events') {
			const type = searchParams.get('event_type');
			const sorted = this.history
				.filter((entry) => type === null || entry.event_type === type)
				.reverse()
				.sort((a, b) => b.created_at.localeCompare(a.created_at));
			const from = Number(searchParams.get('token') ?? 0);
			const next = from + Number(searchParams.get('limit'));
			const more = next < sorted.length;
			return [
				200,
				{ data: sorted.slice(from, next), has_more: more, next_token: more ? String(next) : null },
			];
		}
		if (pathname === ENDPOINTS && method === 'GET') {
			const data = this.endpoints.map((endpoint) => ({ ...endpoint, secret: null }));
			return [200, { data, has_more: false, next_token: null }];
		}
		if (pathname === ENDPOINTS) {
			const number = ++this.made;
			const endpoint: Endpoint = {
				endpoint_id: `endpoint_${number}`,
				url: body.url ?? '',
				events: body.events ?? null,
				status: 'enabled',
				created_at: new Date(this.now + this.ahead).toISOString(),
				secret: `whsec_${number}`,
			};
			this.endpoints.push(endpoint);
			return [200, { data: endpoint }];
		}
		if (pathname.startsWith(ENDPOINTS)) {
			const id = pathname.split('/')[4];
			const endpoint = this.endpoints.find((each) => each.endpoint_id === id);
			if (!endpoint) return [404, { error: { code: 'webhook_not_found', message: 'no such endpoint' } }];
			if (method === 'DELETE') this.endpoints = this.endpoints.filter((each) => each !== endpoint);
			if (method === 'PATCH') endpoint.events = body.events ?? null;
			if (method === 'POST') endpoint.secret = `whsec_rotated_${++this.made}`;
			return [200, { data: endpoint }];
		}
		if (pathname === '/v3/videos') return [200, { data: [], has_more: false }];
		const id = decodeURIComponent(pathname.split('/').at(-1) ?? '');
		if (/^\/v3\/(?:videos|video-translations|lipsyncs)\/batches\//.test(pathname))
			return [200, { data: { batch_id: id, status: 'completed', items: [], has_more: false } }];
		return [200, { data: { id, status: 'completed', video_url: `https://files.example.com/${id}.mp4` } }];
	}
}

function typeOf({ searchParams }: URL): string {
	const type = searchParams.get('event_type');
	return type === null ? '' : ` ${type}`;
}

export function deliveryOf(entry: object, secret: string, extra: Partial<Delivery> = {}): Delivery {
	const rawBody = Buffer.from(JSON.stringify(entry));
	return {
		rawBody,
		...extra,
		headers: {
			'Content-Type': 'application/json',
			'Heygen-Signature': signatureOf(rawBody, secret),
			...extra.headers,
		},
	};
}

export const idsOf = (items: INodeExecutionData[]): unknown[] => items.map(({ json }) => json.id);

/**
 * What the trigger waits for in vain passes quickly, and yet after what it waits for. Minutes do not pass, unless what this
 * answers is called.
 */
export function hurry(): () => void {
	let waiting: Array<() => void> = [];
	jest.spyOn(clock.systemClock, 'sleep').mockImplementation(async (milliseconds) =>
		milliseconds < MINUTE
			? await setTimeout(50)
			: await new Promise((resolve) => {
					waiting.push(resolve);
				}),
	);
	return () => {
		const all = waiting;
		waiting = [];
		for (const resolve of all) resolve();
	};
}

/** Waits for what goes on beside the test. */
export async function until(isSo: () => boolean): Promise<void> {
	const limit = performance.now() + 4 * SECOND;
	while (!isSo()) {
		if (performance.now() > limit) throw new Error('it did not come about');
		await new Promise(setImmediate);
	}
}

let count = 0;

/**
 * n8n's row of a workflow with a HeyGen Trigger, and what n8n does with it: a delivery loads the static data at its start
 * and, where they changed, writes them back whole at its end.
 */
export class Row {
	staticData: IDataObject = {};

	readonly log: Array<{ level: string; text: string }> = [];

	/** The workflow as n8n's main process holds it while it is published. */
	running?: TriggerWorkflow;

	private stop?: () => Promise<void>;

	readonly id: string;

	constructor(
		private readonly options: TriggerOptions = {},
		private readonly Process: typeof TriggerWorkflow = TriggerWorkflow,
		private readonly shared?: Row,
	) {
		this.id = shared?.id ?? `row-${count++}`;
	}

	get kept(): IDataObject {
		return (this.row.staticData['node:HeyGen Trigger'] ?? {}) as IDataObject;
	}

	/** The same row in another process: after a restart, or beside the first. */
	in(Process: typeof TriggerWorkflow, options: TriggerOptions = {}): Row {
		return new Row({ ...this.options, ...options }, Process, this.row);
	}

	load(options: TriggerOptions = {}): TriggerWorkflow {
		const staticData = structuredClone(this.row.staticData);
		return new this.Process({ workflowId: this.id, ...this.options, ...options, staticData });
	}

	save(workflow: TriggerWorkflow): void {
		this.row.log.push(...workflow.log.splice(0));
		const data = workflow.workflow.staticData as IDataObject & { __dataChanged?: boolean };
		if (!data.__dataChanged) return;
		this.row.staticData = JSON.parse(JSON.stringify(data)) as IDataObject;
		data.__dataChanged = false;
	}

	/** The hooks and the trigger itself share one workflow, as in n8n. */
	async publish(
		activation: WorkflowActivateMode = 'activate',
		options: TriggerOptions = {},
	): Promise<TriggerWorkflow> {
		await this.stop?.();
		const workflow = this.load(options);
		const [, { closeFunction }] = await Promise.all([
			workflow.activate(activation),
			workflow.start(activation),
		]);
		this.running = workflow;
		this.stop = closeFunction;
		this.save(workflow);
		return workflow;
	}

	async unpublish(options: TriggerOptions = {}): Promise<void> {
		await this.stop?.();
		this.stop = undefined;
		const workflow = this.load(options);
		await workflow.deactivate();
		this.save(workflow);
	}

	/** A published workflow is published again with a change. */
	async republish(options: TriggerOptions = {}): Promise<TriggerWorkflow> {
		await this.unpublish();
		return await this.publish('update', options);
	}

	/** Answers what the delivery runs; where n8n can start executions by itself, missed ones are in `emitted`. */
	async deliver(delivery: Delivery): Promise<{ status: number; ids: unknown[] }> {
		const workflow = this.load();
		const { result, status = 200 } = await workflow.receive(delivery);
		this.save(workflow);
		return { status, ids: idsOf(result.workflowData?.[0] ?? []) };
	}

	/** n8n runs what the trigger had it execute, with the static data of now, and stores them at the end. */
	execute(): void {
		const workflow = this.load();
		for (const items of this.running?.emitted ?? []) workflow.executes(items);
		this.save(workflow);
	}

	/** What the trigger had n8n execute by itself. */
	get emitted(): unknown[] {
		return (this.running?.emitted ?? []).flatMap(idsOf);
	}

	private get row(): Row {
		return this.shared ?? this;
	}
}

/** Loaded once: a process of its own shares no more of the package than this, and the engine holds no state that counts. */
const SHARED: Record<string, unknown> = {
	'n8n-core': core,
	'n8n-workflow': workflow,
	'../../nodes/HeyGen/api/clock': clock,
};

/** A process of its own: it shares nothing with others but the row. */
export async function anotherProcess(): Promise<typeof TriggerWorkflow> {
	let Process: typeof TriggerWorkflow | undefined;
	for (const [name, loaded] of Object.entries(SHARED)) jest.doMock(name, () => loaded);
	await jest.isolateModulesAsync(async () => {
		Process = (await import('./trigger')).TriggerWorkflow;
	});
	for (const name of Object.keys(SHARED)) jest.dontMock(name);
	if (!Process) throw new Error('the modules could not be loaded anew');
	return Process;
}
