import {
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

import { brokenRule, DEFAULT_BASE_URL, goesTo, parseBaseUrl } from './baseUrl';

// What the three credentials share.

export const baseUrlProperty: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	default: DEFAULT_BASE_URL,
	description: 'Where HeyGen is. Change it only for a proxy of your own or a simulated HeyGen.',
};

/** What a user has to know before there is a credential. */
export function help(html: string): INodeProperties {
	return { displayName: html, name: 'help', type: 'notice', default: '' };
}

function onStatus(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}

/** The account behind a token, which every token may read (docs/heygen.md §1). */
export const accountTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ ($credentials.baseUrl || '').trim() || '${DEFAULT_BASE_URL}' }}`,
		url: '/v3/users/me',
		disableFollowRedirect: true,
	},
	rules: [
		onStatus(
			401,
			'HeyGen does not accept this token: it is wrong, was revoked, or has expired. Sign in again, or paste a new one',
		),
		onStatus(404, `Nothing of HeyGen's answers at this Base URL. HeyGen is at ${DEFAULT_BASE_URL}`),
	],
};

/**
 * Whether HeyGen knows the key: of itself each may ask, also one that may not read the account (docs/heygen.md §1). Only 401 says
 * that it is none; HeyGen does not offer this read to everybody yet, and being busy says nothing of the key.
 */
export const keyTest: ICredentialTestRequest = {
	request: {
		...accountTest.request,
		url: '/v3/api_keys/self',
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
	},
	rules: [
		onStatus(
			401,
			'HeyGen does not accept this API key: it is wrong, was revoked, or has expired. Make a new one in the HeyGen app, under Settings > API',
		),
	],
};

/**
 * Adds a secret to a request's headers.
 *
 * n8n calls this for every request of the credential, its test and those of the HTTP Request node included, so here is the
 * last place to stop one that would carry the secret elsewhere: to another server than the Base URL's, over plain http, or
 * along a redirect. A secret pasted with space around it is trimmed: it would break the header.
 */
export function authenticateWith(field: string, headersOf: (secret: string) => Record<string, string>) {
	return async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseUrl = requiredBaseUrl(credentials);
		if (!goesTo(baseUrl, { ...request })) {
			throw new UserError(
				`This credential is for ${new URL(baseUrl).origin} alone, and was not sent to another address. Correct the URL of the request, or the Base URL of the credential`,
			);
		}
		const secret = typeof credentials[field] === 'string' ? credentials[field].trim() : '';
		const bound = {
			...request,
			headers: { ...request.headers, ...headersOf(secret) },
			disableFollowRedirect: true,
			// The same for the HTTP Request node, which speaks an older dialect of n8n.
			followRedirect: false,
			followAllRedirects: false,
		};
		return await Promise.resolve(bound);
	};
}

/** @throws UserError where the Base URL is not one that a secret may be sent to. */
export function requiredBaseUrl({ baseUrl }: ICredentialDataDecryptedObject): string {
	const parsed = parseBaseUrl(baseUrl);
	if (parsed === undefined) throw new UserError(brokenRule(baseUrl));
	return parsed;
}
