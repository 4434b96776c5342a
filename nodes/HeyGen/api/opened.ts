import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from './json';

/** A file as n8n streams it, from its own disk or store, or from another host. */
export type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

export function isFileStream(body: unknown): body is FileStream {
	return isRecord(body) && typeof body.pipe === 'function';
}

/** What a request takes as its body. */
export type Content = Buffer | FileStream;

/** What comes of a stream that nobody listens to yet, or any more, would end the process. */
export const ignored = () => {};

/**
 * Does something with what was opened for it, and closes that whatever becomes of it: a stream that nobody reads to its end
 * holds its file, or its connection, open for as long as n8n runs.
 */
export async function closed<Result>(content: Content, work: () => Promise<Result>): Promise<Result> {
	if (Buffer.isBuffer(content)) return await work();
	content.on('error', ignored);
	try {
		return await work();
	} finally {
		content.destroy();
	}
}

/** The most bytes that are read into memory, unzipped. HeyGen's longest answers hold less than a tenth of it. */
const TEXT_LIMIT = 16 * 1024 * 1024;

/** Reads all of it, without a byte order mark; undefined where it is longer than anything HeyGen says. */
export async function textIn(stream: FileStream): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
		size += bytes.length;
		if (size > TEXT_LIMIT) return undefined;
		chunks.push(bytes);
	}
	return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The SHA-256 of what was opened, in hex; of a file it holds no more at a time than n8n hands over. */
export async function sha256Of(content: Content): Promise<string> {
	const hash = createHash('sha256');
	if (Buffer.isBuffer(content)) return hash.update(content).digest('hex');
	for await (const chunk of content) hash.update(Buffer.isBuffer(chunk) ? chunk : String(chunk));
	return hash.digest('hex');
}
