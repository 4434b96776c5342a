import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { endpoints } from '../../contract/endpoints';
import type { OperationId } from '../../nodes/HeyGen/api/contract';
import { Contract, isRecord } from '../../sandbox/heygen/contract';
import { answerTo } from '../support/contractAnswers';
import { png } from '../support/files';
import { FILE_HOST } from '../support/heygen';
import type { Fault } from './faults';

/** A real server at which everything works at once, as the contract says it, but for the fault that strikes. */
export class FaultyHeyGen {
	/** How many requests came for the operation that is struck. */
	asked = 0;

	/** How often it was carried out: what HeyGen knows by its key it does once. */
	made = 0;

	/** How many requests came to a server that answers point at, and that is none of HeyGen's. */
	strangers = 0;

	private readonly keys = new Set<string>();

	private struck?: { readonly operation: OperationId; readonly fault: Fault };

	/** How many requests it still strikes. */
	private left = 0;

	private readonly contract = new Contract();

	private readonly server = createServer((request, response) => void this.serve(request, response));

	private readonly stranger = createServer((_, response) => {
		this.strangers++;
		response.end('{"data":{}}');
	});

	async listen(): Promise<void> {
		for (const server of [this.server, this.stranger])
			await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	}

	async close(): Promise<void> {
		for (const server of [this.server, this.stranger]) {
			server.closeAllConnections();
			await new Promise((ended) => server.close(ended));
		}
	}

	get origin(): string {
		return originOf(this.server);
	}

	/** An address at which nobody listens any more. */
	async nobody(): Promise<string> {
		const server = createServer();
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		const origin = originOf(server);
		await new Promise((ended) => server.close(ended));
		return origin;
	}

	/** How many connections are still in use; the server learns of the end of one a moment later. */
	async connections(): Promise<number> {
		let count = 1;
		for (let rounds = 0; count > 0 && rounds < 2_000; rounds++) {
			await new Promise((next) => setImmediate(next));
			this.server.closeIdleConnections();
			count = await new Promise<number>((resolve, reject) =>
				this.server.getConnections((error, open) => (error ? reject(error) : resolve(open))),
			);
		}
		return count;
	}

	/** @param times how many requests for the operation meet the fault. */
	begin(operation: OperationId, fault: Fault, times: number): void {
		this.struck = { operation, fault };
		this.left = times;
		this.asked = this.made = this.strangers = 0;
		this.keys.clear();
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = 'GET', url = '/' } = request;
		const operation = this.contract.match(method, new URL(url, this.origin).pathname)?.operationId;
		const isStruck = operation !== undefined && operation === this.struck?.operation;
		if (isStruck) this.asked++;
		const fault = isStruck && this.left-- > 0 ? this.struck?.fault : undefined;
		const answer = operation ? this.answerOf(operation) : undefined;
		const strike = () =>
			fault?.strike({ request, response, answer: answer ?? {}, stranger: originOf(this.stranger) });
		if (fault?.isEarly) {
			strike();
			return;
		}
		const body = await buffer(request).catch(() => Buffer.alloc(0));
		if (isStruck && (!fault || fault.isDone)) this.carryOut(operation, keyOf(request, body));
		if (fault) strike();
		else if (answer)
			response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
		else response.end(png());
	}

	private carryOut(operation: OperationId, key: string | undefined): void {
		if (endpoints[operation].method === 'GET' || (key !== undefined && this.keys.has(key))) return;
		if (key !== undefined) this.keys.add(key);
		this.made++;
	}

	/** Its links lead here. */
	private answerOf(operation: OperationId): object {
		return JSON.parse(JSON.stringify(answerTo(operation)).replaceAll(FILE_HOST, this.origin)) as object;
	}
}

/** In the header, or in the body where HeyGen takes it there (docs/heygen.md §13). */
function keyOf({ headers }: IncomingMessage, body: Buffer): string | undefined {
	const key = headers['idempotency-key'];
	if (key !== undefined || !headers['content-type']?.startsWith('application/json')) return key?.toString();
	const json: unknown = JSON.parse(body.toString() || '{}');
	return isRecord(json) && typeof json.request_id === 'string' ? json.request_id : undefined;
}

function originOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
