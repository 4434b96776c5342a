import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { balanceOf, type Balance } from '../api/balance';
import type { HeyGenClient } from '../api/client';
import { ownError, throwOwn } from '../api/errors';
import { isRecord } from '../api/json';
import type { Estimate } from '../jobs/prices';
import { Arrivals } from './gathering';
import type { Values } from './values';

/** The option that says what has to be left. */
export const KEEP_AT_LEAST = { displayName: 'Keep at Least (USD)', name: 'keepAtLeast' } as const;

/** @param options the first item's. */
export function keepAtLeast(options: Values): number | undefined {
	return options.has(KEEP_AT_LEAST.name) ? options.number(KEEP_AT_LEAST.name) : undefined;
}

/** After how many creations the balance is read again. */
const LOOK_EVERY = 50;

/** Why nothing more is created: what is under way is finished and given all the same. */
export class OutOfFunds extends NodeOperationError {}

function shown(amount: number): string {
	return String(Math.round(amount * 100) / 100);
}

/** Whether HeyGen refused a creation because nothing is left to pay it from. */
function isOutOfCredit(error: unknown): error is NodeApiError {
	if (!(error instanceof NodeApiError)) return false;
	const { heygen } = error.context;
	return isRecord(heygen) && heygen.code === 'insufficient_credit';
}

/** Watches over what a run spends. */
export class Budget {
	/** Which items may still say what they are about to spend. */
	readonly arrivals: Arrivals;

	private readonly expected: Array<Estimate | undefined> = [];

	private looking?: Promise<void>;

	private admitted = 0;

	private outOfCredit?: NodeApiError;

	/**
	 * @param keep how much is to be left; undefined where that does not matter.
	 * @param size the number of the run's items.
	 */
	constructor(
		private readonly client: HeyGenClient,
		private readonly keep: number | undefined,
		size: number,
	) {
		this.arrivals = new Arrivals(size);
	}

	/**
	 * Lets an item create something. Where something is to be kept, all items first say what they will cost.
	 *
	 * @param price what it is going to cost, about.
	 * @param aside waits for others without keeping them from their work.
	 * @throws OutOfFunds where less would be left than is to be kept; what HeyGen said, where it has no more credit.
	 */
	async admit(
		index: number,
		price: () => Estimate | undefined,
		aside: (wait: () => Promise<void>) => Promise<void>,
	): Promise<void> {
		if (this.outOfCredit) throw ownError(this.outOfCredit);
		const { keep } = this;
		if (keep === undefined) return;
		this.expected.push(price());
		this.arrivals.ended(index);
		await aside(async () => await this.arrivals.all);
		this.looking ??= this.lookAhead(keep);
		await this.looking.catch(throwOwn);
		const before = this.admitted++;
		if (before > 0 && before % LOOK_EVERY === 0) this.looking = this.lookAgain(keep, before);
		await this.looking.catch(throwOwn);
	}

	/** Takes note of a creation that failed; for `.catch()`. */
	readonly failed = (error: unknown): never => {
		if (isOutOfCredit(error)) this.outOfCredit ??= error;
		throw error;
	};

	private async balance(): Promise<Balance> {
		const balance = balanceOf(await this.client.data('userMeGet'));
		if (balance) return balance;
		throw new NodeOperationError(
			this.client.connection.context.getNode(),
			`HeyGen does not say what is left in this account, so "${KEEP_AT_LEAST.displayName}" cannot be kept`,
			{ description: 'Nothing was created. Remove the option, or use an API key that pays from the wallet.' },
		);
	}

	private async lookAhead(keep: number): Promise<void> {
		const { left, unit } = await this.balance();
		const known = this.expected.filter((price) => price !== undefined);
		const most = unit === 'USD' ? known.reduce((sum, { usd_to: usd }) => sum + usd, 0) : 0;
		if (left - most >= keep) return;
		const jobs = this.expected.length === 1 ? 'This job' : `These ${this.expected.length} jobs`;
		const cost = unit === 'USD' ? `${jobs} may cost ${shown(most)} USD` : 'Nothing may be spent';
		const unknown = this.expected.length - known.length;
		throw new NodeOperationError(
			this.client.connection.context.getNode(),
			`${cost}, and ${shown(left)} ${unit} are left: less would remain than the ${keep} of "${KEEP_AT_LEAST.displayName}"`,
			{
				description: [
					'Nothing was created. Top up the account, run fewer items, or lower the option.',
					unit === 'USD' && unknown > 0 ? `Of ${unknown} of them nobody knows the price.` : '',
				]
					.filter(Boolean)
					.join(' '),
			},
		);
	}

	private async lookAgain(keep: number, created: number): Promise<void> {
		const { left, unit } = await this.balance();
		if (left >= keep) return;
		throw new OutOfFunds(
			this.client.connection.context.getNode(),
			`${shown(left)} ${unit} are left, less than the ${keep} of "${KEEP_AT_LEAST.displayName}", so this was not created any more`,
			{ description: `${created} jobs were created before. Top up the account, then run the rest.` },
		);
	}
}
