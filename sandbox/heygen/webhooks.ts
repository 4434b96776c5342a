import axios from 'axios';
import { setMaxListeners } from 'node:events';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Collection, type SavedCollection } from './collection';
import type { Jobs } from './jobs';
import { Lookup } from './lookup';
import type { Delivery, DeliveryAttempt, EmitRequest, WebhookEvent } from './protocol';
import type { Settings } from './settings';

export interface Endpoint {
	id: string;
	url: string;
	/** null: all. */
	events: string[] | null;
	entityId: string | null;
	secret: string;
	status: 'enabled' | 'disabled';
	createdAt: string;
	failuresInARow: number;
}

interface Target {
	url: string;
	/** Undefined for a callback, which is not signed. */
	endpoint: Endpoint | undefined;
}

/** What HeyGen knows of endpoints and events, without the deliveries under way. */
export interface SavedWebhooks {
	endpoints: SavedCollection<Endpoint>;
	events: SavedCollection<WebhookEvent>;
}

const EVENT_HISTORY = 10_000;
/** A server closes what is idle for five seconds, Node's own at least: what was sent in that moment would be lost. */
const KEPT_ALIVE = { keepAlive: true, timeout: 2_000 };

/** Events, their history, and their delivery to endpoints and callback URLs: at least once, in no order, with retries. */
export class Webhooks {
	readonly endpoints = new Collection<Endpoint>();
	readonly events = new Collection<WebhookEvent>(EVENT_HISTORY);
	readonly totals = { pending: 0, delivered: 0, failed: 0, attempts: 0 };
	private deliveries: Collection<Delivery>;
	private readonly waiting: Array<() => Promise<void>> = [];
	private open = 0;
	private silent = false;
	private abort = newAbort();
	private readonly lookup = new Lookup();
	private readonly httpAgent = new HttpAgent({ ...KEPT_ALIVE, lookup: this.lookup.find });
	private readonly httpsAgent = new HttpsAgent({ ...KEPT_ALIVE, lookup: this.lookup.find });

	constructor(
		private readonly settings: Settings,
		private readonly jobs: Jobs,
	) {
		this.deliveries = new Collection(settings.logSize);
	}

	addEndpoint(url: string, events: string[] | null, entityId: string | null): Endpoint {
		const endpoint: Endpoint = {
			id: `ep_${randomBytes(12).toString('hex')}`,
			url,
			events,
			entityId,
			secret: newSecret(),
			status: 'enabled',
			createdAt: new Date().toISOString(),
			failuresInARow: 0,
		};
		this.endpoints.add(endpoint.id, endpoint);
		this.probe(endpoint);
		return endpoint;
	}

	rotateSecret(endpoint: Endpoint): string {
		endpoint.secret = newSecret();
		return endpoint.secret;
	}

	/** Records an event and delivers it to all who subscribed, and to the job's own callback URL. */
	emit(
		eventType: string,
		eventData: Record<string, unknown>,
		options: Omit<EmitRequest, 'eventType' | 'eventData' | 'count'> & { callbackUrl?: string | null } = {},
	): WebhookEvent {
		const event = eventOf(eventType, eventData, options.createdAt);
		this.events.add(event.event_id, event);
		if (options.deliver !== false) {
			this.deliver(event, options);
			if (options.callbackUrl) this.callBack(options.callbackUrl, event);
		}
		return event;
	}

	/** Calls a job's own callback URL alone: of some jobs there is no event. */
	call(url: string, eventType: string, eventData: Record<string, unknown>): void {
		this.callBack(url, eventOf(eventType, eventData));
	}

