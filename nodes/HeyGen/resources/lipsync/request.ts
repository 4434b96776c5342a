import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import {
	AUDIO_TYPES,
	audioSource,
	provideLink,
	readMedia,
	VIDEO_TYPES,
	videoSource,
} from '../../parameters/media';
import { mode, MODES, renditionOf, renditionSettings, settingsOf } from '../../parameters/rendition';
import type { Item } from '../../run/item';

/** The request for an item's lipsync. Everything is read and checked before the first file is uploaded. */
export async function bodyOf(item: Item): Promise<Schema<'CreateLipsync'>> {
	const { values } = item;
	const video = await readMedia(item, values, 'video', { types: VIDEO_TYPES });
	const audio = await readMedia(item, values, 'audio', { types: AUDIO_TYPES });
	const plain = { mode: values.choice('mode', MODES), ...renditionOf(values.group('settings')) };
	return {
		...plain,
		video: await provideLink(item, video, 'video'),
		audio: await provideLink(item, audio, 'audio'),
	};
}

/** What describes one lipsync. */
export const lipsyncParameters: readonly INodeProperties[] = [
	...videoSource,
	...audioSource,
	mode,
	settingsOf(renditionSettings),
];
