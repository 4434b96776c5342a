import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { unlessAborted } from './clock';
import type { HeyGenClient } from './client';
import { apiError } from './errors';
import { endingAfter, ended } from './ending';
import { causesOf, failureOfError, header, isFullAnswer, type Failure, type HttpAnswer } from './failure';
import { textOf } from './json';
import { isFileStream, textIn, type FileStream } from './opened';
import { isPublic } from './reachable';
import { ATTEMPT_LIMIT } from './retry';

// HeyGen keeps files on other hosts, behind links that hold their own permission and expire. Its credential never goes
// there: these requests are made without it.

function isSuccess({ statusCode }: Pick<HttpAnswer, 'statusCode'>): boolean {
	return statusCode >= 200 && statusCode < 300;
}

const EXPIRED =
	'Links to HeyGen files expire. Run the matching Get operation with Download for a fresh link: reading a job again costs nothing.';

/** Why a disk takes no file: it is full, or may not be written to, or is broken. What S3 says has a `$fault` instead. */
const UNWRITABLE = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

interface Reasons {
	/** n8n could not keep what came: the file host has no part in that. */
	readonly isOurs?: boolean;
	/** Asking again changes nothing. */
	readonly isFinal?: boolean;
	/** A fresh link may lead to the file. */
	readonly mayBeExpired?: boolean;
	readonly advice?: string;
}

/** The file host said no or must not be asked, or n8n has no place for what it says. */
export class Refused {
	readonly isOurs: boolean;
	readonly isFinal: boolean;
	readonly mayBeExpired: boolean;
	readonly advice: string;

	private constructor(
		readonly reason: string,
		{ isOurs = false, isFinal = true, mayBeExpired = false, advice = EXPIRED }: Reasons = {},
	) {
		this.isOurs = isOurs;
		this.isFinal = isFinal;
		this.mayBeExpired = mayBeExpired;
		this.advice = advice;
	}

	/** By a status that is no success: from 300 to 499 the link is expired or wrong. */
	static status({ statusCode }: Pick<HttpAnswer, 'statusCode'>): Refused {
		const isFinal = statusCode >= 300 && statusCode < 500;
		return new Refused(`HTTP status ${statusCode}`, { isFinal, mayBeExpired: isFinal && statusCode >= 400 });
	}

	static endless(): Refused {
		return new Refused('it is too long', { advice: 'What came is no text of HeyGen.' });
	}

	/** Links come out of answers, and none of them may lead into the network that n8n stands in. */
	static private({ hostname }: URL): Refused {
		return new Refused(`its link leads to ${hostname}, which is no public https address`, {
			advice:
				'Nothing was sent there. Check the Base URL in the credential of this node, and any proxy between n8n and HeyGen.',
		});
	}

	/** No answer came, or not all of it. */
	static lost({ message }: Failure): Refused {
		return new Refused(message, { isFinal: false });
	}

	/** What was thrown, where n8n could not keep what came. */
	static unkept(error: unknown): Refused | undefined {
		const causes = causesOf(error);
		const isUnkept = (cause: Record<string, unknown>) =>
			UNWRITABLE.has(String(cause.code)) || '$fault' in cause;
		if (!causes.some(isUnkept)) return undefined;
		const [cause = {}] = causes.filter(({ message }) => textOf(message)).reverse();
		return new Refused(textOf(cause.message) ?? String(error), {
			isOurs: true,
			advice:
				'Look at the disk or the store where n8n keeps its files, then run the matching Get operation with Download: reading a job again costs nothing.',
		});
	}
}

/** What the file host answers at one address: no redirect is followed. */
async function asked<Result>(
	client: HeyGenClient,
	{ url, ...options }: IHttpRequestOptions,
	work: (answer: HttpAnswer) => Promise<Result | Refused> | Result | Refused,
): Promise<Result | Refused> {
	const { context, baseUrl } = client.connection;
	const address = new URL(url);
	// Who brings the files, too, was chosen by who chose the Base URL.
	if (!isPublic(address, baseUrl) && address.origin !== new URL(baseUrl).origin)
		return Refused.private(address);
	// The time-out of a request ends with the head of its answer; a file that then stops coming would be waited for forever.
	const ending = endingAfter(ATTEMPT_LIMIT.upload, client.signal);
	const answer: unknown = await context.helpers.httpRequest({
		// In place of n8n's own, which is shorter.
		timeout: ATTEMPT_LIMIT.upload,
		abortSignal: ending.signal,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		encoding: 'stream',
		url,
		...options,
	});
	if (!isFullAnswer(answer)) return Refused.status({ statusCode: 0 });
	return await ended(answer.body, ending, async () => await work(answer));
}

