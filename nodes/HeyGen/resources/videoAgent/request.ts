import type { INodeProperties } from 'n8n-workflow';

import type { AssetInput, RequestBody } from '../../api/contract';
import type { MediaType } from '../../api/media';
import { readKit } from '../../parameters/brand';
import { lookLocator, sessionLocator, voiceLocator } from '../../parameters/locators';
import { mediaSource, provideMedia, readMedia } from '../../parameters/media';
import type { Item } from '../../run/item';

// What the first message and every later one have in common.

const FILE_TYPES: readonly MediaType[] = [
	'image/png',
	'image/jpeg',
	'video/mp4',
	'video/webm',
	'audio/mpeg',
	'audio/wav',
	'application/pdf',
];
const MOST_FILES = 20;

/** What a message to the agent may have at most, in characters. */
export const MESSAGE_LIMIT = 10_000;

/** Who speaks, and what the agent is given to work with. */
export const materialParameters: readonly INodeProperties[] = [
	lookLocator({
		name: 'avatarId',
		displayName: 'Look',
		description: 'Who speaks. Left empty, the agent chooses.',
		required: false,
	}),
	voiceLocator({
		name: 'voiceId',
		displayName: 'Voice',
		description: 'The voice of the speaker. Left empty, the agent chooses.',
		required: false,
	}),
	{
		displayName: 'Files',
		name: 'files',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add File' },
		default: {},
		placeholder: 'Add File',
		description: 'Up to 20 files the agent may use',
		options: [
			{
				displayName: 'File',
				name: 'file',
				values: mediaSource({
					name: 'file',
					displayName: 'File',
					description: 'A picture, video, sound or PDF',
				}),
			},
		],
	},
];

/** The session an operation is about. */
export const sessionParameter = sessionLocator({
	name: 'sessionId',
	displayName: 'Session',
	description: 'The session with the agent. Create gives its ID.',
});

type Material = Pick<RequestBody<'videoAgentSend'>, 'avatar_id' | 'voice_id' | 'brand_kit_id' | 'files'>;

/** Reads and checks all that goes along with a message; files n8n holds are uploaded when what it gives is called. */
export async function readMaterial(item: Item): Promise<() => Promise<Material>> {
	const { values, options } = item;
	const plain = {
		avatar_id: values.optionalId('avatarId'),
		voice_id: values.optionalId('voiceId'),
		brand_kit_id: readKit(options),
	};
	const rows = values.rows('files', 'file');
	if (rows.length > MOST_FILES) {
		throw values.refuse(
			`"${values.label('files')}" holds ${rows.length} files; HeyGen takes at most ${MOST_FILES}`,
		);
	}
	const files = await Promise.all(
		rows.map(async (row) => await readMedia(item, row, 'file', { types: FILE_TYPES })),
	);
	return async () => {
		const provided: AssetInput[] = await Promise.all(
			files.map(async (media, index) => await provideMedia(item, media, `files.${index}`)),
		);
		return { ...plain, files: provided.length > 0 ? provided : undefined };
	};
}
