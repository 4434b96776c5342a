import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../run/item';
import type { Values } from '../run/values';
import { readFile, readMediaValue, type Media, type MediaRule } from './media';

/** Subtitles that are sent to HeyGen. */
export const srt: INodeProperties = {
	displayName: 'Subtitles',
	name: 'srt',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description:
		'Subtitles as SRT text, or a file of them: https URL, data: URI, asset ID, or name of a binary property of the item',
};

const TIME = String.raw`\d{1,2}:\d{2}:\d{2},\d{1,3}`;

/** How SRT begins: the number of the first subtitle, and its time. */
const FIRST_SUBTITLE = new RegExp(String.raw`^\uFEFF?\s*\d+[ \t]*\r?\n[ \t]*${TIME}[ \t]*-->[ \t]*${TIME}`);

const RULE: MediaRule = {
	types: ['application/x-subrip'],
	problem(head) {
		const text = head.toString('utf8');
		if (/^\uFEFF?WEBVTT/.test(text)) return 'holds WebVTT; HeyGen takes SRT here';
		return FIRST_SUBTITLE.test(text)
			? undefined
			: 'is no SRT: it begins with a number in a line of its own, then a line such as 00:00:01,000 --> 00:00:04,000';
	},
};

/** Subtitles, checked to be SRT where n8n holds them. Nothing is sent. */
export async function readSrt(item: Item, values: Values): Promise<Media> {
	const text = values.text(srt.name);
	if (!text.includes('-->')) return await readMediaValue(item, values, srt.name, RULE);
	const binary = {
		data: Buffer.from(text).toString('base64'),
		mimeType: 'application/x-subrip',
		fileName: 'subtitles.srt',
	};
	const label = values.label(srt.name);
	return { via: 'file', file: await readFile(item, binary, { values, label, rule: RULE }) };
}

/** As {@link readSrt}, where there may be none. */
export async function readOptionalSrt(item: Item, values: Values): Promise<Media | undefined> {
	return values.optionalText(srt.name) === undefined ? undefined : await readSrt(item, values);
}
