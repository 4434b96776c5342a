import { HeyGenError } from '../errors';
import type { Resource } from '../resource';

export const USERNAME = 'simulated-user';
const CREDITS_RESET_AT = '2026-12-01T00:00:00Z';

export const account = {
	handlers: {
		apiKeySelfGet({ account: { billing }, world: { settings } }) {
			// A sign-in is no key.
			if (billing !== 'wallet') {
				throw new HeyGenError('authentication_failed', 'This endpoint is for API keys only');
			}
			return {
				data: {
					key_id: 'key_simulated',
					key_name: 'Simulated Key',
					status: 'active',
					scope_mode: settings.keyScopes ? 'custom' : 'full',
					scopes: settings.keyScopes ?? [],
					created_at: '2026-01-01T00:00:00Z',
					updated_at: '2026-01-01T00:00:00Z',
					expires_at: null,
					expires_in_seconds: null,
				},
			};
		},

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
