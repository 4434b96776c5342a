import type { OperationId } from './contract';

/** What travels over the control API; shared by the simulator and its client. */

export type FaultKind =
	/** Process the request, then cut the connection without an answer. On the file host: cut it halfway through the file. */
	| 'loseResponse'
	/** Cut the connection before anything is processed. */
	| 'dropRequest'
	/** Answer with `status` and process nothing. */
	| 'status'
	/** Process the request, then answer with `status`. */
	| 'statusAfter'
	/** Take `ms` longer; combines with other rules. */
	| 'delay'
	/** Answer with a redirect to `url` and process nothing. */
	| 'redirect'
	/** Process the request, then answer with something that is not JSON. */
	| 'badJson';

export interface FaultRule {
	kind: FaultKind;
	/** Default: the API. */
	host?: 'api' | 'files';
	operationId?: OperationId;
	method?: string;
	/** A regular expression over the path. */
	pathPattern?: string;
	/** Default: 502. */
	status?: number;
	/** Seconds for a Retry-After header. */
	retryAfter?: number;
	ms?: number;
	url?: string;
	/** 0 to 1; default 1. Dice are seeded, so a run repeats exactly. */
	probability?: number;
	/** How often it strikes at most. */
	times?: number;
	/** Matching requests to let pass first. */
	skip?: number;
}

export interface FaultState extends FaultRule {
	id: string;
	seen: number;
	struck: number;
}

export interface RecordedRequest {
	requestId: string;
	/** Unix milliseconds. */
	time: number;
	method: string;
	/** With its query string. */
	path: string;
	operationId: OperationId | null;
	/** null while under way, and when the connection was cut. */
	status: number | null;
	outcome: 'open' | 'answered' | 'cut';
	idempotencyKey: string | null;
	/** True when the answer was a replay of an earlier one. */
	replayed: boolean;
	fault: FaultKind | null;
	/** Credentials are replaced by "REDACTED". */
	headers: Record<string, string>;
	body: unknown;
	durationMs: number | null;
}

/** Credentials that reached the file host, which is none of HeyGen's business hosts. */
export interface Leak {
	time: number;
	method: string;
	path: string;
	what: string;
}

export interface DeliveryAttempt {
	time: number;
	durationMs: number;
	/** null when no answer came. */
	status: number | null;
	error: string | null;
}

export interface Delivery {
	id: string;
	kind: 'webhook' | 'callback' | 'probe';
	/** HTTP method: deliveries are POST, probes OPTIONS and GET. */
	method: string;
	url: string;
	endpointId: string | null;
	eventId: string | null;
	eventType: string | null;
	state: 'pending' | 'delivered' | 'failed' | 'cancelled';
	attempts: DeliveryAttempt[];
}

export interface WebhookEvent {
	event_id: string;
	event_type: string;
	event_data: Record<string, unknown>;
	created_at: string;
}

export interface EmitRequest {
	eventType: string;
	eventData?: Record<string, unknown>;
	/** Different events to emit (default 1); `{n}` in a text of eventData becomes the running number. */
	count?: number;
	/** How often each endpoint gets the same event (default 1). */
	copies?: number;
	/** Only to this endpoint, whatever it subscribed to. */
	endpointId?: string;
	/** To every endpoint, also those that did not subscribe. */
	unsubscribed?: boolean;
	/** Unix milliseconds of the event; default now. */
	createdAt?: number;
	/** false: only write it to the history, as for an event that could not be delivered. */
	deliver?: boolean;
}

export interface Connections {
	openSockets: number;
	peakSockets: number;
	inFlight: number;
	peakInFlight: number;
}

export interface Metrics extends Connections {
	/** Requests by operationId; "other" is what the contract does not know. */
	requests: Record<string, number>;
	/** Answers by status; "cut" is a connection ended by a fault. */
	answers: Record<string, number>;
	deliveries: { pending: number; delivered: number; failed: number; attempts: number };
}
