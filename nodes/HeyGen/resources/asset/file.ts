import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { download } from '../../api/fileHost';
import { MEDIA_TYPES, type MediaType } from '../../api/media';
import type { UploadFile } from '../../api/uploads';
import { binaryOf, readFile } from '../../parameters/media';
import type { Item } from '../../run/item';
import { optionsFrom, urlOf } from '../../run/values';

const SOURCES = {
	binary: { name: 'Binary File', description: 'A file of this item' },
	url: { name: 'URL', description: 'A file that n8n fetches and passes on' },
} as const;

const ANY_TYPE = Object.keys(MEDIA_TYPES).filter((type): type is MediaType =>
	Object.hasOwn(MEDIA_TYPES, type),
);

function fileNameOf({ pathname }: URL): string {
	const name = pathname.split('/').pop() ?? '';
	try {
		return decodeURIComponent(name) || 'file';
	} catch {
		// Percent signs that encode nothing: the name is taken as it stands.
		return name;
	}
}

async function fileOf(item: Item): Promise<{ binary: IBinaryData; label: string }> {
	const { values } = item;
	if (values.choice('source', SOURCES) === 'binary') {
		const label = values.label('binaryProperty');
		return {
			binary: binaryOf(
				item,
				{ values, label, usual: values.usual('binaryProperty') },
				values.text('binaryProperty').trim(),
			),
			label,
		};
	}
	const text = values.text('url').trim();
	const label = values.label('url');
	const url = urlOf(text);
	if (!url || !/^https?:\/\//.test(text)) throw values.refuse(`"${label}" must be a web address`);
	return { binary: await download(item.client, item.helpers, text, { name: fileNameOf(url) }), label };
}

/** The file that an item brings to be put into HeyGen. */
export const fileParameters: readonly INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: optionsFrom(SOURCES),
		default: 'binary',
		description: 'Where the file is',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		displayOptions: { show: { source: ['binary'] } },
		description:
			'A PNG, JPEG, MP4, WebM, MP3, WAV, PDF, SRT or ZIP file. Up to 32 MB it goes in one request, above that, and as a ZIP file, directly to the file host.',
	},
	{
		displayName: 'File URL',
		name: 'url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/photo.jpg',
		displayOptions: { show: { source: ['url'] } },
		description:
			"The address n8n fetches the file from. HeyGen's own fetcher is often blocked; n8n's seldom is.",
	},
];

/** Reads it; nothing is sent to HeyGen. */
export async function readUpload(item: Item): Promise<UploadFile> {
	const { binary, label } = await fileOf(item);
	// How large it may be, HeyGen says when it takes it; the limits of a creation are those of the creation.
	const rule = { types: ANY_TYPE, anySize: true };
	return await readFile(item, binary, { values: item.values, label, rule });
}
