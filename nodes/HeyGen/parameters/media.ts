import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import type { AssetInput } from '../api/contract';
import { audioSeconds } from '../api/audioLength';
import { isRecord, textOf } from '../api/json';
import { megabytes, MEDIA_TYPES, mediaTypeOf, pictureSize, sizeLimit, type MediaType } from '../api/media';
import type { UploadFile } from '../api/uploads';
import type { Item } from '../run/item';
import { LONGEST_ID, optionsFrom, urlOf, type Values } from '../run/values';

// A media source is five parameters that stand for one file: how it is given, and the value for each way.

const SOURCES = {
	auto: {
		name: 'Automatic',
		description: 'Tells from the value: https URL, data: URI, asset ID or the name of a binary property',
	},
	asset: 'Asset ID',
	base64: 'Base64',
	binary: 'Binary File',
	url: 'URL',
} as const;

/** How a file can be given where the value tells; the tests know it by this. */
const ANY_WAY = 'https URL, data: URI, asset ID, or name of a binary property of the item';

/** The same where the user looks first. */
const HINT = 'Binary field, https URL or asset ID';

/** What n8n's nodes call a file unless told otherwise. */
const USUAL_PROPERTY = 'data';

export interface MediaParameter {
	readonly name: string;
	readonly displayName: string;
	/** The binary property it is in as a rule; what n8n's nodes call a file where nothing is said. */
	readonly property?: string;
	/** What may be given, as in "a front-facing photo …". */
	readonly description: string;
	readonly show?: Record<string, string[]>;
}

export function mediaSource({
	name,
	displayName,
	description,
	property = USUAL_PROPERTY,
	show = {},
}: MediaParameter): INodeProperties[] {
	const shown = (source: keyof typeof SOURCES) => ({ show: { ...show, [`${name}Source`]: [source] } });
	return [
		{
			displayName: `${displayName} Source`,
			name: `${name}Source`,
			type: 'options',
			options: optionsFrom(SOURCES),
			default: 'auto',
			description: 'How the file is given',
			...(Object.keys(show).length > 0 ? { displayOptions: { show } } : {}),
		},
		{
			displayName,
			name,
			type: 'string',
			default: property,
			hint: HINT,
			displayOptions: shown('auto'),
			description: `${description}: ${ANY_WAY}`,
		},
		{
			displayName: `${displayName} URL`,
			name: `${name}Url`,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/file',
			displayOptions: shown('url'),
			description: 'A public https address that HeyGen can fetch',
		},
		{
			displayName: `${displayName} Asset ID`,
			name: `${name}AssetId`,
			type: 'string',
			default: '',
			displayOptions: shown('asset'),
			description: 'The ID of a file that is in HeyGen already, e.g. from Asset > Upload',
		},
		{
			displayName: `${displayName} Binary Field`,
			name: `${name}BinaryProperty`,
			type: 'string',
			default: property,
			hint: 'The name of the input field containing the file',
			displayOptions: shown('binary'),
			description: 'It is uploaded to HeyGen first',
		},
		{
			displayName: `${displayName} Base64`,
			name: `${name}Base64`,
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			displayOptions: shown('base64'),
			description: 'The file itself, as base64 text or as a data: URI',
		},
	];
}

/** What a picture may be. */
export const PICTURE_TYPES: readonly MediaType[] = ['image/png', 'image/jpeg'];

/** What a recording may be. */
export const AUDIO_TYPES: readonly MediaType[] = ['audio/mpeg', 'audio/wav'];

/** What a video may be that something is made of. */
export const VIDEO_TYPES: readonly MediaType[] = ['video/mp4', 'video/webm'];

/** The video that a job is made of. */
export const videoSource = mediaSource({
	name: 'video',
	displayName: 'Video',
	description: 'A video, MP4 or WebM',
});

/** The recording that a job is made of. */
export const audioSource = mediaSource({
	name: 'audio',
	displayName: 'Audio',
	description: 'A recording, MP3 or WAV',
});

interface MediaValue extends MediaParameter {
	readonly required?: boolean;
}

/** A file that its value alone tells of, for what is rarely used: a media source weighs five parameters more. */
export function mediaValue({ name, displayName, description, required, show }: MediaValue): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		...(required ? { required } : {}),
		hint: HINT,
		description: `${description}: ${ANY_WAY}`,
		...(show ? { displayOptions: { show } } : {}),
	};
}

/** How a list of files is described; the tests know it by this. */
const LISTED = 'https URLs, asset IDs, or names of binary properties of the item, one a line';

