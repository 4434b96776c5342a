import Ajv2020 from 'ajv/dist/2020';

export interface Settings {
	/** Milliseconds a look trains, a photo generates, and whatever else is made renders. */
	trainingMs: number;
	photoMs: number;
	renderMs: number;
	/** Milliseconds added to each API answer. */
	latencyMs: number;
	/** Jobs the account runs at once; beyond it creates are refused with 429. null: no limit. */
	maxConcurrentJobs: number | null;
	/** Requests a second; beyond it 429. null: no limit. */
	requestsPerSecond: number | null;
	/** Seconds a 429 asks to wait, and whether it says so in seconds or as an HTTP date. */
	retryAfter: number;
	retryAfterStyle: 'seconds' | 'date';
	/** The API key's balance in USD and the web plan's credits. Both shrink with every create. */
	wallet: number;
	credits: number;
	/** The scopes the API key is limited to. null: it may do everything. */
	keyScopes: string[] | null;
	/** USD for each second or job that HeyGen counts, by the names under which resources declare their prices. */
	costs: Record<string, number>;
	/** What the v2 photo endpoints do: still answer, or be gone in one of two ways. */
	photoApi: 'alive' | '404' | '410';
	/** v2 sometimes answers errors with HTTP 200 and `error` set. */
	photoErrorStyle: 'status' | 'ok200';
	/** Seconds until a result link expires. */
	linkLifetimeSeconds: number;
	/** Size to which served result videos are padded (still playable). null: as they are. */
	videoBytes: number | null;
	/** Header set of a signed delivery: as documented, or the plain `Signature` seen in production. */
	signatureStyle: 'heygen' | 'plain';
	/** First pause before a delivery is repeated; it doubles with each attempt. */
	webhookBackoffMs: number;
	webhookMaxAttempts: number;
	webhookTimeoutMs: number;
	/** Deliveries open at once. */
	webhookConcurrency: number;
	/** Failed deliveries in a row after which an endpoint is disabled. null: never. */
	disableEndpointAfter: number | null;
	/** Deliver every event to every endpoint, subscribed or not, as has been seen in the field. */
	deliverUnsubscribed: boolean;
	/** Never call a job's own callback URL: the call is lost. */
	loseCallbacks: boolean;
	/** Skip the consent page of the OAuth sign-in. */
	oauthInstantApproval: boolean;
	tokenLifetimeSeconds: number;
	/** Seed of the faults' dice. */
	seed: number;
	/** Requests and deliveries kept for inspection. */
	logSize: number;
}

export type SettingsPatch = Partial<Settings>;

const DEFAULTS: Omit<Settings, 'costs'> = {
	trainingMs: 2000,
	photoMs: 2000,
	renderMs: 3000,
	latencyMs: 0,
	maxConcurrentJobs: null,
	requestsPerSecond: null,
	retryAfter: 1,
	retryAfterStyle: 'seconds',
	wallet: 1000,
	credits: 1000,
	keyScopes: null,
	photoApi: 'alive',
	photoErrorStyle: 'status',
	linkLifetimeSeconds: 3600,
	videoBytes: null,
	signatureStyle: 'heygen',
	webhookBackoffMs: 200,
	webhookMaxAttempts: 8,
	webhookTimeoutMs: 10_000,
	webhookConcurrency: 50,
	disableEndpointAfter: null,
	deliverUnsubscribed: false,
	loseCallbacks: false,
	oauthInstantApproval: false,
	tokenLifetimeSeconds: 864_000,
	seed: 1,
	logSize: 5000,
};

const milliseconds = { type: 'number', minimum: 0 };
const limit = { type: ['integer', 'null'], minimum: 1 };
const money = { type: 'number', minimum: 0 };
const count = { type: 'integer', minimum: 1 };

const validate = new Ajv2020({ allErrors: true, strict: false }).compile<SettingsPatch>({
	type: 'object',
	additionalProperties: false,
	properties: {
		trainingMs: milliseconds,
		photoMs: milliseconds,
		renderMs: milliseconds,
		latencyMs: milliseconds,
		maxConcurrentJobs: limit,
		requestsPerSecond: limit,
		retryAfter: { type: 'number', minimum: 0 },
		retryAfterStyle: { enum: ['seconds', 'date'] },
		wallet: money,
		credits: money,
		keyScopes: { type: ['array', 'null'], items: { type: 'string' } },
		costs: { type: 'object', additionalProperties: money },
		photoApi: { enum: ['alive', '404', '410'] },
		photoErrorStyle: { enum: ['status', 'ok200'] },
		linkLifetimeSeconds: { type: 'number' },
		videoBytes: limit,
		signatureStyle: { enum: ['heygen', 'plain'] },
		webhookBackoffMs: milliseconds,
		webhookMaxAttempts: count,
		webhookTimeoutMs: count,
		webhookConcurrency: count,
		disableEndpointAfter: limit,
		deliverUnsubscribed: { type: 'boolean' },
		loseCallbacks: { type: 'boolean' },
		oauthInstantApproval: { type: 'boolean' },
		tokenLifetimeSeconds: { type: 'number' },
		seed: { type: 'integer' },
		logSize: count,
	},
});

export function defaultSettings(costs: Settings['costs']): Settings {
	return { ...DEFAULTS, costs: { ...costs } };
}

/**
 * Lays a patch over settings, in place. Costs are known by the names that the settings already have.
 * @throws Error naming the setting that is unknown or has the wrong type.
 */
export function patchSettings(settings: Settings, patch: unknown): void {
	if (!validate(patch)) {
		const [first] = validate.errors ?? [];
		const params: Record<string, unknown> = first?.params ?? {};
		const unknown = params.additionalProperty;
		const name = typeof unknown === 'string' ? unknown : (first?.instancePath.slice(1) ?? '');
		throw new Error(`Setting "${name}": ${unknown ? 'is unknown' : first?.message}`);
	}
	const { costs = {}, ...rest } = patch;
	const unknown = Object.keys(costs).find((name) => !Object.hasOwn(settings.costs, name));
	if (unknown !== undefined) throw new Error(`Setting "${unknown}": is unknown`);
	Object.assign(settings, rest);
	settings.costs = { ...settings.costs, ...costs };
}
