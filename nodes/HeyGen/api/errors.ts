import { NodeApiError, type IDataObject, type INode } from 'n8n-workflow';

import type { Authentication } from './connection';
import type { Failure } from './failure';
import { isDerived } from './idempotency';
import { isRecord, textOf } from './json';
import { isRateLimited } from './retry';

/** The parts of an error a workflow can act on; they travel in the error's `context` and in an error item's `details`. */
export interface ErrorDetails extends IDataObject {
	http_status?: number;
	code?: string;
	param?: string;
	request_id?: string;
	doc_url?: string;
	/** What a limited key lacks. */
	required_scope?: string;
}

export interface Circumstances {
	readonly authentication: Authentication;
	/** The method and path of the operation, as HeyGen's own documentation names it. */
	readonly called: string;
	/** The scopes a limited key needs for it. */
	readonly scopes: readonly string[];
	readonly write: boolean;
	/** The idempotency key the request carried. */
	readonly key?: string;
	/** Sending it again does no harm. */
	readonly repeatable: boolean;
	readonly attempts: number;
	/** An attempt may have been carried out, whatever became of the last one. */
	readonly mayBeDone: boolean;
	readonly secrets: readonly string[];
	/** The display name of the parameter behind HeyGen's body path. */
	readonly labelOf: (param: string) => string | undefined;
}

const CREDENTIAL_NAMES: Record<Authentication, string> = {
	apiKey: 'API key',
	bearerToken: 'bearer token',
	oAuth2: 'OAuth2 sign-in',
};

/** What to do about HeyGen's codes, where more can be said than the message already says. */
const ADVICE: Record<string, string> = {
	avatar_consent_required:
		'The person in the footage has not agreed yet. Run Avatar > Start Consent, have them open the link, and go on when Look > Get shows the status completed.',
	script_too_short: 'Give a longer Script.',
	tts_text_invalid: 'The voice cannot speak this Script. Remove unusual characters or choose another Voice.',
	content_policy_violation: "Change the text or the picture so that it keeps HeyGen's content policy.",
	resource_limit_reached: 'Your HeyGen plan holds no more of these. Delete some in HeyGen or raise the plan.',
	voice_unavailable: 'Choose another Voice.',
	voice_not_usable: 'Choose another Voice: this account may not use this one.',
	asset_not_available: 'Upload the file again with Asset > Upload and use the new asset ID.',
	download_failed:
		"HeyGen could not fetch the file from its URL; many hosts block HeyGen's fetcher. Load the file into n8n first and choose Binary File as its source: it is then uploaded.",
	trial_limit_exceeded: 'The trial is used up: choose a plan in HeyGen.',
	plan_upgrade_required: 'The HeyGen plan of this account does not include this: choose a larger one.',
	resource_not_ready:
		'What this request builds on is still being made. Turn on Wait for Completion where it is created, or run this item again later.',
	quota_exceeded: 'The quota of this account is used up. HeyGen shows when it is renewed.',
	payload_too_large: 'Make the file smaller.',
};

const INSUFFICIENT_CREDIT: Record<Authentication, string> = {
	apiKey:
		"An API key is paid from the prepaid API wallet (USD), not from the credits of the web plan, so this can come while HeyGen's web app still works. Top up the API wallet in HeyGen's API settings, or use the OAuth2 sign-in, which spends the plan's credits.",
	bearerToken:
		'A bearer token from OAuth2 spends the credits of the web plan; an API key spends the prepaid API wallet (USD). Top up the one this token belongs to.',
	oAuth2:
		'The OAuth2 sign-in spends the credits of the web plan, not the prepaid API wallet. Add credits to the plan, or use an API key, which spends the wallet.',
};

/** HeyGen's code for a key that lacks a scope (docs/heygen.md §1). */
const LIMITED_KEY = 'insufficient_api_key_scope';

/**
 * The scopes that a limited key lacks for an operation: of those it needs the ones HeyGen names, all where it names none of
 * them, and HeyGen's word where the contract knows of none.
 */
