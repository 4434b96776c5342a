import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isObject } from '../../sandbox/n8n/json';
import { n8nNode } from '../../sandbox/n8n/server';

export interface SentRequest {
	url: string;
	method: string;
	headers: Record<string, string>;
	body?: string;
}

export interface Sent {
	milliseconds: number;
	/** How often each status came. */
	answers: Record<string, number>;
}

/** The process that sends by bare `fetch`; it stays, so that it is as warm as n8n is. */
export class Sender {
	private constructor(private readonly child: ChildProcess) {}

	static start(): Sender {
		// That Node runs TypeScript by itself, and says on stderr that the file could have named its module type.
		const child = fork(join(__dirname, 'sending.ts'), [], {
			execPath: n8nNode(),
			execArgv: ['--no-warnings'],
			env: {},
		});
		return new Sender(child);
	}

	/** Sends all of them, `width` at a time. */
	async send(requests: SentRequest[], width: number): Promise<Sent> {
		const ended = new AbortController();
		const gone = once(this.child, 'exit', { signal: ended.signal }).then(
			() => Promise.reject(new Error('The sending process ended early')),
			() => undefined,
		);
		const answered = once(this.child, 'message', { signal: ended.signal });
		this.child.send({ requests, width });
		try {
			const message: unknown = await Promise.race([answered, gone]);
			const result: unknown = Array.isArray(message) ? message[0] : undefined;
			if (!isObject(result) || typeof result.milliseconds !== 'number' || !isObject(result.answers)) {
				throw new Error(`Sending failed: ${JSON.stringify(result)}`);
			}
			const answers = Object.entries(result.answers).map(([answer, count]) => [answer, Number(count)]);
			return { milliseconds: result.milliseconds, answers: Object.fromEntries(answers) };
		} finally {
			ended.abort();
		}
	}

	stop(): void {
		this.child.kill('SIGKILL');
	}
}
