import { Draft, sorted, Untranslatable, write, type Field, type Translated } from './draft';
import { isRecord, listOf, textIn, type Fields } from './json';
import { writeLanguages } from './old/translation';
import { ratioOf, resolutionOf } from './old/video';
import { OTHER, type OutputMap } from './outputs';
import { BACKGROUND_COLOR, BACKGROUND_URL, VOICE_SETTINGS } from './places';
import { isNothing, knownText, memberOf, objectOf, plain, toParameter, valueOf, type Value } from './value';
import type { WorkflowNode } from './workflow';

// HeyGen's own package, 0.1.9. It gives v3's answers as they come, so that what was under "data" stands at the top here.

const PACKAGE = '@heygenofficial/n8n-nodes-heygen-official.';

export function isOfficialNode({ type }: WorkflowNode): boolean {
	return type === `${PACKAGE}heygenNode` || type === `${PACKAGE}heygenNodeTool`;
}

export function isOfficialTrigger({ type }: WorkflowNode): boolean {
	return type === `${PACKAGE}heygenTrigger`;
}

export const OFFICIAL_VERSION = '0.1.9';

/** v3's fields, one level higher. */
function v3(...names: readonly string[]): OutputMap {
	return {
		fields: Object.fromEntries(names.map((name) => [`data.${name}`, [name]])),
		flattened: ['data'],
	};
}

const VIDEO: OutputMap = {
	fields: {
		...v3(
			'status',
			'title',
			'duration',
			'video_url',
			'captioned_video_url',
			'subtitle_url',
			'thumbnail_url',
			'gif_url',
			'video_page_url',
			'folder_id',
			'failure_code',
			'failure_message',
			'id',
		).fields,
		'data.video_id': ['video_id', 'id'],
	},
	flattened: ['data'],
};

const READ_VIDEO: OutputMap = { ...VIDEO, fields: { ...VIDEO.fields, 'data.video_id': ['id'] } };

const TEST: Field = {
	from: 'additionalFields.test',
	dropped: true,
	usual: [false],
	why: 'v3 has no test mode: every video is paid',
	todo: 'Use the option Dry Run to check a request without paying',
};

const extras = (group: string): Field[] => [
	{ from: `${group}.title`, to: 'options.title', as: 'text' },
	{ from: `${group}.callbackUrl`, to: 'options.callbackUrl', as: 'text' },
	{ from: `${group}.callbackId`, to: 'options.callbackId', as: 'text' },
	{ from: `${group}.folderId`, to: 'options.folderId', as: 'text' },
	{ ...TEST, from: `${group}.test` },
];

const size = (name: string): Field[] => [
	{ from: `${name}.dimensionValues.width`, decides: 'options.aspectRatio and options.resolution' },
	{ from: `${name}.dimensionValues.height`, decides: 'options.aspectRatio and options.resolution' },
];

const SCENE = 'videoInput.videoInputValues[]';

const avatarVideo: readonly Field[] = [
	{ from: 'caption', decides: 'nothing: v3 ignores what it sends, and subtitles come anyway' },
	...size('dimension'),
	...extras('additionalFields'),
	{ from: `${SCENE}.characterType`, decides: 'type: Avatar' },
	{ from: `${SCENE}.avatarId`, to: 'avatarId', as: 'locator' },
	{ from: `${SCENE}.talkingPhotoId`, to: 'avatarId', as: 'locator' },
	{ from: `${SCENE}.voiceType`, decides: 'voiceSource: Script or Audio' },
	{ from: `${SCENE}.inputText`, to: 'script', as: 'text', with: { voiceSource: 'script' } },
	{ from: `${SCENE}.voiceId`, to: 'voiceId', as: 'locator' },
	{ from: `${SCENE}.speed`, to: `${VOICE_SETTINGS}.speed`, as: 'number', usual: [1] },
	{
		from: `${SCENE}.audioUrl`,
		to: 'audioUrl',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'url' },
	},
	{ from: `${SCENE}.duration`, decides: 'nothing: silence was refused there, too' },
	{ from: `${SCENE}.backgroundType`, decides: 'what is behind: a color or a picture' },
	{
		from: `${SCENE}.backgroundColor`,
		...BACKGROUND_COLOR,
		as: 'text',
	},
	{
		from: `${SCENE}.backgroundImageUrl`,
		...BACKGROUND_URL,
		as: 'text',
	},
	{
		from: `${SCENE}.backgroundVideoUrl`,
		...BACKGROUND_URL,
		as: 'text',
		why: 'It was sent as a picture there, too.',
	},
];