	/** Delivers an event of the history again, under its old id. */
	deliver(
		event: WebhookEvent,
		options: Pick<EmitRequest, 'copies' | 'endpointId' | 'unsubscribed'> = {},
	): void {
		const everyone = (options.unsubscribed ?? false) || this.settings.deliverUnsubscribed;
		for (const endpoint of this.endpoints.values()) {
			const addressed = options.endpointId
				? endpoint.id === options.endpointId
				: everyone || subscribes(endpoint, event);
			if (!addressed || endpoint.status !== 'enabled') continue;
			for (let copy = 0; copy < (options.copies ?? 1); copy += 1) {
				this.send(event, { url: endpoint.url, endpoint });
			}
		}
	}

	deliveriesOf(filter: { eventId?: string; endpointId?: string; kind?: string }): Delivery[] {
		return this.deliveries
			.values()
			.filter(
				(each) =>
					(!filter.eventId || each.eventId === filter.eventId) &&
					(!filter.endpointId || each.endpointId === filter.endpointId) &&
					(!filter.kind || each.kind === filter.kind),
			);
	}

	/** Calls nobody any more; what happens is written into the history alone. */
	silence(): void {
		this.silent = true;
	}

	saved(): SavedWebhooks {
		return { endpoints: this.endpoints.saved(), events: this.events.saved() };
	}

	restore({ endpoints, events }: SavedWebhooks): void {
		this.endpoints.restore(endpoints);
		this.events.restore(events);
	}

	/** Forgets all and ends what is under way. */
	reset(): void {
		this.abort.abort();
		this.abort = newAbort();
		this.waiting.length = 0;
		this.endpoints.clear();
		this.events.clear();
		this.deliveries = new Collection(this.settings.logSize);
		Object.assign(this.totals, { pending: 0, delivered: 0, failed: 0, attempts: 0 });
	}

	stop(): void {
		this.reset();
		this.lookup.stop();
		this.httpAgent.destroy();
		this.httpsAgent.destroy();
	}

	private callBack(url: string, event: WebhookEvent): void {
		if (!this.settings.loseCallbacks) this.send(event, { url, endpoint: undefined });
	}

	private send(event: WebhookEvent, target: Target): void {
		if (this.silent) return;
		const delivery = this.record({
			kind: target.endpoint ? 'webhook' : 'callback',
			method: 'POST',
			url: target.url,
			endpointId: target.endpoint?.id ?? null,
			eventId: event.event_id,
			eventType: event.event_type,
		});
		const body = Buffer.from(JSON.stringify(event));
		this.totals.pending += 1;
		this.enqueue(() => this.attempt(delivery, target, event, body));
	}

	private async attempt(
		delivery: Delivery,
		target: Target,
		event: WebhookEvent,
		body: Buffer,
	): Promise<void> {
		const { endpoint } = target;
		const { signal } = this.abort;
		if (endpoint && (endpoint.status !== 'enabled' || this.endpoints.get(endpoint.id) !== endpoint)) {
			delivery.state = 'cancelled';
			this.totals.pending -= 1;
			return;
		}
		// The endpoint's address may have been changed since the first attempt.
		if (endpoint) delivery.url = endpoint.url;
		const headers = {
			'content-type': 'application/json',
			...(endpoint ? this.sign(endpoint, event, body) : {}),
		};
		const delivered = await this.request(delivery, headers, body);
		if (signal.aborted) return;
		this.totals.attempts += 1;
		if (delivered) {
			delivery.state = 'delivered';
			this.totals.pending -= 1;
			this.totals.delivered += 1;
			if (endpoint) endpoint.failuresInARow = 0;
			return;
		}
		if (endpoint) this.countFailure(endpoint);
		if (delivery.attempts.length >= this.settings.webhookMaxAttempts) {
			delivery.state = 'failed';
			this.totals.pending -= 1;
			this.totals.failed += 1;
			return;
		}
		const pause = this.settings.webhookBackoffMs * 2 ** (delivery.attempts.length - 1);
		this.jobs.after(pause, () => this.enqueue(() => this.attempt(delivery, target, event, body)));
	}

