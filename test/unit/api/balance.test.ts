import { balanceOf } from '../../../nodes/HeyGen/api/balance';

test.each<[object, object | undefined]>([
	[{ wallet: { remaining_balance: 12.5, currency: 'usd' } }, { left: 12.5, unit: 'USD' }],
	[{ wallet: { remaining_balance: 300, currency: 'credits' } }, { left: 300, unit: 'credits' }],
	[
		{
			subscription: { credits: { premium_credits: { remaining: 7 }, add_on_credits: { remaining: 2 } } },
			usage_based: { remaining_credits: 1 },
		},
		{ left: 10, unit: 'credits' },
	],
	[{ subscription: { credits: { premium_credits: { remaining: 0 } } } }, { left: 0, unit: 'credits' }],
	[{ wallet: { remaining_balance: '12' }, subscription: null }, undefined],
	[{}, undefined],
])('of the account %j what is left is %j', (account, balance) => {
	expect(balanceOf(account)).toEqual(balance);
});