const createVideo: readonly Field[] = [
	{ from: 'videosUseJsonBody', decides: 'whether the node is left' },
	{
		from: 'videosJsonBody',
		stops: true,
		why: 'it sends JSON of its own',
		todo: 'Build Video > Create by hand; what it has no parameter for goes into the option Custom Body.',
	},
	{ from: 'videosVisualSource', decides: 'type: Avatar or Image' },
	{ from: 'videosVideoType', decides: 'nothing: the visual source says it' },
	{ from: 'videosAvatarId', to: 'avatarId', as: 'locator' },
	{ from: 'videosImageUrl', to: 'imageUrl', as: 'text', with: { imageSource: 'url' } },
	{ from: 'videosImageAssetId', to: 'imageAssetId', as: 'text', with: { imageSource: 'asset' } },
	{ from: 'videosVoiceMode', decides: 'voiceSource: Script or Audio' },
	{ from: 'videosScript', to: 'script', as: 'text', with: { voiceSource: 'script' } },
	{ from: 'videosVoiceId', to: 'voiceId', as: 'locator' },
	{ from: 'videosVoiceSpeed', to: `${VOICE_SETTINGS}.speed`, as: 'number', usual: [1] },
	{
		from: 'videosAudioUrl',
		to: 'audioUrl',
		as: 'text',
		with: { voiceSource: 'audio', audioSource: 'url' },
	},
	...size('videosDimension'),
	{ from: 'videosBackgroundType', decides: 'what is behind: nothing, a color or a picture' },
	{ from: 'videosBackgroundColor', ...BACKGROUND_COLOR, as: 'text' },
	{
		from: 'videosBackgroundImageUrl',
		...BACKGROUND_URL,
		as: 'text',
	},
	{
		from: 'videosBackgroundVideoUrl',
		...BACKGROUND_URL,
		as: 'text',
		why: 'It was sent as a picture there, too.',
	},
	{ from: 'videosCaption', decides: 'nothing: v3 ignores what it sends, and subtitles come anyway' },
	...extras('videosAdditionalFields'),
];

const templateVideo: readonly Field[] = [
	{ from: 'caption', to: 'options.burnCaptions', as: 'flag', usual: [false] },
	{ from: 'enableSharing', to: 'options.enableSharing', as: 'flag', usual: [false] },
	{ from: 'dimension.dimensionValues.width', to: 'options.width', as: 'number' },
	{ from: 'dimension.dimensionValues.height', to: 'options.height', as: 'number' },
	...extras('additionalFields'),
	{ from: 'templateIDString', to: 'templateId', as: 'locator' },
	{ from: 'templateIDOptions', to: 'templateId', as: 'locator' },
	{ from: 'templateVariables.variable[].key', decides: 'variables, as JSON' },
	{ from: 'templateVariables.variable[].type', decides: 'variables, as JSON' },
	{ from: 'templateVariables.variable[].textContent', decides: 'variables, as JSON' },
	{ from: 'templateVariables.variable[].voiceId', decides: 'variables, as JSON' },
];

const more = (name: string): string => `additionalFields.${name}`;

