import { collection, decodeToken, encodeToken } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { inFolder } from '../folders';
import { canonicalType, dimensions, extensionOf, kindOf, secondsPlayed, sniff } from '../media';
import type { Dimensions } from '../media';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
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
	status: 'pending_upload' | 'processing' | 'completed' | 'failed';
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

const SEARCH_PAGE = 20;

const STOCK_PICTURES = [
	['image', 'A woman in an office', 'portrait.png'],
	['image', 'A man in an office', 'photo-1.png'],
	['image', 'A city at night', 'thumbnail.png'],
	['icon', 'An office building', 'photo-2.png'],
] as const;

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
				seconds: secondsPlayed(upload.head, upload.size),
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

		assetSearch(call) {
			const { query, type, scope = 'public', limit = SEARCH_PAGE, token } = call.query;
			const wanted = query.trim().toLowerCase();
			if (wanted === '') throw invalid('query', 'query must not be empty');
			const pictures = scope === 'public' ? stockPictures(call.world) : ownPictures(call.world);
			const matching = pictures.filter(
				({ picture, about }) => picture.type === type && about.includes(wanted),
			);
			const start = token === undefined ? 0 : decodeToken(token);
			const end = start + limit;
			return {
				data: matching.slice(start, end).map(({ picture }) => picture),
				has_more: end < matching.length,
				next_token: end < matching.length ? encodeToken(end) : null,
			};
		},

		assetDirectUploadsCreate: ({ body, world }) => ({ data: reserved(world, checkedFile(body)) }),

		assetCompleteCreate({ path, body, world }) {
			const asset = assetFiles.find(world, path.asset_id);
			// Idempotent: completing what is complete answers the same.
			if (asset.status === 'pending_upload') {
				checkReceived(asset, body.checksum_sha256);
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
	},
} satisfies Resource;

/**
 * What a direct upload says of its file, checked.
 *
 * @param param where the file stands in the request.
 * @throws HeyGenError for a file that HeyGen does not take
 */
export function checkedFile(file: Schemas['DirectUploadFile'], param = ''): Schemas['DirectUploadFile'] {
	const { content_type: type, size_bytes: size, checksum_sha256: checksum } = file;
	if (!kindOf(canonicalType(type))) throw invalid(`${param}content_type`, `${type} is not supported`);
	if (size < 1) throw invalid(`${param}size_bytes`, 'size_bytes must be at least 1');
	if (size > DIRECT_LIMIT) throw tooLarge(DIRECT_LIMIT);
	if (checksum && !/^[0-9a-f]{64}$/i.test(checksum)) {
		throw invalid(`${param}checksum_sha256`, 'checksum_sha256 must be 64 hexadecimal digits');
	}
	return file;
}

/** An asset whose file is still to come, and where to. */
export function reserved(world: World, file: Schemas['DirectUploadFile']): Schemas['DirectUpload'] {
	const id = newId();
	const mimeType = canonicalType(file.content_type);
	const headers = {
		'Content-Type': file.content_type,
		'x-amz-meta-asset-id': id,
		...(file.checksum_sha256 ? { 'x-amz-meta-sha256': file.checksum_sha256 } : {}),
	};
	world.of(keptAssets).add(id, {
		id,
		name: nameFor(file.filename, mimeType),
		mimeType,
		size: 0,
		sha256: file.checksum_sha256?.toLowerCase(),
		uploadedAt: now(),
		status: 'pending_upload',
		dimensions: undefined,
		seconds: undefined,
		direct: { declaredSize: file.size_bytes, headers, sniffed: undefined, received: false },
	});
	return {
		asset_id: id,
		upload_url: world.links.signed(`/uploads/${id}`, UPLOAD_LIFETIME_SECONDS),
		upload_headers: headers,
		expires_in_seconds: UPLOAD_LIFETIME_SECONDS,
		max_bytes: DIRECT_LIMIT,
		status: 'pending_upload',
	};
}

/** @throws HeyGenError where no file has come, or another than was declared */
export function checkReceived(asset: Asset, checksum?: string | null): void {
	if (!asset.direct?.received) {
		throw new HeyGenError('resource_not_ready', 'No file has been uploaded yet', 'asset_id');
	}
	checkedType(asset.mimeType, asset.direct.sniffed, 'asset_id');
	if (checksum && checksum.toLowerCase() !== asset.sha256) {
		throw invalid('checksum_sha256', 'The checksum of the uploaded file is another');
	}
}

interface Found {
	readonly picture: Schemas['AssetSearchItem'];
	/** The words it is found by. */
	readonly about: string;
}

function found(type: 'icon' | 'image', id: string, url: string, about: string): Found {
	const known = { id, url, width: 640, height: 640, orientation: 'square' };
	return { picture: { ...known, type, is_transparent: type === 'icon' }, about: about.toLowerCase() };
}

function stockPictures(world: World): Found[] {
	return STOCK_PICTURES.map(([type, about, file], index) =>
		found(type, `stock_${index}`, world.links.file(file), about),
	);
}

function ownPictures(world: World): Found[] {
	return world
		.of(keptAssets)
		.values()
		.filter(({ mimeType, status }) => status === 'completed' && kindOf(mimeType) === 'image')
		.map((asset) => found('image', asset.id, assetUrl(world, asset), asset.name));
}

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
