import { createHash } from 'node:crypto';

/** What HeyGen accepts as an `Idempotency-Key`; a test holds it against the contract. */
export const KEY_PATTERN = /^[A-Za-z0-9_\-:.]{1,255}$/;

/** What makes one write of one item unlike every other, and stays the same when n8n runs the node again. */
export interface KeySource {
	readonly workflowId: string;
	/** The execution, or the call of a tool that belongs to none. */
	readonly callId: string;
	readonly nodeId: string;
	/** Which time the node runs in this execution: a loop's rounds differ, Retry On Fail repeats it. */
	readonly round: number | string;
	readonly itemIndex: number;
	readonly operation: string;
}

function digest(parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The key of an item's write. HeyGen replays the first answer to a key for 24 hours (FACTS §5), so Retry On Fail, our own
 * repeats and a lost response all lead to the same one job.
 */
export function derivedKey(source: KeySource): string {
	const { workflowId, callId, nodeId, round, itemIndex, operation } = source;
	return `n8n-${digest([workflowId, callId, nodeId, round, itemIndex, operation])}`;
}

/** Whether a key was made here. One of the user's own means the same in another execution. */
export function isDerived(key: string): boolean {
	return /^n8n-[0-9a-f]{64}$/.test(key);
}

/** The key of a further write of the same item, such as the upload of its second reference image. */
export function partKey(itemKey: string, part: string): string {
	return `n8n-${digest([itemKey, part])}`;
}