const translateVideo: readonly Field[] = [
	{ from: 'videoUrl', to: 'videoUrl', as: 'text', with: { videoSource: 'url' } },
	{ from: 'audioUrl', to: 'settings.audio', as: 'text' },
	{ from: 'useMultipleLanguages', decides: 'outputLanguages' },
	{ from: 'outputLanguage', decides: 'outputLanguages' },
	{ from: 'outputLanguages', decides: 'outputLanguages' },
	{ from: more('mode'), to: 'mode', as: 'text', words: { fast: 'speed', quality: 'precision' } },
	{ from: more('inputLanguage'), to: 'inputLanguage', as: 'locator' },
	{ from: more('title'), to: 'settings.title', as: 'text' },
	{ from: more('brandVoiceId'), to: 'settings.brandGlossaryId', as: 'locator' },
	{ from: more('disableMusicTrack'), to: 'settings.disableMusicTrack', as: 'flag' },
	{ from: more('enableDynamicDuration'), to: 'settings.enableDynamicDuration', as: 'flag' },
	{ from: more('enableSpeechEnhancement'), to: 'settings.enableSpeechEnhancement', as: 'flag' },
	{ from: more('enableWatermark'), to: 'settings.enableWatermark', as: 'flag' },
	{ from: more('endTime'), to: 'settings.endTime', as: 'number', usual: [0] },
	{ from: more('startTime'), to: 'settings.startTime', as: 'number', usual: [0] },
	{ from: more('folderId'), to: 'settings.folderId', as: 'text' },
	{ from: more('fpsMode'), to: 'settings.fpsMode', as: 'text' },
	{ from: more('keepTheSameFormat'), to: 'settings.keepTheSameFormat', as: 'flag' },
	{ from: more('speakerNum'), to: 'settings.speakerNum', as: 'number', usual: [0] },
	{ from: more('srtUrl'), to: 'settings.srt', as: 'text' },
	{ from: more('srtRole'), to: 'settings.srtRole', as: 'text' },
	{ from: more('translateAudioOnly'), to: 'settings.translateAudioOnly', as: 'flag' },
	{ from: more('useDisguisedVoice'), dropped: true, usual: [false], why: 'v3 has no field for it' },
	{ from: more('callbackUrl'), to: 'options.callbackUrl', as: 'text' },
	{ from: more('callbackId'), to: 'options.callbackId', as: 'text' },
	{ from: more('checkCreditsSync'), dropped: true, usual: [false], why: 'v3 has no field for it' },
	{ from: more('createCollection'), dropped: true, usual: [false], why: 'v3 has no field for it' },
	{
		from: more('enableCaption'),
		dropped: true,
		usual: [false],
		why: 'v3 ignores it; subtitles always come',
		todo: 'Choose them in Download',
	},
	{
		from: more('validateOnly'),
		dropped: true,
		usual: [false],
		why: 'v3 has no field for it',
		todo: 'Use the option Dry Run to check a request without paying',
	},
];

const paging: readonly Field[] = [
	{ from: 'listPageLimit', to: 'limit', as: 'number' },
	{
		from: 'listPaginationToken',
		dropped: true,
		why: 'the node asks for as many pages as it needs',
		todo: 'Use Limit or Return All, and remove a loop around it',
	},
];

interface Operation {
	readonly becomes: readonly [resource: string, operation: string];
	readonly outputs: OutputMap;
	readonly fields: readonly Field[];
	/** What n8n has not saved, because it is the default. */
	readonly defaults?: Fields;
	readonly prepare?: (body: Value, draft: Draft) => readonly string[];
	readonly creates?: Translated['creates'];
	readonly reads?: Translated['reads'];
	readonly waits?: boolean;
	readonly check?: string;
}

function list(resource: string, fields: readonly Field[], operation = 'getAll'): Operation {
	return {
		becomes: [resource, operation],
		outputs: OTHER,
		defaults: { listPageLimit: 20 },
		fields: [...paging, ...fields],
		check: 'it gives an item for each entry, where there was one with all of them under data',
	};
}

function choice(from: string, to: string): Field {
	return { from, to, as: 'text', usual: ['any', ''] };
}

/** The size that is not said is 1280 × 720 there. */
function writeSize(body: Value, name: string, draft: Draft): void {
	const values = memberOf(body, name, 'dimensionValues');
	const [width = 0, height = 0] = [memberOf(values, 'width'), memberOf(values, 'height')].map(
		(side, index) => (side === undefined ? [1280, 720][index] : Number(knownText(side))),
	);
	if (!(width > 0 && height > 0)) {
		draft.check('its size is an expression', 'Set Aspect Ratio and Resolution in the options');
		return;
	}
	draft.set('options.aspectRatio', ratioOf(width, height).name);
	draft.set('options.resolution', resolutionOf(width, height));
}

