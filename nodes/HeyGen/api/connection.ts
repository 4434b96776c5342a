import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { BASE_URL_RULE, parseBaseUrl } from './baseUrl';
import { isRecord } from './json';

/** The places n8n calls this package from. */
export type RequestContext =
	IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** The values of the Authentication parameter. */
export const AUTHENTICATIONS = ['apiKey', 'bearerToken', 'oAuth2'] as const;

export type Authentication = (typeof AUTHENTICATIONS)[number];

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
}

function isAuthentication(value: unknown): value is Authentication {
	return AUTHENTICATIONS.some((authentication) => authentication === value);
}

/**
 * @throws NodeOperationError when the credential's Base URL is not one a key may be sent to.
 */
export async function connect(context: RequestContext, authentication: unknown): Promise<Connection> {
	const node = context.getNode();
	if (!isAuthentication(authentication)) {
		throw new NodeOperationError(node, 'Authentication is not one of API Key, Bearer Token and OAuth2');
	}
	const credentials = await context.getCredentials(credentialTypeOf(authentication));
	const baseUrl = parseBaseUrl(credentials.baseUrl);
	if (baseUrl === undefined) {
		throw new NodeOperationError(node, BASE_URL_RULE, {
			description: 'Open the credential of this node and correct its Base URL. Nothing was sent.',
		});
	}
	const { apiKey, accessToken, oauthTokenData } = credentials;
	const tokens = isRecord(oauthTokenData) ? [oauthTokenData.access_token, oauthTokenData.refresh_token] : [];
	// As they are sent: without the space around a pasted one.
	const secrets = [apiKey, accessToken, ...tokens]
		.map((secret) => (typeof secret === 'string' ? secret.trim() : ''))
		.filter((secret) => secret !== '');
	return { context, authentication, baseUrl, secrets };
}
