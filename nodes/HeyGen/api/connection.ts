import { createHash } from 'node:crypto';
import {
	NodeOperationError,
	type IAdditionalCredentialOptions,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { brokenRule, parseBaseUrl } from './baseUrl';
import { systemClock, type Clock } from './clock';
import { isRecord } from './json';

/** The places n8n calls this package from. */
export type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/** The values of the Authentication parameter. */
export const AUTHENTICATIONS = ['apiKey', 'bearerToken', 'oAuth2'] as const;

export type Authentication = (typeof AUTHENTICATIONS)[number];

/** A key pays from the wallet, in dollars; a sign-in pays from the credits of its plan (docs/heygen.md §1). */
export function paysInDollars({ authentication }: Pick<Connection, 'authentication'>): boolean {
	return authentication === 'apiKey';
}

/** The credential type behind each; n8n knows types by name alone, so the names are unlike those of other packages. */
export function credentialTypeOf(authentication: Authentication): string {
	switch (authentication) {
		case 'apiKey':
			return 'heyGenStudioApi';
		case 'bearerToken':
			return 'heyGenStudioBearerApi';
		case 'oAuth2':
			return 'heyGenStudioOAuth2Api';
	}
}

export interface Connection {
	readonly context: RequestContext;
	readonly authentication: Authentication;
	readonly baseUrl: string;
	/** What must never stand in a message, should an answer repeat it. */
	readonly secrets: readonly string[];
	/** What goes with each request; undefined where n8n has to bring the credential itself. */
	readonly credential: () => Promise<IAdditionalCredentialOptions | undefined>;
}

/** Tells accounts apart by their credentials, without showing any. */
export function accountOf({ baseUrl, secrets: [secret = ''] }: Connection): string {
	return createHash('sha256')
		.update(JSON.stringify([baseUrl, secret]))
		.digest('hex');
}

/**
 * For how long a credential that was read is used, in milliseconds. n8n by itself reads and decrypts it anew for every
 * request. Changed while an execution runs, it counts from then on at the latest.
 */
const FRESH_FOR = 10_000;

function isAuthentication(value: unknown): value is Authentication {
	return AUTHENTICATIONS.some((authentication) => authentication === value);
}

/** As they are sent: without the space around a pasted one. */
function secretsIn({ apiKey, accessToken, oauthTokenData }: ICredentialDataDecryptedObject): string[] {
	const tokens = isRecord(oauthTokenData) ? [oauthTokenData.access_token, oauthTokenData.refresh_token] : [];
	return [apiKey, accessToken, ...tokens]
		.map((secret) => (typeof secret === 'string' ? secret.trim() : ''))
		.filter((secret) => secret !== '');
}

/**
 * @throws NodeOperationError when the credential's Base URL is not one a key may be sent to.
 */
export async function connect(
	context: RequestContext,
	authentication: unknown,
	clock: Clock = systemClock,
): Promise<Connection> {
	const node = context.getNode();
	if (!isAuthentication(authentication)) {
		throw new NodeOperationError(node, 'Authentication is not one of API Key, Bearer Token and OAuth2');
	}
	const type = credentialTypeOf(authentication);
	let data = await context.getCredentials(type);
	let readAt = clock.now();
	const baseUrl = parseBaseUrl(data.baseUrl);
	if (baseUrl === undefined) {
		throw new NodeOperationError(node, brokenRule(data.baseUrl), {
			description: 'Open the credential of this node and correct its Base URL. Nothing was sent.',
		});
	}
	const secrets = secretsIn(data);
	const credential = async (): Promise<IAdditionalCredentialOptions | undefined> => {
		// n8n renews its tokens, which another execution may have done meanwhile.
		if (authentication === 'oAuth2') return undefined;
		if (clock.now() - readAt >= FRESH_FOR) {
			readAt = clock.now();
			const changed = await context.getCredentials(type);
			// A key is for its own Base URL, and this run goes on with the one it began with.
			if (parseBaseUrl(changed.baseUrl) === baseUrl) data = changed;
			secrets.push(...secretsIn(data).filter((secret) => !secrets.includes(secret)));
		}
		const { id, name = '' } = node.credentials?.[type] ?? {};
		return { credentialsDecrypted: { id: id ?? '', name, type, data } };
	};
	return { context, authentication, baseUrl, secrets, credential };
}
