import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { unlessAborted } from './clock';
import type { HeyGenClient } from './client';
import { apiError } from './errors';
import { failureOfError } from './failure';
import { isRecord } from './json';
import { closed, type FileStream } from './opened';
import { ATTEMPT_LIMIT } from './retry';

// HeyGen keeps files on other hosts, behind links that hold their own permission and expire. Its credential never goes
// there: these requests are made without it.

interface FileHostAnswer {
	readonly statusCode: number;
	readonly body: unknown;
}

export function isSuccess({ statusCode }: FileHostAnswer): boolean {
	return statusCode >= 200 && statusCode < 300;
}

export async function fileHostRequest(
	client: HeyGenClient,
	options: IHttpRequestOptions,
): Promise<FileHostAnswer> {
	const { context } = client.connection;
	// The time-out of a request ends with the head of its answer; a file that then stops coming would be waited for forever.
	const limit = AbortSignal.timeout(ATTEMPT_LIMIT.upload);
	const answer: unknown = await context.helpers.httpRequest({
		// In place of n8n's own, which is shorter.
		timeout: ATTEMPT_LIMIT.upload,
		abortSignal: client.signal ? AbortSignal.any([client.signal, limit]) : limit,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		...options,
	});
	return isRecord(answer) && typeof answer.statusCode === 'number'
		? { statusCode: answer.statusCode, body: answer.body }
		: { statusCode: 0, body: undefined };
}

const TRANSFER_ATTEMPTS = 3;

/** The file host answered, with a status that is not a success. */
export class Refused {
	constructor(readonly status: number) {}
}

/**
 * Carries out a transfer that may be repeated: reading a file, or putting the same bytes to the same place.
 *
 * @param what names the transfer in a message, e.g. "the download of video.mp4".
 */
export async function transfer<Result>(
	client: HeyGenClient,
	what: string,
	attempt: () => Promise<Result | Refused>,
): Promise<Result> {
	for (let attempts = 1; ; attempts++) {
		let reason: string;
		let final = attempts >= TRANSFER_ATTEMPTS;
		try {
			const result = await attempt();
			if (!(result instanceof Refused)) return result;
			reason = `HTTP status ${result.status}`;
			// The link is expired or wrong: asking again changes nothing.
			final ||= result.status >= 300 && result.status < 500;
		} catch (error) {
			client.signal?.throwIfAborted();
			reason = failureOfError(error, client.clock.now()).message;
		}
		if (final) {
			throw apiError(client.connection.context.getNode(), {
				message: `The file host did not complete ${what}: ${reason}`,
				description:
					'Links to HeyGen files expire. Run the matching Get operation with Download for a fresh link: reading a job again costs nothing.',
			});
		}
		await unlessAborted(client.clock.sleep(1000 * attempts), client.signal);
	}
}

function isFileStream(body: unknown): body is FileStream {
	return isRecord(body) && typeof body.pipe === 'function';
}

/** Streams a file into n8n's binary data, wherever n8n keeps it. */
export async function download(
	client: HeyGenClient,
	helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>,
	url: string,
	file: { name: string; type?: string },
): Promise<IBinaryData> {
	return await transfer(client, `the download of ${file.name}`, async () => {
		const answer = await fileHostRequest(client, { url, encoding: 'stream' });
		const { body } = answer;
		if (!isFileStream(body)) return new Refused(answer.statusCode);
		return await closed(body, async () =>
			isSuccess(answer)
				? await helpers.prepareBinaryData(body, file.name, file.type)
				: new Refused(answer.statusCode),
		);
	});
}

/** Reads a file as text, without its byte order mark. @param what names the file, as in "the download of the subtitles". */
export async function readText(client: HeyGenClient, url: string, what: string): Promise<string> {
	return await transfer(client, `the download of ${what}`, async () => {
		const answer = await fileHostRequest(client, { url, encoding: 'text', json: false });
		const { body } = answer;
		if (!isSuccess(answer) || typeof body !== 'string') return new Refused(answer.statusCode);
		return body.replace(/^\uFEFF/, '');
	});
}
