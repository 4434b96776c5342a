import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { inFolder } from '../folders';
import { canonicalType, dimensions, extensionOf, kindOf, mp4Seconds, sniff } from '../media';
import type { Dimensions } from '../media';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import { statusesBy } from '../statuses';
import type { Schemas } from '../types';
import { newId, now } from '../world';
import type { World } from '../world';
import { USERNAME } from './account';

export interface Asset {
	id: string;
	name: string;
	mimeType: string;
	size: number;
	sha256: string | undefined;
	uploadedAt: number;
	status: 'pending_upload' | 'completed';
	dimensions: Dimensions | undefined;
	seconds: number | undefined;
	/** Set while a direct upload is under way. */
	direct:
		| {
				declaredSize: number;
				headers: Record<string, string>;
				sniffed: string | undefined;
				received: boolean;
		  }
		| undefined;
}

export const MULTIPART_LIMIT = 32 * 1024 * 1024;
export const DIRECT_LIMIT = 2 * 1024 ** 3;
const UPLOAD_LIFETIME_SECONDS = 3600;

export const keptAssets = collection('assets').of<Asset>();

/** What small assets hold, to be served again; a load test must not fill the memory. */
export const contents = collection('contents').of<Buffer>({ capacity: 128 });

export const assetFiles = shelf({
	collection: keptAssets,
	id: 'asset_id',
	what: 'Asset',
	notFound: 'asset_not_found',
	view: (asset, world): Schemas['Asset'] => ({
		id: asset.id,
		name: asset.name,
		type: kindOf(asset.mimeType) ?? 'document',
		owner: USERNAME,
		space_id: 'space_simulated',
		uploaded_at: asset.uploadedAt,
		url: asset.status === 'completed' ? assetUrl(world, asset) : null,
		folder_id: null,
	}),
});

export const assets = {
	collections: [keptAssets, contents],
	handlers: {
		assetCreate({ upload, world }) {
			if (!upload) throw invalid('file', 'Field required');
			if (upload.truncated) throw tooLarge(MULTIPART_LIMIT);
			if (upload.size === 0) throw invalid('file', 'The file is empty');
			const mimeType = checkedType(upload.contentType, sniff(upload.head), 'file');
			if (kindOf(mimeType) === 'archive') throw invalid('file', `${mimeType} is not supported`);
			const id = newId();
			const asset = world.of(keptAssets).add(id, {
				id,
				name: nameFor(upload.filename, mimeType),
				mimeType,
				size: upload.size,
				sha256: upload.sha256,
				uploadedAt: now(),
				status: 'completed',
				dimensions: dimensions(upload.head),
				seconds: mimeType === 'video/mp4' ? mp4Seconds(upload.head) : undefined,
				direct: undefined,
			});
			if (upload.content) world.of(contents).add(id, upload.content);
			return {
				data: { asset_id: id, url: assetUrl(world, asset), mime_type: mimeType, size_bytes: upload.size },
			};
		},

		assetList(call) {
			const { username, folder_id } = call.query;
			// Nothing puts an asset into a folder.
			const isThere = inFolder(call.world, folder_id)({});
			return assetFiles.list(
				call,
				({ status }) => status === 'completed' && username === USERNAME && isThere,
			);
		},

		assetGet: assetFiles.get,
		assetDelete: assetFiles.delete,

		assetDirectUploadsCreate({ body, world }) {
			const mimeType = canonicalType(body.content_type);
			if (!kindOf(mimeType)) throw invalid('content_type', `${body.content_type} is not supported`);
			if (body.size_bytes < 1) throw invalid('size_bytes', 'size_bytes must be at least 1');
			if (body.size_bytes > DIRECT_LIMIT) throw tooLarge(DIRECT_LIMIT);
			if (body.checksum_sha256 && !/^[0-9a-f]{64}$/i.test(body.checksum_sha256)) {
				throw invalid('checksum_sha256', 'checksum_sha256 must be 64 hexadecimal digits');
			}
			const id = newId();
			const headers = {
				'Content-Type': body.content_type,
				'x-amz-meta-asset-id': id,
				...(body.checksum_sha256 ? { 'x-amz-meta-sha256': body.checksum_sha256 } : {}),
			};
			world.of(keptAssets).add(id, {
				id,
				name: nameFor(body.filename, mimeType),
				mimeType,
				size: 0,
				sha256: body.checksum_sha256?.toLowerCase(),
				uploadedAt: now(),
				status: 'pending_upload',
				dimensions: undefined,
				seconds: undefined,
				direct: { declaredSize: body.size_bytes, headers, sniffed: undefined, received: false },
			});
			return {
				data: {
					asset_id: id,
					upload_url: world.links.signed(`/uploads/${id}`, UPLOAD_LIFETIME_SECONDS),
					upload_headers: headers,
					expires_in_seconds: UPLOAD_LIFETIME_SECONDS,
					max_bytes: DIRECT_LIMIT,
					status: 'pending_upload',
				},
			};
		},

		assetCompleteCreate({ path, body, world }) {
			const asset = assetFiles.find(world, path.asset_id);
			const { direct } = asset;
			// Idempotent: completing what is complete answers the same.
			if (asset.status === 'pending_upload' && direct) {
				if (!direct.received) {
					throw new HeyGenError('resource_not_ready', 'No file has been uploaded yet', 'asset_id');
				}
				checkedType(asset.mimeType, direct.sniffed, 'asset_id');
				const promised = body.checksum_sha256?.toLowerCase();
				if (promised && promised !== asset.sha256) {
					throw invalid('checksum_sha256', 'The checksum of the uploaded file is another');
				}
				asset.status = 'completed';
			}
			return {
				data: {
					asset_id: asset.id,
					url: assetUrl(world, asset),
					mime_type: asset.mimeType,
					size_bytes: asset.size,
					status: 'processing',
				},
			};
		},

		assetStatusesList: statusesBy(
			'asset_ids',
			(world, id) => ({ status: world.of(keptAssets).get(id)?.status ?? 'not_found' }),
			// Batches of uploads are not simulated, so there is none.
			() => undefined,
		),
	},
} satisfies Resource;

/** Where an asset's content is served. */
export function assetUrl(world: World, asset: Asset): string {
	return `${world.links.filesUrl}/assets/${asset.id}/${encodeURIComponent(asset.name)}`;
}

/** What a client says of bytes it knows nothing of. */
const UNTOLD = 'application/octet-stream';

/** @throws HeyGenError 400 when the bytes are not what was declared, or of a type HeyGen does not take */
function checkedType(declared: string, sniffed: string | undefined, param: string): string {
	const told = canonicalType(declared);
	if (!sniffed || (told !== UNTOLD && told !== sniffed)) {
		throw invalid(param, `Content type not match ${declared} != ${sniffed ?? 'unknown'}`);
	}
	return sniffed;
}

function tooLarge(limit: number): HeyGenError {
	return new HeyGenError('payload_too_large', `The file is larger than ${limit} bytes`, 'file');
}

function nameFor(filename: string, mimeType: string): string {
	const bare = filename.split(/[\\/]/).at(-1) ?? '';
	return bare === '' ? `upload.${extensionOf(mimeType)}` : bare;
}