function writeAvatarVideo(body: Value, draft: Draft): readonly string[] {
	const scenes = memberOf(body, 'videoInput', 'videoInputValues');
	const entries = scenes?.is === 'list' ? scenes.entries : scenes?.is === 'object' ? [scenes] : [];
	const [scene, further] = entries;
	if (!scene || further || scene.is !== 'object') {
		throw new Untranslatable(
			'it has not exactly one scene, which its own node refuses, too',
			'Build Video > Create by hand; a studio video has up to 50 scenes.',
		);
	}
	const type = knownText(memberOf(scene, 'voiceType')) ?? 'text';
	const character = knownText(memberOf(scene, 'characterType')) ?? 'avatar';
	const behind = knownText(memberOf(scene, 'backgroundType')) ?? 'color';
	const unused = new Set([
		character === 'avatar' ? 'talkingPhotoId' : 'avatarId',
		...(type === 'audio' ? ['inputText', 'voiceId', 'speed'] : ['audioUrl']),
		...['color', 'image', 'video'].filter((kind) => kind !== behind).map((kind) => BACKGROUNDS[kind] ?? ''),
	]);
	const members = new Map([...scene.members].filter(([name]) => !unused.has(name)));
	draft.set('type', 'avatar');
	if (behind === 'color' && !members.has('backgroundColor')) members.set('backgroundColor', plain('#f6f6fc'));
	const one = objectOf({
		videoInput: objectOf({ videoInputValues: { is: 'list', entries: [{ is: 'object', members }] } }),
	});
	write(sorted(one, avatarVideo, draft), draft);
	writeSize(body, 'dimension', draft);
	return ['videoInput', 'dimension'];
}

const BACKGROUNDS: Readonly<Record<string, string>> = {
	color: 'backgroundColor',
	image: 'backgroundImageUrl',
	video: 'backgroundVideoUrl',
};

function writeVideo(body: Value, draft: Draft): readonly string[] {
	const chosen = (name: string, usual: string) => knownText(memberOf(body, name)) ?? usual;
	if (chosen('videosUseJsonBody', 'false') !== 'false') {
		throw new Untranslatable(
			'it sends JSON of its own',
			'Build Video > Create by hand; what it has no parameter for goes into the option Custom Body.',
		);
	}
	const source = chosen('videosVisualSource', 'avatarId');
	const voice = chosen('videosVoiceMode', 'text');
	const background = chosen('videosBackgroundType', 'none');
	if (voice === 'none') {
		throw new Untranslatable('nobody says anything in it', 'Build it by hand, with a script or a recording.');
	}
	draft.set('type', source === 'avatarId' ? 'avatar' : 'image');
	if (background === 'color' && isNothing(memberOf(body, 'videosBackgroundColor'))) {
		const field: Field = { from: 'videosBackgroundColor', ...BACKGROUND_COLOR, as: 'text' };
		write([{ field, value: plain('#f6f6fc') }], draft);
	}
	writeSize(body, 'videosDimension', draft);
	return [
		'videosJsonBody',
		'videosDimension',
		...['AvatarId', 'ImageUrl', 'ImageAssetId']
			.map((name) => `videos${name}`)
			.filter((name) => name.toLowerCase() !== `videos${source}`.toLowerCase()),
		...(voice === 'text' ? ['videosAudioUrl'] : ['videosScript', 'videosVoiceId', 'videosVoiceSpeed']),
		...['color', 'image', 'video']
			.filter((kind) => kind !== background)
			.map((kind) => `videosB${(BACKGROUNDS[kind] ?? '').slice(1)}`),
	];
}

function writeVariables(body: Value, draft: Draft): readonly string[] {
	const rows = memberOf(body, 'templateVariables', 'variable');
	const entries = rows?.is === 'list' ? rows.entries : [];
	const variables = new Map(
		entries.map((row) => {
			const key = knownText(memberOf(row, 'key'));
			if (key === undefined) {
				throw new Untranslatable(
					'the name of a variable is an expression',
					'Build Template > Generate by hand: it shows the variables as fields.',
				);
			}
			const voice = knownText(memberOf(row, 'type')) === 'voice';
			const value = voice
				? objectOf({ type: plain('voice'), voice_id: memberOf(row, 'voiceId') ?? plain('') })
				: objectOf({ type: plain('text'), content: memberOf(row, 'textContent') ?? plain('') });
			return [key, value];
		}),
	);
	draft.set('specifyVariables', 'json');
	draft.set('variables', toParameter({ is: 'object', members: variables }));
	// The one that was typed in goes before the one that was chosen.
	return isNothing(memberOf(body, 'templateIDString')) ? [] : ['templateIDOptions'];
}