/** Sends something to the file host. */
export async function sent(client: HeyGenClient, options: IHttpRequestOptions): Promise<void | Refused> {
	return await asked(client, options, (answer) => (isSuccess(answer) ? undefined : Refused.status(answer)));
}

/** So many redirects lead from a link to its file. */
const MOST_REDIRECTS = 5;

/** Where an answer redirects to. */
class Redirect {
	constructor(readonly url: string) {}

	static of({ statusCode, headers }: HttpAnswer, from: string): Redirect | undefined {
		const location = statusCode >= 300 && statusCode < 400 ? header(headers, 'location') : undefined;
		if (location === undefined || !URL.canParse(location, from)) return undefined;
		return new Redirect(new URL(location, from).href);
	}
}

/** Reads the file a link leads to. Where it redirects to is looked at before it is asked. */
async function fetched<Result>(
	client: HeyGenClient,
	link: string,
	work: (file: FileStream) => Promise<Result | Refused>,
): Promise<Result | Refused> {
	let url = link;
	for (let redirects = 0; ; redirects++) {
		const result = await asked(client, { url }, async (answer) => {
			const { body } = answer;
			if (isSuccess(answer) && isFileStream(body)) return await work(body);
			const redirect = redirects < MOST_REDIRECTS ? Redirect.of(answer, url) : undefined;
			return redirect ?? Refused.status(answer);
		});
		if (!(result instanceof Redirect)) return result;
		({ url } = result);
	}
}

const TRANSFER_ATTEMPTS = 3;

/**
 * Carries out a transfer that may be repeated: reading a file, or putting the same bytes to the same place.
 *
 * @param what names the transfer in a message, e.g. "the download of video.mp4".
 * @param explain what was thrown, where it was not the network's.
 */
export async function transfer<Result>(
	client: HeyGenClient,
	what: string,
	attempt: () => Promise<Result | Refused>,
	explain: (error: unknown) => Refused | undefined = () => undefined,
): Promise<Result> {
	for (let attempts = 1; ; attempts++) {
		const result = await attempt().catch((error: unknown) => {
			client.signal?.throwIfAborted();
			return explain(error) ?? Refused.lost(failureOfError(error, client.clock.now()));
		});
		if (!(result instanceof Refused)) return result;
		const { isOurs, reason, isFinal, advice } = result;
		if (isFinal || attempts >= TRANSFER_ATTEMPTS) {
			throw apiError(client.connection.context.getNode(), {
				message: isOurs
					? `n8n could not keep what came of ${what}: ${reason}`
					: `The file host did not complete ${what}: ${reason}`,
				description: advice,
			});
		}
		await unlessAborted(client.clock.sleep(1000 * attempts), client.signal);
	}
}

export interface DownloadOptions {
	readonly name: string;
	readonly type?: string;
	/** Reads the link anew, for it has expired; undefined where there is none. */
	readonly renew?: () => Promise<string | undefined>;
}

/** Streams a file into n8n's binary data, wherever n8n keeps it. */
export async function download(
	client: HeyGenClient,
	helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>,
	url: string,
	{ name, type, renew }: DownloadOptions,
): Promise<IBinaryData> {
	let link = url;
	const load = async () =>
		await fetched(client, link, async (file) => await helpers.prepareBinaryData(file, name, type));
	const loadOrRenew = async () => {
		const loaded = await load();
		if (!(loaded instanceof Refused && loaded.mayBeExpired)) return loaded;
		// Where HeyGen gives none, what the file host said says more.
		const fresh = await renew?.().catch(() => undefined);
		if (fresh === undefined || fresh === link) return loaded;
		link = fresh;
		return await load();
	};
	return await transfer(client, `the download of ${name}`, loadOrRenew, (error) => Refused.unkept(error));
}

/** Reads a file as text, without its byte order mark. @param what names the file, as in "the download of the subtitles". */
export async function readText(client: HeyGenClient, url: string, what: string): Promise<string> {
	return await transfer(
		client,
		`the download of ${what}`,
		async () => await fetched(client, url, async (file) => (await textIn(file)) ?? Refused.endless()),
	);
}
