import type { HeyGenClient } from '../api/client';
import { paysInDollars } from '../api/connection';
import { jobKinds, type JobName, type Jobs } from './jobKinds';
import type { JobKind } from './kinds/kind';
import { estimateBetween, estimateOf, type Estimate, type Rate } from './prices';

/** What is taken for a job of this request, where it is known and paid in dollars. */
export function rateOf(client: HeyGenClient, kind: JobName, request: object): Rate | undefined {
	return paysInDollars(client.connection) ? jobKinds[kind].price?.rate({ ...request }, client) : undefined;
}

/** What jobs of a request are going to cost, about; undefined where that is not known. */
export function expectedPrice(
	client: HeyGenClient,
	kind: JobName,
	request: object,
	secondsOf: (assetId: string) => number | undefined,
): Estimate | undefined {
	const rate = rateOf(client, kind, request);
	if (!rate) return undefined;
	if (rate.per === 'job') return estimateOf(rate, 1);
	const amount = jobKinds[kind].price?.expect?.({ ...request }, secondsOf);
	return amount && estimateBetween(rate, amount);
}

/** A job that was created, as far as its price is concerned. */
export interface Priced {
	readonly rate?: Rate;
	/** Under a key of the user's own: when its item began, in unix seconds. */
	readonly since?: number;
}

/**
 * What a job cost, about; undefined where that is not known. Under a key of the user's own HeyGen may have given a job that
 * was there before, which this run did not pay, and which another request made: so one of unknown age has no price.
 *
 * @param job what HeyGen says of it, where it has ended.
 */
export function priceOf<Name extends JobName>(
	name: Name,
	{ rate, since }: Priced,
	job?: Jobs[Name],
): Estimate | undefined {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	if (!rate) return undefined;
	const createdAt = job && kind.createdAt?.(job);
	if (since !== undefined && (createdAt ?? 0) < since) return undefined;
	return estimateOf(rate, rate.per === 'job' ? 1 : job && kind.price?.amount?.(job));
}