function writeTranslation(body: Value, draft: Draft): readonly string[] {
	const several = knownText(memberOf(body, 'useMultipleLanguages')) === 'true';
	const languages = memberOf(body, several ? 'outputLanguages' : 'outputLanguage');
	if (languages) writeLanguages(languages, draft);
	return ['outputLanguages', 'outputLanguage'];
}

function jsonBody(name: string, where: string) {
	return (body: Value): readonly string[] => {
		if (knownText(memberOf(body, name)) !== 'true') return [where];
		throw new Untranslatable(
			'it sends JSON of its own',
			'Build it by hand; what the node has no parameter for goes into the option Custom Body.',
		);
	};
}

/** Nor did theirs. */
function downloadsNothing(_body: Value, draft: Draft): readonly string[] {
	draft.set('download', []);
	return [];
}

const ASSETS = v3('asset_id', 'url', 'mime_type', 'size_bytes');

/** By "resource.operation" of theirs. */
export const OFFICIAL: Readonly<Record<string, Operation>> = {
	'video.createAvatarVideo': {
		becomes: ['video', 'create'],
		outputs: VIDEO,
		fields: avatarVideo,
		prepare: writeAvatarVideo,
		creates: 'video',
	},
	'video.createVideo': {
		becomes: ['video', 'create'],
		outputs: VIDEO,
		fields: createVideo,
		prepare: writeVideo,
		creates: 'video',
	},
	'video.createTemplateVideo': {
		becomes: ['template', 'generate'],
		outputs: { ...VIDEO, fields: { ...VIDEO.fields, 'data.video_id': ['id'] } },
		fields: templateVideo,
		prepare: writeVariables,
		creates: 'video',
	},
	'video.translateVideo': {
		becomes: ['translation', 'create'],
		outputs: {
			fields: {
				...v3('id', 'title', 'status', 'output_language', 'video_url', 'audio_url', 'failure_message').fields,
				'data.video_translation_ids': (json) => `[${json}.id]`,
			},
			flattened: ['data'],
		},
		fields: translateVideo,
		prepare: writeTranslation,
		creates: 'translation',
	},
	'video.getVideoStatus': {
		becomes: ['video', 'get'],
		outputs: READ_VIDEO,
		fields: [{ from: 'videoId', to: 'videoId', as: 'locator' }],
		reads: 'video',
	},
	'video.deleteVideo': {
		becomes: ['video', 'delete'],
		outputs: OTHER,
		fields: [{ from: 'videoId', to: 'videoId', as: 'locator' }],
	},
	'video.listVideos': list('video', [
		{ from: 'videosFolderId', to: 'filters.folderId', as: 'text' },
		{ from: 'videosTitleFilter', to: 'filters.title', as: 'text' },
	]),
	'list.listAvatars': list('look', [
		{ from: 'avatarLooksGroupId', to: 'filters.groupId', as: 'locator' },
		choice('avatarLooksAvatarType', 'filters.avatarType'),
		choice('avatarLooksOwnership', 'filters.ownership'),
	]),
	'list.listAvatarsGroups': list('avatar', [choice('avatarGroupsOwnership', 'filters.ownership')]),
	'list.listVoices': {
		...list('voice', [
			choice('voiceLibraryType', 'filters.type'),
			{ from: 'engineFilter', decides: 'filters.engine' },
			{ from: 'engineCustom', to: 'filters.engine', as: 'text' },
			{ from: 'voiceLanguage', to: 'filters.language', as: 'text' },
			choice('voiceGender', 'filters.gender'),
		]),
		prepare: (body, draft) => {
			const engine = knownText(memberOf(body, 'engineFilter')) ?? 'starfish';
			if (engine === 'starfish') draft.set('filters.engine', 'starfish');
			return engine === 'custom' ? [] : ['engineCustom'];
		},
	},
	'list.designVoice': {
		becomes: ['voice', 'design'],
		outputs: OTHER,
		fields: [
			{ from: 'voiceDesignPrompt', to: 'prompt', as: 'text' },
			{ from: 'voiceDesignSeed', to: 'options.seed', as: 'number' },
		],
		check: 'it gives an item for each voice',
	},
	'list.generateSpeech': {
		becomes: ['voice', 'generateSpeech'],
		outputs: v3('audio_url', 'duration', 'request_id', 'word_timestamps'),
		defaults: {},
		fields: [
			{ from: 'ttsText', to: 'text', as: 'text' },
			{ from: 'ttsVoiceId', to: 'voiceId', as: 'locator' },
		],
		prepare: downloadsNothing,
	},
	'avatar.createAvatar': {
		becomes: ['avatar', 'create'],
		outputs: {
			fields: {
				'data.avatar_item.id': ['look_id'],
				'data.avatar_item.group_id': ['group_id'],
				'data.avatar_group.id': ['group_id'],
				'data.avatar_item.status': ['status'],
			},
			flattened: [],
		},
		fields: [
			{ from: 'avatarUseJsonBody', decides: 'whether the node is left' },
			{ from: 'avatarJsonBody', decides: 'whether the node is left' },
			{ from: 'avatarCreateType', decides: 'type: Prompt' },
			{ from: 'avatarName', to: 'name', as: 'text' },
			{ from: 'avatarPrompt', to: 'prompt', as: 'text' },
		],
		prepare: (body, draft) => {
			const ignored = jsonBody('avatarUseJsonBody', 'avatarJsonBody')(body);
			draft.set('type', 'prompt');
			draft.set('wait', false);
			return ignored;
		},
	},
	'videoAgent.createVideoAgentSession': {
		becomes: ['videoAgent', 'create'],
		outputs: v3('session_id', 'status', 'video_id'),
		fields: [
			{ from: 'vaUseJsonBody', decides: 'whether the node is left' },
			{ from: 'vaJsonBody', decides: 'whether the node is left' },
			{ from: 'vaPrompt', to: 'prompt', as: 'text' },
			{ from: 'vaOrientation', to: 'options.orientation', as: 'text' },
			{ from: 'vaAvatarId', to: 'avatarId', as: 'locator' },
			{
				from: 'vaDurationSec',
				dropped: true,
				usual: [0],
				why: 'v3 has no field for it',
				todo: 'Say in the prompt how long the video is to be',
			},
		],
		prepare: (body, draft) => {
			draft.set('mode', 'generate');
			return jsonBody('vaUseJsonBody', 'vaJsonBody')(body);
		},
		creates: 'video',
	},
	'videoAgent.listVideoAgentSessions': list('videoAgent', []),
	'videoAgent.listVideoAgentStyles': list(
		'videoAgent',
		[{ from: 'videoAgentStylesTag', to: 'filters.tag', as: 'text' }],
		'getStyles',
	),
	'lipsync.listLipsyncs': list('lipsync', []),
	'lipsync.createLipsync': {
		becomes: ['lipsync', 'create'],
		outputs: v3('lipsync_id', 'status', 'video_url'),
		fields: [
			{ from: 'lsUseJsonBody', decides: 'whether the node is left' },
			{ from: 'lsJsonBody', decides: 'whether the node is left' },
			{ from: 'lsVideoUrl', to: 'videoUrl', as: 'text', with: { videoSource: 'url' } },
			{ from: 'lsAudioUrl', to: 'audioUrl', as: 'text', with: { audioSource: 'url' } },
			{ from: 'lsMode', to: 'mode', as: 'text' },
		],
		prepare: (body, draft) => {
			draft.set('wait', false);
			return jsonBody('lsUseJsonBody', 'lsJsonBody')(body);
		},
	},
	'lipsync.getLipsync': {
		becomes: ['lipsync', 'get'],
		outputs: v3('id', 'title', 'status', 'duration', 'video_url', 'caption_url', 'failure_message'),
		fields: [{ from: 'lsLipsyncId', to: 'lipsyncId', as: 'locator' }],
		prepare: downloadsNothing,
	},
	'lipsync.deleteLipsync': {
		becomes: ['lipsync', 'delete'],
		outputs: OTHER,
		fields: [{ from: 'lsLipsyncId', to: 'lipsyncId', as: 'locator' }],
	},
	'lipsync.updateLipsync': {
		becomes: ['lipsync', 'update'],
		outputs: v3('id', 'title', 'status'),
		fields: [
			{ from: 'lsLipsyncId', to: 'lipsyncId', as: 'locator' },
			{ from: 'lsTitle', to: 'title', as: 'text' },
		],
	},
	'asset.uploadAssets': {
		becomes: ['asset', 'upload'],
		outputs: ASSETS,
		fields: [
			{ from: 'binaryData', decides: 'source: Binary File or URL' },
			{ from: 'binaryPropertyName', to: 'binaryProperty', as: 'text' },
			{ from: 'fileUrl', to: 'url', as: 'text' },
		],
		prepare: (body, draft) => {
			const binary = knownText(memberOf(body, 'binaryData')) === 'true';
			draft.set('source', binary ? 'binary' : 'url');
			return binary ? ['fileUrl'] : ['binaryPropertyName'];
		},
	},
};