function lackingScopes({ code, message }: Failure, needed: readonly string[]): readonly string[] {
	if (code !== LIMITED_KEY) return [];
	const named: readonly string[] = message.match(/\b[a-z_]+:(?:read|write)\b/g) ?? [];
	if (needed.length === 0) return named;
	const lacking = needed.filter((scope) => named.includes(scope));
	return lacking.length > 0 ? lacking : needed;
}

/** What holds of a write under an idempotency key that got no proper answer, for the next execution too. */
function unanswered(key: string, attempts: number): string {
	const once = `The request was sent ${attempts === 1 ? 'once' : `${attempts} times`} under one idempotency key, so it was carried out, and paid, once at most.`;
	return isDerived(key)
		? `${once} Look in HeyGen whether it is there before you run this item again: a new execution has a key of its own, and would pay again. Retry On Fail in the settings of this node asks again under the same key; with Idempotency Key in the options, such as the ID of a row, a new execution gets the same job, for 24 hours.`
		: `${once} Run the item again within 24 hours with the same Idempotency Key to get it.`;
}

function advise(
	failure: Failure,
	{ authentication, called, scopes, write, key, repeatable, attempts, mayBeDone }: Circumstances,
): string | undefined {
	const { status, code, kind } = failure;
	if (key !== undefined && code === 'request_in_progress') {
		return `HeyGen is still working on the first request with this idempotency key. ${unanswered(key, attempts)}`;
	}
	if (write && mayBeDone) {
		if (key !== undefined) return unanswered(key, attempts);
		return repeatable
			? 'HeyGen may have carried out the request although no proper answer came. It does no harm to run the item again.'
			: 'HeyGen may have carried out the request although no proper answer came, and this kind cannot be repeated safely, so it was not sent again. Look in HeyGen whether it is there before you run this item again.';
	}
	if (status === 401) {
		return `HeyGen does not accept this ${CREDENTIAL_NAMES[authentication]}. Open the credential of this node, correct it and test it there.`;
	}
	if (status === 402 && (code === undefined || code === 'insufficient_credit'))
		return INSUFFICIENT_CREDIT[authentication];
	if (code === LIMITED_KEY) {
		const lacking = lackingScopes(failure, scopes);
		const needed = lacking.length > 0 ? lacking.join(' and ') : 'another one';
		const missing = lacking.length > 1 ? 'these scopes' : 'this scope';
		return `This API key is limited to some scopes, and ${called} needs ${needed}. Give the key ${missing} in HeyGen's API settings, or choose a credential with another key. Nothing was changed.`;
	}
	if (code !== undefined && ADVICE[code]) return ADVICE[code];
	if (status === 403)
		return 'This account may not do or see this. Check whether the ID belongs to it and what its plan includes.';
	if (status === 404)
		return 'Check the ID: it may be mistyped, deleted, or belong to another HeyGen account.';
	if (isRateLimited(failure)) {
		return 'HeyGen runs about ten jobs of an account at once and asked again and again to wait. Nothing was created by this request. Run the item again later, or lower Items at Once in the options.';
	}
	if (kind === 'unsent')
		return 'Nothing was sent. Look at the credential of this node and at the files of this item, then run the item again.';
	if (kind === 'unreachable')
		return "Nothing was sent. Check n8n's network and the Base URL of the credential, then run the item again.";
	if (status !== undefined && status >= 300 && status < 400) {
		return 'A redirect is not followed, so that the credential goes nowhere else. Check the Base URL in the credential of this node, and any proxy between n8n and HeyGen; then run the item again.';
	}
	if (kind === 'refused' && (status === undefined || status < 500)) return undefined;
	return 'Nothing was changed. Run the item again.';
}

function headline({ kind, message, param, status }: Failure, labelOf: Circumstances['labelOf']): string {
	if (kind === 'unsent') return `The request could not be sent: ${message}`;
	if (kind === 'unreachable') return `HeyGen could not be reached: ${message}`;
	if (kind === 'lost') return `No answer came from HeyGen: ${message}`;
	if (kind === 'unreadable') return `HeyGen's answer could not be read: ${message}`;
	const label = param === undefined ? undefined : labelOf(param);
	if (label) return `HeyGen does not accept "${label}": ${message}`;
	return status !== undefined && status >= 500
		? `HeyGen could not carry out the request: ${message}`
		: `HeyGen refused the request: ${message}`;
}