	private countFailure(endpoint: Endpoint): void {
		endpoint.failuresInARow += 1;
		const limit = this.settings.disableEndpointAfter;
		if (limit !== null && endpoint.failuresInARow >= limit) endpoint.status = 'disabled';
	}

	private sign(endpoint: Endpoint, event: WebhookEvent, body: Buffer): Record<string, string> {
		const signature = createHmac('sha256', endpoint.secret).update(body).digest('hex');
		if (this.settings.signatureStyle === 'plain') return { Signature: signature };
		return {
			'Heygen-Signature': signature,
			'Heygen-Timestamp': String(Math.floor(Date.now() / 1000)),
			'Heygen-Event-Id': event.event_id,
		};
	}

	/**
	 * HeyGen looks whether an address answers at all; what it answers does not matter, and nothing is known of a time by which
	 * it would have to.
	 */
	private probe(endpoint: Endpoint): void {
		for (const method of ['OPTIONS', 'GET']) {
			const delivery = this.record({
				kind: 'probe',
				method,
				url: endpoint.url,
				endpointId: endpoint.id,
				eventId: null,
				eventType: null,
			});
			this.enqueue(async () => {
				delivery.state = (await this.request(delivery, {}, undefined)) ? 'delivered' : 'failed';
			});
		}
	}

	/** True when the answer was 2xx. */
	private async request(
		delivery: Delivery,
		headers: Record<string, string>,
		body: Buffer | undefined,
	): Promise<boolean> {
		const time = Date.now();
		const attempt: DeliveryAttempt = { time, durationMs: 0, status: null, error: null };
		try {
			const { status } = await axios.request<string>({
				method: delivery.method,
				url: delivery.url,
				headers: { 'user-agent': 'HeyGen-Webhooks (simulated)', ...headers },
				data: body,
				timeout: this.settings.webhookTimeoutMs,
				signal: this.abort.signal,
				httpAgent: this.httpAgent,
				httpsAgent: this.httpsAgent,
				proxy: false,
				maxRedirects: 0,
				responseType: 'text',
				validateStatus: () => true,
			});
			attempt.status = status;
		} catch (error) {
			attempt.error = error instanceof Error ? error.message : 'unknown';
		}
		attempt.durationMs = Date.now() - time;
		delivery.attempts.push(attempt);
		return attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
	}

	private enqueue(work: () => Promise<void>): void {
		this.waiting.push(work);
		this.runWaiting();
	}

	private runWaiting(): void {
		while (this.open < this.settings.webhookConcurrency) {
			const work = this.waiting.shift();
			if (!work) return;
			this.open += 1;
			void work().finally(() => {
				this.open -= 1;
				this.runWaiting();
			});
		}
	}

	private record(delivery: Omit<Delivery, 'id' | 'state' | 'attempts'>): Delivery {
		const id = randomUUID();
		return this.deliveries.add(id, { id, ...delivery, state: 'pending', attempts: [] });
	}
}

function eventOf(type: string, data: Record<string, unknown>, createdAt = Date.now()): WebhookEvent {
	return {
		event_id: `evt_${randomUUID().replace(/-/g, '')}`,
		event_type: type,
		event_data: data,
		created_at: new Date(createdAt).toISOString(),
	};
}

function newAbort(): AbortController {
	const controller = new AbortController();
	// Every delivery under way listens to it; dozens are no leak.
	setMaxListeners(0, controller.signal);
	return controller;
}

function newSecret(): string {
	return `whsec_${randomBytes(24).toString('hex')}`;
}

function subscribes(endpoint: Endpoint, event: WebhookEvent): boolean {
	if (endpoint.events !== null && !endpoint.events.includes(event.event_type)) return false;
	return endpoint.entityId === null || concerns(event, endpoint.entityId);
}

/** True when one of the ids in the event's data is this one. */
export function concerns(event: WebhookEvent, entityId: string): boolean {
	return Object.entries(event.event_data).some(([key, value]) => key.endsWith('_id') && value === entityId);
}
