import type { RequestContext } from './connection';
import { ignored, isFileStream } from './opened';

/** When a request ends that would not end by itself. */
export interface Ending {
	/** How long the request may take. */
	readonly milliseconds: number;
	/** Aborts after that time. */
	readonly limit: AbortSignal;
	/** Aborts then, where what the request depends on does, and at `end()`: n8n closes the connection. */
	readonly signal: AbortSignal;
	readonly end: (this: void) => void;
}

/** @param signal ends it as well. */
export function endingAfter(milliseconds: number, signal?: AbortSignal): Ending {
	const own = new AbortController();
	const limit = AbortSignal.timeout(milliseconds);
	const late = () => own.abort(limit.reason);
	// Whoever listens keeps it alive; AbortSignal.any() by itself would let it go before its time.
	limit.addEventListener('abort', late, { once: true });
	return {
		milliseconds,
		limit,
		signal: signal ? AbortSignal.any([signal, own.signal]) : own.signal,
		end() {
			// The limit lives on until its time, and with it all that listens to the request: its answer, its file.
			limit.removeEventListener('abort', late);
			own.abort();
		},
	};
}

/**
 * Does something with an answer, and closes its connection whatever becomes of it. To destroy the body is not enough: what n8n
 * hands over is a copy, behind which the connection stays open.
 */
export async function ended<Result>(
	body: unknown,
	{ end }: Ending,
	work: () => Promise<Result>,
): Promise<Result> {
	if (isFileStream(body)) body.on('error', ignored);
	try {
		return await work();
	} finally {
		end();
		if (isFileStream(body)) body.destroy();
	}
}

/** What ends all requests of an execution; undefined where there is none. */
export function cancelOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * The context as it is, but for the signal that ends its requests: n8n gives each that is made with a credential the signal of
 * the execution, in place of the one that was asked for.
 */
export function endingWith(context: RequestContext, signal: AbortSignal): RequestContext {
	return new Proxy(context, {
		has: (target, name) => name === 'getExecutionCancelSignal' || name in target,
		get: (target, name): unknown =>
			name === 'getExecutionCancelSignal' ? () => signal : Reflect.get(target, name),
	});
}
