import type { Server } from 'node:http';
import { Collection } from './collection';
import type { OperationId } from './contract';
import type { Connections, RecordedRequest } from './protocol';
import type { Settings } from './settings';

const SECRET_HEADERS = new Set(['x-api-key', 'authorization', 'cookie', 'proxy-authorization']);

interface Arrival {
	requestId: string;
	method: string;
	path: string;
	headers: Record<string, string | string[] | undefined>;
	operationId: OperationId | undefined;
}

/** Remembers what came in: a bounded log for inspection, and counters that are not bounded. */
export class Recorder {
	readonly requests: Record<string, number> = {};
	readonly answers: Record<string, number> = {};
	private log: Collection<RecordedRequest>;
	private readonly connections: Connections = {
		openSockets: 0,
		peakSockets: 0,
		inFlight: 0,
		peakInFlight: 0,
	};

	constructor(private readonly settings: Settings) {
		this.log = new Collection(settings.logSize);
	}

	watch(server: Server): void {
		server.on('connection', (socket) => {
			this.connections.openSockets += 1;
			this.connections.peakSockets = Math.max(this.connections.peakSockets, this.connections.openSockets);
			socket.once('close', () => {
				this.connections.openSockets -= 1;
			});
		});
	}

	arrived({ requestId, method, path, headers, operationId }: Arrival): RecordedRequest {
		this.connections.inFlight += 1;
		this.connections.peakInFlight = Math.max(this.connections.peakInFlight, this.connections.inFlight);
		const name = operationId ?? 'other';
		this.requests[name] = (this.requests[name] ?? 0) + 1;
		return this.log.add(requestId, {
			requestId,
			time: Date.now(),
			method,
			path,
			operationId: operationId ?? null,
			status: null,
			outcome: 'open',
			idempotencyKey: headers['idempotency-key']?.toString() ?? null,
			replayed: false,
			fault: null,
			headers: redacted(headers),
			body: null,
			durationMs: null,
		});
	}

	ended(request: RecordedRequest, status: number | null): void {
		this.connections.inFlight -= 1;
		request.status = status;
		request.outcome = status === null ? 'cut' : 'answered';
		request.durationMs = Date.now() - request.time;
		const name = status === null ? 'cut' : String(status);
		this.answers[name] = (this.answers[name] ?? 0) + 1;
	}

	list(operationId?: string): RecordedRequest[] {
		return this.log.values().filter((each) => !operationId || each.operationId === operationId);
	}

	view(): Connections {
		return { ...this.connections };
	}

	/** Empties the log and the counters; peaks begin anew from what is open now. */
	reset(): void {
		this.log = new Collection(this.settings.logSize);
		for (const counters of [this.requests, this.answers]) {
			for (const name of Object.keys(counters)) delete counters[name];
		}
		this.connections.peakSockets = this.connections.openSockets;
		this.connections.peakInFlight = this.connections.inFlight;
	}
}

function redacted(headers: Record<string, string | string[] | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			SECRET_HEADERS.has(name) ? 'REDACTED' : (value?.toString() ?? ''),
		]),
	);
}
