import type { Resource } from '../resource';

export const USERNAME = 'simulated-user';
const CREDITS_RESET_AT = '2026-12-01T00:00:00Z';

export const account = {
	handlers: {
		userMeGet({ account: { billing }, world: { settings } }) {
			return {
				data: {
					username: USERNAME,
					email: 'simulated-user@example.com',
					first_name: 'Simulated',
					last_name: 'User',
					billing_type: billing,
					wallet:
						billing === 'wallet'
							? {
									currency: 'usd',
									remaining_balance: settings.wallet,
									auto_reload: { enabled: false, threshold_usd: null, amount_usd: null },
								}
							: null,
					subscription:
						billing === 'subscription'
							? {
									plan: 'creator',
									credits: {
										premium_credits: { remaining: Math.floor(settings.credits), resets_at: CREDITS_RESET_AT },
										add_on_credits: { remaining: 0, resets_at: null },
									},
								}
							: null,
					usage_based: null,
				},
			};
		},
	},
} satisfies Resource;
