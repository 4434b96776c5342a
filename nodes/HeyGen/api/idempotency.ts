import { createHash } from 'node:crypto';

import { endpoints } from '../../../contract/endpoints';
import type { OperationId } from './contract';

/** What HeyGen accepts as an `Idempotency-Key`; a test holds it against the contract. */
export const KEY_PATTERN = /^[A-Za-z0-9_\-:.]{1,255}$/;

/** There HeyGen takes an address and calls nobody yet (docs/heygen.md §4). */
const UNCALLED: readonly OperationId[] = ['assetDirectUploadsBatchesCreate'];

/** By which properties of this operation's body HeyGen can be told whom to call when the job has ended. */
export function callbackOf(operation: OperationId): ReadonlyArray<'callback_url' | 'callback_id'> {
	return UNCALLED.includes(operation) ? [] : endpoints[operation].callback;
}

/** The most characters of an ID that is sent along with such an address. */
export function callbackIdLimitOf(operation: OperationId): number | undefined {
	return endpoints[operation].callbackIdLimit ?? undefined;
}

/** The creates that take their key inside the body, and ignore the header: by the property it is (docs/heygen.md §13). */
const BODY_KEYS: Partial<Record<OperationId, string>> = { backgroundRemovalCreate: 'request_id' };

/** Whether HeyGen takes a key for this operation of its, be it by the header `Idempotency-Key` or inside the body. */
export function takesKey(operation: OperationId): boolean {
	return endpoints[operation].supportsKey || operation in BODY_KEYS;
}

/** The body with the key in it, where that is the key's place. What the user has put there stays. */
export function withKey<Body extends object>(
	operation: OperationId,
	body: Body | undefined,
	key: string | undefined,
): Body | undefined {
	const name = BODY_KEYS[operation];
	return body && name !== undefined && key !== undefined ? { [name]: key, ...body } : body;
}

/**
 * The POSTs that do no harm when they are repeated without a key: HeyGen declares the first idempotent (docs/heygen.md §4), the
 * second reserves a place for an upload, which costs nothing and lapses; what has stopped can be stopped; and the last makes
 * nothing, but looks for voices that are there (docs/heygen.md §10).
 */
const HARMLESS_POSTS: readonly OperationId[] = [
	'assetCompleteCreate',
	'assetDirectUploadsCreate',
	'videoAgentStop',
	'voiceCreate',
];

/** Whether a repeat without a key leads to the same as the first request, or to nothing that costs. */
export function isHarmless(operation: OperationId): boolean {
	return endpoints[operation].method !== 'POST' || HARMLESS_POSTS.includes(operation);
}

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
 * The key of an item's write. HeyGen replays the first answer to a key for 24 hours (docs/heygen.md §5), so Retry On Fail, our own
 * repeats and a lost response all lead to the same one job.
 */
export function derivedKey(source: KeySource): string {
	const { workflowId, callId, nodeId, round, itemIndex, operation } = source;
	return `n8n-${digest([workflowId, callId, nodeId, round, itemIndex, operation])}`;
}

/** What makes one write unlike every other, whichever execution sends it. */
export interface ContentSource extends Pick<KeySource, 'workflowId' | 'nodeId' | 'operation'> {
	/** What is written: one of HeyGen's operations, or a file. */
	readonly of: OperationId | 'file';
	/** All that HeyGen is told. */
	readonly content: object;
	/** What stands for the ID of a file that was uploaded for it: what is in the file. */
	readonly fileOf?: (id: string) => string | undefined;
}

/** From this length on a text counts by its digest, so that a file as base64 is not put together once more. */
const LONG = 64 * 1024;

/** The key of a write that counts by its content. */
export function contentKey(source: ContentSource): string {
	const { workflowId, nodeId, operation, of, content, fileOf = () => undefined } = source;
	const told = JSON.stringify(content, (_, value: unknown) => {
		if (typeof value !== 'string') return value;
		if (value.length < LONG) return fileOf(value) ?? value;
		return createHash('sha256').update(value).digest('hex');
	});
	return `n8n-${digest([workflowId, nodeId, operation, of, told])}`;
}

/** Whether a key was made here. One of the user's own means the same in another execution. */
export function isDerived(key: string): boolean {
	return /^n8n-[0-9a-f]{64}$/.test(key);
}

/** The key of a write that several items make together: the same for the same items in the same order. */
export function jointKey(itemKeys: readonly string[]): string {
	return `n8n-${digest([...itemKeys])}`;
}

/** The key of a further write of the same item, such as the upload of its second reference image. */
export function partKey(itemKey: string, part: string): string {
	return `n8n-${digest([itemKey, part])}`;
}