/** Several files, each told by its value alone. */
export function mediaList({ description, ...parameter }: MediaValue): INodeProperties {
	return {
		...mediaValue({ description, ...parameter }),
		typeOptions: { rows: 2 },
		description: `${description}: ${LISTED}`,
	};
}

export interface MediaRule {
	readonly types: readonly MediaType[];
	/** The least width and height of a picture, in pixels. */
	readonly leastPixels?: number;
	/** What is wrong with what a file begins with, as in "… is empty". */
	readonly problem?: (head: Buffer) => string | undefined;
	/** Of whatever size: for a file that nothing is created from yet. */
	readonly anySize?: boolean;
}

/** A file that has been checked and not been sent yet. */
export type Media =
	| { readonly via: 'url'; readonly url: string }
	| { readonly via: 'asset'; readonly assetId: string }
	| { readonly via: 'file'; readonly file: UploadFile }
	| { readonly via: 'base64'; readonly file: UploadFile; readonly data: string };

/**
 * Enough of a file to tell its kind and, of a picture, its size: a camera's JPEG header is shorter. A multiple of three,
 * for base64 holds three bytes in four characters.
 */
const HEAD_BYTES = 63 * 1024;

async function headOf(open: UploadFile['open']): Promise<Buffer> {
	const content = await open();
	if (Buffer.isBuffer(content)) return content.subarray(0, HEAD_BYTES);
	const chunks: Buffer[] = [];
	let length = 0;
	// Leaving the loop closes the file.
	for await (const chunk of content) {
		const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
		chunks.push(bytes);
		length += bytes.length;
		if (length >= HEAD_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

/** A file that was not looked into yet. */
interface Opened extends Pick<UploadFile, 'size' | 'open'> {
	readonly name: string;
	readonly declaredType: string;
	/** Its first bytes, {@link HEAD_BYTES} at most. */
	readonly head: () => Promise<Buffer>;
}

/** A file that stands in memory as base64. It may be large, so it is decoded as a whole only to be sent. */
function inBase64(data: string): Pick<Opened, 'size' | 'head' | 'open'> {
	const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
	return {
		size: Math.floor(((data.length - padding) * 3) / 4),
		head: async () => await Promise.resolve(Buffer.from(data.slice(0, (HEAD_BYTES / 3) * 4), 'base64')),
		open: async () => await Promise.resolve(Buffer.from(data, 'base64')),
	};
}

/** n8n keeps a file either outside the item, under an ID, or as base64 inside it. */
async function openBinary({ helpers }: Item, binary: IBinaryData): Promise<Opened> {
	const about = {
		name: binary.fileName ?? `file.${binary.fileExtension ?? 'bin'}`,
		declaredType: binary.mimeType,
	};
	const { id } = binary;
	if (id === undefined) return { ...about, ...inBase64(binary.data) };
	const open = async () => await helpers.getBinaryStream(id);
	const { fileSize: size } = await helpers.getBinaryMetadata(id);
	return { ...about, size, open, head: async () => await headOf(open) };
}

async function checked({ values, label, rule }: Reading, opened: Opened): Promise<UploadFile> {
	if (opened.size === 0) throw values.refuse(`"${label}" is an empty file`);
	const head = await opened.head();
	const type = mediaTypeOf(head, opened.declaredType, opened.name);
	if (!type || !rule.types.includes(type)) {
		const kind = type ?? opened.declaredType;
		const wanted = rule.types.flatMap((accepted) => MEDIA_TYPES[accepted]).join(', ');
		throw values.refuse(
			`"${label}" is not a file of a kind HeyGen takes here: ${opened.name}${kind && ` (${kind})`}`,
			`It takes: ${wanted}. What counts is what is in the file, not how it is called.`,
		);
	}
	const problem = rule.problem?.(head);
	if (problem !== undefined) throw values.refuse(`"${label}" ${problem}`);
	const limit = rule.anySize ? undefined : sizeLimit(type);
	if (limit !== undefined && opened.size > limit) {
		throw values.refuse(
			`"${label}" has ${megabytes(opened.size)}; HeyGen takes at most ${megabytes(limit)} of this kind`,
			'Make the file smaller.',
		);
	}
	const pixels = pictureSize(head);
	if (rule.leastPixels !== undefined && pixels && Math.min(pixels.width, pixels.height) < rule.leastPixels) {
		throw values.refuse(
			`"${label}" has ${pixels.width}×${pixels.height} pixels; HeyGen needs at least ${rule.leastPixels}×${rule.leastPixels}`,
			'Use a larger picture.',
		);
	}
	const { name, size, open } = opened;
	return { name, type, size, open, seconds: audioSeconds(head, size) };
}

const DATA_URI = /^data:([^;,]*)((?:;[^;,]*)*),/i;

async function fromBase64(reading: Reading, text: string): Promise<Media> {
	const { values, label } = reading;
	const uri = DATA_URI.exec(text);
	if (uri && !/;base64$/i.test(uri[2] ?? ''))
		throw values.refuse(`"${label}" is a data: URI that is not base64`);
	const data = text.slice(uri?.[0].length ?? 0).replace(/\s+/g, '');
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw values.refuse(`"${label}" is not base64`);
	const opened = { name: 'file', declaredType: uri?.[1] ?? '', ...inBase64(data) };
	return { via: 'base64', file: await checked(reading, opened), data };
}

function fromUrl({ values, label }: Reading, text: string): Media {
	if (urlOf(text)?.protocol === 'https:') return { via: 'url', url: text };
	throw values.refuse(
		`"${label}" must be an https URL`,
		'HeyGen fetches it from outside. A file n8n can reach only from here goes by Binary File.',
	);
}

/** An address without its beginning. */
const BARE_ADDRESS = /^(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?$/i;

function fromAsset({ values, label }: Reading, text: string): Media {
	if (text.length <= LONGEST_ID && /^[\w-]+$/.test(text)) return { via: 'asset', assetId: text };
	throw values.refuse(
		`"${label}" is neither an https URL, a data: URI, an asset ID nor a binary property of this item: ${text.slice(0, 60)}`,
		text.length <= LONGEST_ID && BARE_ADDRESS.test(text)
			? `Did you mean https://${text.slice(0, 60)}?`
			: undefined,
	);
}

/** What is read of a file, and how it is named where it is refused. */
export interface Reading {
	readonly values: Pick<Values, 'refuse'>;
	readonly label: string;
	readonly rule: MediaRule;
	/** What a binary property is called if it is one, and no asset, besides `data`. */
	readonly usual?: unknown;
}

/** Where to find the name of a file. */
function itsFiles(item: Item): string {
	const names = item.binaryNames;
	return names.length === 0
		? 'It has no file at all. Many nodes do not pass binary data on: read the file right before this node.'
		: `Its files are called ${names.join(', ')}.`;
}

/** The item's binary data of this name. Where nobody has changed the name, the only file there is is meant. */
export function binaryOf(
	item: Item,
	{ values, label, usual }: Pick<Reading, 'values' | 'label' | 'usual'>,
	property: string,
): IBinaryData {
	const [only, ...others] = item.binaryNames;
	const isMeant = only !== undefined && others.length === 0 && property === usual;
	const binary = item.binary(property) ?? (isMeant ? item.binary(only) : undefined);
	if (binary) return binary;
	throw values.refuse(
		`"${label}" is missing: the item has no binary property called "${property}"`,
		itsFiles(item),
	);
}

/** No name of a binary property is longer; what is, is a file pasted as text. */
const LONGEST_NAME = 1000;

function named(item: Item, text: string): IBinaryData | undefined {
	return text.length > LONGEST_NAME ? undefined : item.binary(text);
}

async function fromBinary(item: Item, reading: Reading, binary: IBinaryData): Promise<Media> {
	return { via: 'file', file: await checked(reading, await openBinary(item, binary)) };
}

/** Tells from a text how a file is given, and checks it as {@link readMedia} does. */
export async function readAutomatic(item: Item, reading: Reading, given: string): Promise<Media> {
	const text = given.trim();
	// A whole file must not be looked up as a name: n8n writes what it doesn't find into an error, several times over.
	if (/^data:/i.test(text)) return await fromBase64(reading, text);
	const binary = [USUAL_PROPERTY, reading.usual].includes(text)
		? binaryOf(item, reading, text)
		: named(item, text);
	if (binary) return await fromBinary(item, reading, binary);
	if (/^\w+:\/\//.test(text)) return fromUrl(reading, text);
	return fromAsset(reading, text);
}

/** As {@link readAutomatic}, for what may also be an object by which HeyGen's requests name a file. */
export async function readAsset(item: Item, reading: Reading, given: unknown): Promise<Media> {
	if (typeof given === 'string') return await readAutomatic(item, reading, given);
	const { type, url, asset_id: assetId, media_type: mediaType, data } = isRecord(given) ? given : {};
	if (type === 'url' && typeof url === 'string') return fromUrl(reading, url.trim());
	if (type === 'asset_id' && typeof assetId === 'string') return fromAsset(reading, assetId.trim());
	if (type === 'base64' && typeof data === 'string') {
		return await fromBase64(reading, `data:${textOf(mediaType) ?? ''};base64,${data}`);
	}
	throw reading.values.refuse(
		`"${reading.label}" is no file`,
		'Give an https URL, a data: URI, an asset ID or the name of a binary property.',
	);
}

/**
 * Reads a media source and checks the file where n8n holds it: kind, size, pixels. Nothing is sent.
 *
 * @throws what `values.refuse` makes, naming the parameter.
 */
export async function readMedia(item: Item, values: Values, name: string, rule: MediaRule): Promise<Media> {
	// A row's file is one of several; the only file there is may be another's.
	const usual = values === item.values ? values.usual(name) : undefined;
	const reading: Reading = { values, label: values.label(name), rule, usual };
	switch (values.choice(`${name}Source`, SOURCES)) {
		case 'url':
			return fromUrl(reading, values.text(`${name}Url`).trim());
		case 'asset':
			return fromAsset(reading, values.text(`${name}AssetId`).trim());
		case 'binary': {
			const property = values.text(`${name}BinaryProperty`).trim();
			return await fromBinary(item, reading, binaryOf(item, reading, property));
		}
		case 'base64':
			return await fromBase64(reading, values.text(`${name}Base64`).trim());
		case 'auto':
			return await readAutomatic(item, reading, values.text(name));
	}
}

/** Reads a {@link mediaValue} and checks its file as {@link readMedia} does. */
export async function readMediaValue(
	item: Item,
	values: Values,
	name: string,
	rule: MediaRule,
): Promise<Media> {
	return await readAutomatic(item, { values, label: values.label(name), rule }, values.text(name));
}

/** As {@link readMediaValue}, where there may be none. */
export async function readOptionalMediaValue(
	item: Item,
	values: Values,
	name: string,
	rule: MediaRule,
): Promise<Media | undefined> {
	return values.optionalText(name) === undefined ? undefined : await readMediaValue(item, values, name, rule);
}

/**
 * Reads a {@link mediaList} and checks its files as {@link readMedia} does.
 *
 * @param most how many HeyGen takes.
 */
export async function readMediaList(
	item: Item,
	name: string,
	{ most, ...rule }: MediaRule & { readonly most: number },
): Promise<Media[]> {
	const { values } = item;
	const label = values.label(name);
	const texts = values.list(name);
	if (texts.length > most) {
		throw values.refuse(`"${label}" holds ${texts.length} files; HeyGen takes at most ${most}`);
	}
	return await Promise.all(
		texts.map(async (text) => await readAutomatic(item, { values, label, rule }, text)),
	);
}

/** A file n8n keeps, checked by a rule: for what is uploaded and nothing else. */
export async function readFile(
	item: Item,
	binary: IBinaryData,
	{ values, label, rule }: { values: Values; label: string; rule: MediaRule },
): Promise<UploadFile> {
	return await checked({ values, label, rule }, await openBinary(item, binary));
}

/** What a file that n8n holds may need, for the `calls` of the operations that take one. */
export const UPLOADS = [
	'assetCreate',
	'assetDirectUploadsCreate',
	'assetGet',
	'assetCompleteCreate',
] as const;

/** The link by which a request refers to the file; what n8n holds is uploaded now. */
export async function provideLink(
	item: Item,
	media: Media,
	part: string,
): Promise<{ type: 'url'; url: string } | { type: 'asset_id'; asset_id: string }> {
	switch (media.via) {
		case 'url':
			return { type: 'url', url: media.url };
		case 'asset':
			return { type: 'asset_id', asset_id: media.assetId };
		case 'file':
		case 'base64': {
			const asset = await item.upload(media.file, part);
			return { type: 'asset_id', asset_id: asset.asset_id };
		}
	}
}

/** As {@link provideLink}, but base64 travels inside the request. */
export async function provideMedia(item: Item, media: Media, part: string): Promise<AssetInput> {
	if (media.via !== 'base64') return await provideLink(item, media, part);
	return { type: 'base64', media_type: media.file.type, data: media.data };
}

/** As {@link provideMedia}, of several files; undefined where there are none. */
export async function provideMediaList(
	item: Item,
	list: readonly Media[],
	part: string,
): Promise<AssetInput[] | undefined> {
	if (list.length === 0) return undefined;
	return await Promise.all(
		list.map(async (media, index) => await provideMedia(item, media, `${part}.${index}`)),
	);
}
