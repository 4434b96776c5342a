import { endpoints } from '../../contract/endpoints';
import type { OperationId } from '../../nodes/HeyGen/api/contract';
import { isHarmless, takesKey } from '../../nodes/HeyGen/api/idempotency';
import type { Fault } from './faults';

/** Requests differ in what a repeat may do. In the order of the table. */
export const KINDS = {
	read: 'reads',
	harmless: 'writes that may be repeated',
	keyed: 'creates under a key',
	unkeyed: 'creates without one',
} as const;

export type Kind = keyof typeof KINDS;

export function kindOf(operation: OperationId): Kind {
	if (endpoints[operation].method === 'GET') return 'read';
	if (isHarmless(operation)) return 'harmless';
	return takesKey(operation) ? 'keyed' : 'unkeyed';
}

/** Attempts in doubt: see MAX_ATTEMPTS in nodes/HeyGen/api/retry.ts. */
export const ATTEMPTS = 5;

export interface Conduct {
	/** How many requests are sent; undefined where patience and not a number ends it. */
	readonly asked?: number;
	readonly succeeds: boolean;
	/** How many things of a create exist afterwards. */
	readonly made: number;
}

/** What has to become of a request of a kind that meets a fault, once or every time. */
export function conductOf(kind: Kind, { course, isDone }: Fault, times: 'once' | 'always'): Conduct {
	const made = Number(isDone);
	switch (course) {
		case 'read':
			return { asked: 1, succeeds: true, made: 1 };
		case 'settled':
		case 'empty':
			return { asked: 1, succeeds: false, made };
		case 'waits':
			return times === 'once' ? { asked: 2, succeeds: true, made: 1 } : { succeeds: false, made };
		case 'unreached':
			return { asked: 0, succeeds: false, made };
		case 'doubted':
			if (kind === 'unkeyed') return { asked: 1, succeeds: false, made };
			return times === 'once'
				? { asked: 2, succeeds: true, made: 1 }
				: { asked: ATTEMPTS, succeeds: false, made };
	}
}
