import type { IDataObject } from 'n8n-workflow';

import type { Data, Schema } from '../../nodes/HeyGen/api/contract';

// HeyGen's answers, complete by the contract; a test names what matters to it.

export const LOOK_ID = 'look-1';
export const GROUP_ID = 'group-1';

export function look(change: Partial<Schema<'AvatarLook'>> = {}): Schema<'AvatarLook'> {
	return {
		id: LOOK_ID,
		group_id: GROUP_ID,
		name: 'Anna',
		avatar_type: 'photo_avatar',
		status: 'completed',
		preview_image_url: 'https://files.heygen.example/look-1.webp',
		preview_video_url: null,
		default_voice_id: 'voice-1',
		supported_api_engines: ['avatar_iii', 'avatar_iv'],
		gender: 'female',
		tags: ['new'],
		error: null,
		...change,
	};
}

export function group(change: Partial<Schema<'AvatarGroup'>> = {}): Schema<'AvatarGroup'> {
	return {
		id: GROUP_ID,
		name: 'Anna',
		created_at: 1_790_000_000,
		looks_count: 1,
		status: 'completed',
		consent_status: null,
		preview_image_url: 'https://files.heygen.example/group-1.webp',
		...change,
	};
}

/** A look or a group as it leaves the node: n8n takes an `error` for a failure of the node. */
export function given({ error, ...rest }: object & { error?: object | null }): IDataObject {
	return error === undefined ? { ...rest } : { ...rest, failure: error };
}

export function video(id: string, change: Partial<Schema<'Video'>> = {}): Schema<'Video'> {
	return { id, status: 'completed', title: `Video ${id}`, created_at: 1_790_000_000, ...change };
}

export function batch(
	items: ReadonlyArray<{
		item_index: number;
		status: string;
		video_id?: string | null;
		/** The contract does not say what is in it. */
		error?: object | null;
	}>,
	change: Partial<Schema<'Batch'>> = {},
): object {
	return {
		batch_id: 'batch-1',
		status: 'completed',
		total_items: items.length,
		counts_by_status: {},
		created_at: 1_790_000_000,
		items,
		has_more: false,
		next_token: null,
		...change,
	};
}

export const TEMPLATE_ID = 'template-1';

/** A template with one variable of each kind, and a second text. */
export function template(change: Partial<Schema<'TemplateDetail'>> = {}): Schema<'TemplateDetail'> {
	return {
		id: TEMPLATE_ID,
		name: 'Welcome',
		aspect_ratio: '16:9',
		variables: {
			name: { type: 'text', content: 'Anna' },
			title: { type: 'text', content: '' },
			logo: {
				type: 'image',
				asset: { type: 'url', url: 'https://files.heygen.example/logo.png' },
				fit: 'cover',
			},
			film: {
				type: 'video',
				asset: { type: 'asset_id', asset_id: 'asset-film' },
				fit: 'crop',
				play_style: 'once',
				volume: 0.25,
			},
			music: { type: 'audio', asset: { type: 'url', url: 'https://files.heygen.example/music.mp3' } },
			host: { type: 'character', character_id: 'look-0', character_type: 'talking_photo' },
			speaker: { type: 'voice', voice_id: 'voice-0', locale: 'en-GB' },
		},
		scene_ids: ['scene-1', 'scene-2'],
		scenes: [{ scene_id: 'scene-1', script: 'Hello {{name}}', variables: [] }, { scene_id: 'scene-2' }],
		...change,
	};
}

export function voice(id: string, change: Partial<Schema<'Voice'>> = {}): Schema<'Voice'> {
	return {
		voice_id: id,
		name: `Voice ${id}`,
		language: 'English',
		gender: 'female',
		support_pause: true,
		support_locale: false,
		type: 'public',
		...change,
	};
}

export function asset(id: string): Data<'assetCreate'> {
	return { asset_id: id, url: `https://files.heygen.example/${id}`, mime_type: 'image/png', size_bytes: 640 };
}

export const account = {
	username: 'anna',
	email: 'anna@example.com',
	first_name: 'Anna',
	last_name: null,
	billing_type: 'wallet',
	wallet: { currency: 'usd', remaining_balance: 12.5 },
};
