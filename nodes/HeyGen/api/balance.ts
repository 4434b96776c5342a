import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from './json';

/** What is left of what an account pays from. */
export interface Balance {
	readonly left: number;
	readonly unit: 'USD' | 'credits';
}

/** A part of what HeyGen says of an account; empty where there is none. */
export function partOf(whole: unknown, name: string): IDataObject {
	const part = isJsonObject(whole) ? whole[name] : undefined;
	return isJsonObject(part) ? part : {};
}

/**
 * What is left, by what HeyGen says of the account; undefined where it says nothing. A key pays from a wallet in dollars, a
 * sign-in from the credits of its plan, bought ones included (docs/heygen.md §1).
 */
export function balanceOf(account: object): Balance | undefined {
	const { remaining_balance: left, currency } = partOf(account, 'wallet');
	if (typeof left === 'number') return { left, unit: currency === 'usd' ? 'USD' : 'credits' };
	const credits = partOf(partOf(account, 'subscription'), 'credits');
	const counts = [
		partOf(credits, 'premium_credits').remaining,
		partOf(credits, 'add_on_credits').remaining,
		partOf(account, 'usage_based').remaining_credits,
	].filter((count) => typeof count === 'number');
	return counts.length === 0
		? undefined
		: { left: counts.reduce((sum, count) => sum + count, 0), unit: 'credits' };
}
