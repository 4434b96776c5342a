import type { JobKind } from '../../nodes/HeyGen/jobs/kinds/kind';
import { HeyGenError } from './errors';
import type { Settings } from './settings';

/** Who calls: an API key spends the wallet, a bearer token the plan's credits. */
export interface Account {
	billing: 'wallet' | 'subscription';
}

/** What something costs; `settings.costs` can change it under its name. */
export interface Price {
	readonly name: string;
	/** For each of what HeyGen counts. */
	readonly usd: number;
	readonly paidBy: JobKind<never>['paidBy'];
}

/** What every bundled clip plays, and so everything made here. */
export const CLIP_SECONDS = 2;

/** The money of the account, which the settings hold. */
export class Purse {
	readonly spent = { wallet: 0, subscription: 0 };

	constructor(private readonly settings: Settings) {}

	/**
	 * Takes the price of so many jobs, which need not be a whole number, from whoever pays.
	 * @throws HeyGenError 402 when it is more than what is left
	 */
	charge(account: Account, { name, paidBy }: Price, jobs: number): void {
		const cost = this.settings.costs[name];
		if (cost === undefined) {
			throw new Error(`Nobody declares the price "${name}": add it to the \`prices\` of its resource`);
		}
		const price = cost * { second: CLIP_SECONDS, job: 1, nothing: 0 }[paidBy] * jobs;
		// The web plan counts whole credits.
		const total = account.billing === 'wallet' ? price : Math.ceil(rounded(price));
		const purse = account.billing === 'wallet' ? 'wallet' : 'credits';
		if (total > this.settings[purse]) {
			throw new HeyGenError(
				'insufficient_credit',
				`Insufficient credit: ${total} needed, ${this.settings[purse]} left`,
			);
		}
		this.settings[purse] = rounded(this.settings[purse] - total);
		this.spent[account.billing] = rounded(this.spent[account.billing] + total);
	}

	reset(): void {
		Object.assign(this.spent, { wallet: 0, subscription: 0 });
	}
}

function rounded(amount: number): number {
	return Math.round(amount * 1e6) / 1e6;
}
