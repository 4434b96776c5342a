import { randomUUID } from 'node:crypto';

import type { HeyGenClient, RawBody } from './client';
import type { Data, Schema } from './contract';
import { apiError, onStatus } from './errors';
import { sent, transfer } from './fileHost';
import { DIRECT_ONLY, megabytes, type MediaType } from './media';
import { closed, type Content, type FileStream } from './opened';

/** A file that can be read as often as needed, without standing in memory as a whole. */
export interface UploadFile {
	readonly name: string;
	readonly type: MediaType;
	/** Bytes. */
	readonly size: number;
	/** How long it plays, of a recording that says so. */
	readonly seconds?: number;
	open(): Promise<Content>;
}

export type Asset = Pick<Data<'assetCreate'>, 'asset_id' | 'url' | 'mime_type' | 'size_bytes'>;

/** Above this HeyGen takes no multipart upload (docs/heygen.md §4). */
export const MULTIPART_LIMIT = 32 * 1024 * 1024;

/** A file name as a quoted string of a multipart header (RFC 7578 §4.2): what could end the header is escaped. */
function quoted(fileName: string): string {
	return fileName.replace(/[\r\n]/g, ' ').replace(/"/g, '%22');
}

/** The file as the single field `file` of a multipart form, streamed between its two boundaries. */
export function multipart(file: UploadFile): RawBody {
	const boundary = `n8n-${randomUUID()}`;
	const head = Buffer.from(
		`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\nContent-Type: ${file.type}\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		contentLength: head.length + file.size + tail.length,
		async open() {
			const content = await file.open();
			if (Buffer.isBuffer(content)) return Buffer.concat([head, content, tail]);
			return whole(content, file, { head, tail });
		},
	};
}

/**
 * A file between what goes before and behind it. Of one that ends before its size the other side would wait for the rest.
 */
function whole(
	content: FileStream,
	{ size }: UploadFile,
	around?: { head: Buffer; tail: Buffer },
): FileStream {
	const made = content.compose<FileStream>(async function* (source: AsyncIterable<Buffer>) {
		if (around) yield around.head;
		let left = size;
		for await (const chunk of source) {
			left -= chunk.length;
			yield chunk;
		}
		if (left > 0) throw new Error(`it ends ${left} bytes before its ${size}`);
		if (around) yield around.tail;
	});
	// Tied to its file only once it is read from: before, an error of the file reaches nobody, or (Node before 24) ends n8n.
	made.read(0);
	made.once('close', () => content.destroy());
	return made;
}

/** What a direct upload says of its file before it comes. */
export function declared({ name, type, size }: UploadFile): Schema<'DirectUploadFile'> {
	return { filename: name, content_type: type, size_bytes: size };
}

/** Whether the file goes to the file host. */
export function isDirect({ size, type }: UploadFile): boolean {
	return size > MULTIPART_LIMIT || DIRECT_ONLY.includes(type);
}

interface Uploading {
	/** Makes a repeated upload of the same item answer the same asset. */
	readonly key: string;
	/** Whether the key stands for what is in the file, so that it may be there already. */
	readonly mayBeThere?: boolean;
	/** Of the file, in hex. */
	readonly sha256?: string;
}

/**
 * Puts a file into HeyGen: up to 32 MB as one multipart request, more, and every ZIP file, by a direct upload to the file
 * host.
 */
export async function upload(
	client: HeyGenClient,
	file: UploadFile,
	{ key, mayBeThere = false, sha256 }: Uploading,
): Promise<Asset> {
	if (!isDirect(file)) {
		return await client.data('assetCreate', { raw: multipart(file), key });
	}
	const target = await client.data('assetDirectUploadsCreate', {
		body: { ...declared(file), ...(sha256 === undefined ? {} : { checksum_sha256: sha256 }) },
		// The address given under a key lapses, and a place that was reserved for nothing costs nothing.
		...(mayBeThere ? { key } : {}),
	});
	if (mayBeThere) {
		const { asset_id } = target;
		const { url } = (await client.data('assetGet', { path: { asset_id } }).catch(onStatus(404))) ?? {};
		if (url) return { asset_id, url, mime_type: file.type, size_bytes: file.size };
	}
	checkSize(client, target, file);
	await put(client, target, file);
	return await client.data('assetCompleteCreate', { path: { asset_id: target.asset_id }, body: {} });
}

/** @throws NodeApiError where the file is larger than HeyGen takes at this place. */
export function checkSize(
	client: HeyGenClient,
	target: Pick<Data<'assetDirectUploadsCreate'>, 'max_bytes'>,
	file: UploadFile,
): void {
	if (file.size > target.max_bytes) {
		throw apiError(client.connection.context.getNode(), {
			message: `HeyGen does not take ${file.name}: it has ${megabytes(file.size)}, and ${megabytes(target.max_bytes)} are the most`,
			description: 'Make the file smaller. Nothing was uploaded.',
		});
	}
}

/**
 * Sends the bytes to the file host with exactly the headers HeyGen gave. It is not HeyGen's API: no credential goes there,
 * and no redirect is followed.
 */
export async function put(
	client: HeyGenClient,
	target: Data<'assetDirectUploadsCreate'>,
	file: UploadFile,
): Promise<void> {
	await transfer(client, `the upload of ${file.name}`, async () => {
		const content = await file.open();
		const body = Buffer.isBuffer(content) ? content : whole(content, file);
		return await closed(body, async () => {
			return await sent(client, {
				method: 'PUT',
				url: target.upload_url,
				// Null keeps n8n from naming a content type of its own.
				headers: { 'Content-Type': null, 'Content-Length': file.size, ...target.upload_headers },
				body,
			});
		});
	});
}
