import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/** A file as n8n streams it, from its own disk or store, or from another host. */
export type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** What a request takes as its body. */
export type Content = Buffer | FileStream;

/**
 * Does something with what was opened for it, and closes that whatever becomes of it: a stream that nobody reads to its end
 * holds its file, or its connection, open for as long as n8n runs.
 */
export async function closed<Result>(content: Content, work: () => Promise<Result>): Promise<Result> {
	if (Buffer.isBuffer(content)) return await work();
	// What still comes of it once it is closed concerns nobody, and would end the process.
	content.on('error', () => {});
	try {
		return await work();
	} finally {
		content.destroy();
	}
}

/** The SHA-256 of what was opened, in hex; of a file it holds no more at a time than n8n hands over. */
export async function sha256Of(content: Content): Promise<string> {
	const hash = createHash('sha256');
	if (Buffer.isBuffer(content)) return hash.update(content).digest('hex');
	for await (const chunk of content) hash.update(Buffer.isBuffer(chunk) ? chunk : String(chunk));
	return hash.digest('hex');
}
