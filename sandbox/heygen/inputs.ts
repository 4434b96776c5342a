import axios from 'axios';
import type { Readable } from 'node:stream';
import { isLoopback, isPrivate } from '../../nodes/HeyGen/api/baseUrl';
import { HeyGenError, invalid } from './errors';
import { canonicalType, dimensions, fileInBase64, HEAD_BYTES, kindOf, mp4Seconds, sniff } from './media';
import type { Dimensions, MediaKind } from './media';
import { assetFiles, assetUrl, contents, DIRECT_LIMIT } from './resources/assets';
import type { Asset } from './resources/assets';
import type { Schemas } from './types';
import type { World } from './world';

/** What is known about a media input. A URL outside this machine is not fetched, so nothing is known of it. */
export interface Media {
	mimeType: string | undefined;
	dimensions: Dimensions | undefined;
	seconds: number | undefined;
	/** Where the picture can be looked at, when the simulator can serve it. */
	previewUrl: string | undefined;
}

const FETCH_TIMEOUT_MS = 5000;
const MEGABYTE = 1024 * 1024;
/** Larger files can be uploaded, but nothing can be made of them. */
const SIZE_LIMITS: Record<MediaKind, number> = {
	image: 50 * MEGABYTE,
	audio: 50 * MEGABYTE,
	video: 100 * MEGABYTE,
	document: 32 * MEGABYTE,
	archive: DIRECT_LIMIT,
};

/** @throws HeyGenError 400 unless the URL is https, or http on loopback */
export function checkUrl(value: string, param: string): URL {
	let url: URL;
	try {
		url = new URL(value);
	} catch {
		throw invalid(param, `${param} is not a valid URL`);
	}
	if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
	throw invalid(param, `${param} must be an https URL`);
}

/**
 * An address that HeyGen is to call, or to read from. What runs beside the sandbox has no public one: its plain http on
 * loopback, which HeyGen would refuse, stands for it.
 * @throws HeyGenError 400 unless the URL is https on a public host, or http on loopback
 */
export function checkPublicUrl(value: string, param: string): URL {
	const url = checkUrl(value, param);
	if (url.protocol === 'http:' || !isPrivate(url.hostname)) return url;
	throw invalid(param, `${param} must be a public address: ${url.hostname} is none`);
}

/** @throws HeyGenError 400 as HeyGen does: an ID of the user's own goes with an address only (docs/heygen.md §3) */
export function checkCallback(body: { callback_url?: string | null; callback_id?: string | null }): void {
	if (body.callback_id && !body.callback_url) {
		throw invalid('callback_id', 'callback_id needs a callback_url');
	}
	if (body.callback_url) checkPublicUrl(body.callback_url, 'callback_url');
}

/** @throws HeyGenError 404, 400 when the asset is missing, unfinished or not of one of the kinds */
export function findAsset(world: World, id: string, param: string, kinds: MediaKind[]): Asset {
	const asset = assetFiles.find(world, id, param);
	if (asset.status !== 'completed') {
		throw new HeyGenError('asset_not_available', `The upload of asset ${id} is not complete`, param);
	}
	checkUsable(asset.mimeType, asset.size, param, kinds);
	return asset;
}

/**
 * Looks at a media input as HeyGen does before it accepts a job.
 * @throws HeyGenError naming `param` when it can't be used
 */
export async function resolveMedia(
	world: World,
	input: Schemas['AssetInput'],
	param: string,
	kinds: MediaKind[],
): Promise<Media> {
	switch (input.type) {
		case 'asset_id': {
			const asset = findAsset(world, input.asset_id, `${param}.asset_id`, kinds);
			return {
				mimeType: asset.mimeType,
				dimensions: asset.dimensions,
				seconds: asset.seconds,
				previewUrl: world.of(contents).get(asset.id) && assetUrl(world, asset),
			};
		}
		case 'base64':
			return fromBase64(input, param, kinds);
		case 'url':
			return resolveUrl(input.url, `${param}.url`, kinds);
	}
}

function fromBase64(input: Schemas['AssetBase64'], param: string, kinds: MediaKind[]): Media {
	const file = fileInBase64(input.data);
	if (!file || file.size === 0) throw invalid(`${param}.data`, 'data is not valid base64');
	const declared = canonicalType(input.media_type);
	const sniffed = sniff(file.head);
	if (sniffed !== declared) {
		throw invalid(
			`${param}.media_type`,
			`Content type not match ${input.media_type} != ${sniffed ?? 'unknown'}`,
		);
	}
	checkUsable(declared, file.size, `${param}.media_type`, kinds);
	return inspect(file.head);
}

/** Looks at a bare URL as `resolveMedia` looks at a URL input. */
export async function resolveUrl(value: string, param: string, kinds: MediaKind[]): Promise<Media> {
	const url = checkUrl(value, param);
	if (url.hostname.endsWith('.invalid')) throw downloadFailed(param, 'the host does not exist');
	if (url.protocol === 'https:' && isPrivate(url.hostname))
		throw downloadFailed(param, 'the host is not public');
	if (!isLoopback(url.hostname)) {
		return { mimeType: undefined, dimensions: undefined, seconds: undefined, previewUrl: value };
	}
	const media = inspect(await fetchHead(url, param));
	if (!media.mimeType) throw invalid(param, 'The file behind the URL is of an unknown type');
	// Only its head was fetched, so its size stays unknown.
	checkUsable(media.mimeType, 0, param, kinds);
	return { ...media, previewUrl: value };
}

async function fetchHead(url: URL, param: string): Promise<Buffer> {
	const chunks: Buffer[] = [];
	try {
		const { data } = await axios.get<Readable>(url.href, {
			responseType: 'stream',
			timeout: FETCH_TIMEOUT_MS,
			proxy: false,
		});
		let size = 0;
		// A byte stream; Node types its chunks as any.
		for await (const chunk of data as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			size += chunk.length;
			if (size >= HEAD_BYTES) break;
		}
	} catch (error) {
		throw downloadFailed(param, error instanceof Error ? error.message : 'unknown reason');
	}
	return Buffer.concat(chunks);
}

function downloadFailed(param: string, reason: string): HeyGenError {
	return new HeyGenError('download_failed', `The file could not be downloaded: ${reason}`, param);
}

function inspect(head: Buffer): Media {
	const mimeType = sniff(head);
	return {
		mimeType,
		dimensions: dimensions(head),
		seconds: mimeType === 'video/mp4' ? mp4Seconds(head) : undefined,
		previewUrl: undefined,
	};
}

function checkUsable(mimeType: string, size: number, param: string, kinds: MediaKind[]): void {
	const kind = kindOf(mimeType);
	if (!kind || !kinds.includes(kind)) {
		throw invalid(param, `${mimeType} is not usable here: expected ${kinds.join(' or ')}`);
	}
	if (size > SIZE_LIMITS[kind]) {
		throw invalid(param, `The ${kind} is larger than ${SIZE_LIMITS[kind] / MEGABYTE} MB`);
	}
}