/** The operation that n8n takes where none was saved. */
const USUAL: Readonly<Record<string, string>> = {
	video: 'createAvatarVideo',
	list: 'listAvatars',
	avatar: 'createAvatar',
	videoAgent: 'createVideoAgentSession',
	lipsync: 'listLipsyncs',
	asset: 'uploadAssets',
	oauth: 'registerOAuthClient',
};

/** Neither is sent anywhere. */
const NOT_SENT = ['resource', 'operation', 'authentication', 'descriptionType', 'toolDescription', 'note'];

export function translateOfficial({ parameters }: WorkflowNode): Translated {
	const resource = textIn(parameters, 'resource') || 'video';
	const name = `${resource}.${textIn(parameters, 'operation') || (USUAL[resource] ?? '')}`;
	const operation = Object.hasOwn(OFFICIAL, name) ? OFFICIAL[name] : undefined;
	if (!operation) {
		throw new Untranslatable(
			'this package has nothing that corresponds to this operation',
			name.startsWith('oauth.')
				? 'The credential HeyGen Studio OAuth2 API says how to sign in.'
				: 'Build it by hand.',
		);
	}
	const body = valueOf({ ...operation.defaults, ...parameters });
	const draft = new Draft();
	const prepared = operation.prepare?.(body, draft) ?? [];
	const ignored = [...NOT_SENT, ...prepared];
	write(sorted(body, operation.fields, draft, ignored), draft);
	if (isRecord(draft.parameters.options) && draft.parameters.options.callbackId !== undefined) {
		if (draft.parameters.options.callbackUrl === undefined) {
			delete draft.parameters.options.callbackId;
			draft.dropped(
				'"callbackId" was left out',
				'v3 takes it only together with a callback URL',
				'Set Callback URL, too',
			);
		}
	}
	if (operation.check !== undefined) {
		draft.check(operation.check, 'See what its fields are called now where they are used');
	}
	const [newResource, newOperation] = operation.becomes;
	return {
		resource: newResource,
		operation: newOperation,
		parameters: draft.parameters,
		outputs: operation.outputs,
		remarks: draft.remarks,
		creates: operation.creates,
		reads: operation.reads,
	};
}

/** Which sign-in it used: theirs signs in unless told otherwise. */
export function authenticationOf({ parameters }: WorkflowNode): 'apiKey' | 'oAuth2' {
	return parameters.authentication === 'apiKey' ? 'apiKey' : 'oAuth2';
}

export const TRIGGER: OutputMap = {
	fields: {
		event: ['event'],
		'payload.event': ['event'],
		'payload.event_type': ['event'],
		'payload.event_id': ['id'],
		'payload.event_data': ['data'],
		'payload.data': ['data'],
	},
	flattened: [],
};

/** The trigger; none of theirs checks who has sent an event. */
export function triggerParameters({ parameters }: WorkflowNode): Fields {
	const events = listOf(parameters.events).filter((event) => typeof event === 'string');
	return { authentication: 'apiKey', events: events.length > 0 ? events : ['*'], fetchDetails: true };
}