export function redact(text: string, secrets: readonly string[]): string {
	return secrets.reduce((result, secret) => result.split(secret).join('***'), text);
}

function without<Value>(record: Record<string, Value | undefined>): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(record).filter((entry): entry is [string, Value] => entry[1] !== undefined),
	);
}

/** An error in just these words: n8n puts a text of its own in place of a message that names a network's code. */
export function apiError(
	node: INode,
	{ message, ...options }: { message: string; description: string; httpCode?: string },
): NodeApiError {
	const error = new NodeApiError(node, { message }, { message, ...options });
	error.message = message;
	return error;
}

/** The same error for one of several that an answer is about: n8n notes in it which item it belongs to. */
export function ownError(
	{ node, message, description, httpCode, context }: NodeApiError,
	change: { description?: string; details?: IDataObject } = {},
): NodeApiError {
	const own = apiError(node, {
		message,
		description: change.description ?? description ?? '',
		httpCode: httpCode ?? undefined,
	});
	const known: unknown = context.heygen;
	if (isRecord(known) || change.details) {
		own.context.heygen = { ...(isRecord(known) ? known : {}), ...change.details };
	}
	return own;
}

/** Passes an error on that several get, to each as one of its own; for `.catch()`. */
export function throwOwn(error: unknown): never {
	throw error instanceof NodeApiError ? ownError(error) : error;
}

/** What an error quotes of HeyGen's answer, for HeyGen's support; empty where there was none. */
export function quoted(details: Record<string, unknown>): string {
	const name = (label: string, value: unknown) => (textOf(value) ? [`${label} ${textOf(value)}`] : []);
	const said = [
		...name('code', details.code),
		...name('parameter', details.param),
		...name('request ID', details.request_id),
	];
	const docUrl = textOf(details.doc_url);
	return [said.length > 0 && `HeyGen says: ${said.join(', ')}.`, docUrl && `See ${docUrl}`]
		.filter(Boolean)
		.join(' ');
}

/**
 * The error a user reads: what happened, what to do, and what to quote to HeyGen's support.
 *
 * Built from plain values only: n8n's own error of the request holds its headers, and with them the key.
 */
export function toNodeError(node: INode, failure: Failure, circumstances: Circumstances): NodeApiError {
	const { secrets, labelOf, scopes } = circumstances;
	const clean = (text: string | undefined) => (text === undefined ? undefined : redact(text, secrets));
	const details: ErrorDetails = without({
		http_status: failure.status,
		code: clean(failure.code),
		param: clean(failure.param),
		request_id: clean(failure.requestId),
		doc_url: clean(failure.docUrl),
		required_scope: lackingScopes(failure, scopes).join(' ') || undefined,
	});
	const description = [advise(failure, circumstances), quoted(details)].filter(Boolean).join(' ');
	const error = apiError(node, {
		message: redact(headline(failure, labelOf), secrets),
		description,
		// The status of an answer that is not HeyGen's says nothing about the request.
		httpCode: failure.kind === 'refused' ? failure.status?.toString() : undefined,
	});
	error.context.heygen = details;
	return error;
}

/** Whether the error may be gone in a while: no proper answer, a server error, or too many requests. */
export function isPassing(error: unknown): error is NodeApiError {
	if (!(error instanceof NodeApiError)) return false;
	const status = Number(error.httpCode);
	return !status || status >= 500 || status === 429 || status === 408;
}

/** Answers undefined to errors of these HTTP statuses and passes all others on; for `.catch()`. */
export function onStatus(...statuses: number[]): (error: unknown) => undefined {
	return (error) => {
		if (error instanceof NodeApiError && statuses.includes(Number(error.httpCode))) return undefined;
		throw error;
	};
}
