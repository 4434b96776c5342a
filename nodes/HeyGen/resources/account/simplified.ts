import type { IDataObject } from 'n8n-workflow';

import { balanceOf, partOf } from '../../api/balance';
import { present } from '../../run/shape';

/** What HeyGen says of the account, with what is left and what was used at the top. */
export function simplified(account: IDataObject): IDataObject {
	const subscription = partOf(account, 'subscription');
	const credits = partOf(subscription, 'credits');
	const { remaining: premium, resets_at: resetsAt } = partOf(credits, 'premium_credits');
	const usage = partOf(account, 'usage_based');
	const balance = balanceOf(account);
	const told: IDataObject = {
		balance: balance?.left,
		balance_unit: balance?.unit,
		plan: subscription.plan,
		premium_credits: premium,
		premium_credits_reset_at: resetsAt,
		add_on_credits: partOf(credits, 'add_on_credits').remaining,
		included_credits: usage.included_credits,
		spent_usd: usage.spending_current_usd,
		spending_cap_usd: usage.spending_cap_usd,
	};
	return present({ ...account, ...told });
}
