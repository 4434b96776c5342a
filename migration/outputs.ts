// Where the fields of an old answer are in what the node gives now. A path is written with dots.

/** JavaScript for a value that is there in another form, from that of the item's JSON. */
export type Derived = (json: string) => string;

export interface OutputMap {
	/** Old path → where it is now; several where it is in more than one place. */
	readonly fields: Readonly<Record<string, readonly string[] | Derived>>;
	/** Old objects whose members now stand at the top. */
	readonly flattened: readonly string[];
}

/** A video as `v1/video_status.get` told of it. */
const videoState: OutputMap['fields'] = {
	'data.status': ['status'],
	'data.video_url': ['video_url'],
	'data.video_url_caption': ['captioned_video_url'],
	'data.caption_url': ['subtitle_url'],
	'data.thumbnail_url': ['thumbnail_url'],
	'data.gif_url': ['gif_url'],
	'data.video_page_url': ['video_page_url'],
	'data.duration': ['duration'],
	'data.folder_id': ['folder_id'],
	'data.title': ['title'],
	'data.id': ['id'],
	'data.video_id': ['id'],
	'data.error.message': ['failure_message'],
	'data.error.detail': ['failure_message'],
	'data.error.code': ['failure_code'],
};

export const VIDEO_READ: OutputMap = { fields: videoState, flattened: ['data'] };

/** A video that was created, and waited for where the loop behind it has gone. */
export const VIDEO_CREATED: OutputMap = {
	fields: { ...videoState, 'data.video_id': ['video_id', 'id'], video_id: ['video_id', 'id'] },
	flattened: ['data'],
};

/** As {@link VIDEO_CREATED}; what is not waited for has one name for its ID only. */
export const TEMPLATE_GENERATED: OutputMap = { fields: videoState, flattened: ['data'] };

/** The agent's video has its ID once it is being rendered. */
export const AGENT_CREATED: OutputMap = {
	fields: { ...videoState, 'data.id': ['video_id'], 'data.video_id': ['video_id'] },
	flattened: ['data'],
};

/** v2 called a translation "success" that v3 calls "completed". */
const translationStatus: Derived = (json) => `(${json}.status === 'completed' ? 'success' : ${json}.status)`;

export const TRANSLATION: OutputMap = {
	fields: {
		'data.video_translate_id': ['id'],
		'data.video_translate_ids': (json) => `[${json}.id]`,
		'data.status': translationStatus,
		'data.url': ['video_url'],
		'data.title': ['title'],
		'data.output_language': ['output_language'],
		'data.caption_url': ['srt_caption_url'],
		'data.message': ['failure_message'],
	},
	flattened: ['data'],
};

export const PHOTO: OutputMap = {
	fields: {
		'data.generation_id': ['generation_id', 'id'],
		'data.id': ['id'],
		'data.status': ['status'],
		'data.msg': ['msg'],
		'data.image_url_list': ['image_url_list'],
		'data.image_key_list': ['image_key_list'],
	},
	flattened: ['data'],
};

export const ASSET: OutputMap = {
	fields: {
		'data.id': ['asset_id'],
		'data.asset_id': ['asset_id'],
		'data.image_key': ['asset_id'],
		'data.url': ['url'],
		'data.file_type': (json) => `${json}.mime_type.split('/')[0]`,
	},
	flattened: ['data'],
};

export const TALKING_PHOTO: OutputMap = {
	fields: {
		'data.talking_photo_id': ['look_id'],
		'data.talking_photo_url': ['preview_image_url'],
		'data.id': ['look_id'],
		'data.group_id': ['group_id'],
	},
	flattened: ['data'],
};

export const ACCOUNT: OutputMap = {
	fields: {
		'data.username': ['username'],
		'data.email': ['email'],
		'data.first_name': ['first_name'],
		'data.last_name': ['last_name'],
	},
	flattened: ['data'],
};

export const SPEECH: OutputMap = {
	fields: {
		'data.audio_url': ['audio_url'],
		'data.duration': ['duration'],
		'data.request_id': ['request_id'],
		'data.word_timestamps': ['word_timestamps'],
	},
	flattened: ['data'],
};

function entry(fields: Readonly<Record<string, string>>): OutputMap {
	return {
		fields: Object.fromEntries(Object.entries(fields).map(([old, now]) => [old, [now]])),
		flattened: [],
	};
}

/** An entry of a list, by what is listed. */
export const ENTRIES = {
	look: entry({
		avatar_id: 'id',
		avatar_name: 'name',
		talking_photo_id: 'id',
		talking_photo_name: 'name',
		id: 'id',
		name: 'name',
		group_id: 'group_id',
		status: 'status',
		preview_image_url: 'preview_image_url',
		preview_video_url: 'preview_video_url',
	}),
	voice: entry({
		voice_id: 'voice_id',
		name: 'name',
		display_name: 'name',
		language: 'language',
		gender: 'gender',
		preview_audio: 'preview_audio_url',
		support_pause: 'support_pause',
	}),
	video: entry({ video_id: 'id', video_title: 'title', status: 'status' }),
	avatar: entry({ id: 'id', name: 'name' }),
	template: entry({ template_id: 'id', name: 'name', thumbnail_image_url: 'thumbnail_url' }),
} as const;

/** What gives an item for each entry now, or has nothing that corresponds. */
export const OTHER: OutputMap = { fields: {}, flattened: [] };

/** Of what has failed, in the item that leaves by the error output. */
export const FAILED: OutputMap = {
	fields: {
		'data.status': () => "'failed'",
		'data.error': ['error'],
		'data.error.message': ['error'],
		'data.error.detail': ['error'],
		'data.message': ['error'],
		'data.msg': ['error'],
		'error.message': ['error'],
	},
	flattened: ['data'],
};
