import type { Field, Translated } from './draft';
import {
	generatePhoto,
	leaves,
	lister,
	listLooks,
	PHOTO_FIELDS,
	readPhoto,
	readQuota,
	readUser,
	speak,
	SPEECH_FIELDS,
	uploadAsset,
	uploadTalkingPhoto,
} from './old/others';
import { generateTemplate, TEMPLATE_FIELDS } from './old/template';
import { listLanguages, readTranslation, translateVideo, TRANSLATION_FIELDS } from './old/translation';
import {
	AGENT_FIELDS,
	AV4_FIELDS,
	generateAvatar4,
	generateByAgent,
	generateVideo,
	ofVideo,
	VIDEO_FIELDS,
} from './old/video';
import type { Request } from './request';
import { knownText, type Value } from './value';

// HeyGen's old endpoints, and what becomes of a request to each.

export interface Endpoint {
	/** Its parts; one that begins with a colon stands for an ID. A star stands for all that follows. */
	readonly path: string;
	/** Every method, where none is named. */
	readonly methods?: readonly string[];
	/** In words, for the documentation. */
	readonly becomes: string;
	/** A field that every body of it has, and no other object. */
	readonly mark?: string;
	/** What becomes of the fields of its body. */
	readonly fields?: readonly Field[];
	/** @param id what stands for the ID in its path. */
	readonly translate: (request: Request, id?: Value) => Translated;
}

const LIVE = leaves(
	'this package has nothing for live and streaming avatars',
	'See at HeyGen what has come in their place.',
);

const WEBHOOKS = leaves(
	'HeyGen Trigger registers and removes its own endpoint, with a secret by which it checks what comes',
	'Put the HeyGen Trigger into the workflow that is to start, and remove this node.',
);

/** A node that people wrote without a method still meant to create something. */
const CREATE = ['POST', 'GET', 'PUT'];

/** The first that fits counts. */
export const ENDPOINTS: readonly Endpoint[] = [
	{
		path: 'v2/video/generate',
		methods: CREATE,
		becomes: 'Video > Create',
		mark: 'video_inputs',
		fields: VIDEO_FIELDS,
		translate: generateVideo,
	},
	{
		path: 'v2/video/av4/generate',
		methods: CREATE,
		becomes: 'Video > Create, of an image',
		mark: 'image_key',
		fields: AV4_FIELDS,
		translate: generateAvatar4,
	},
	{
		path: 'v1/video_agent/generate',
		methods: CREATE,
		becomes: 'Video Agent > Create',
		mark: 'prompt',
		fields: AGENT_FIELDS,
		translate: generateByAgent,
	},
	{
		path: 'v2/template/:id/generate',
		methods: CREATE,
		becomes: 'Template > Generate',
		mark: 'variables',
		fields: TEMPLATE_FIELDS,
		translate: generateTemplate,
	},
	{ path: 'v1/video_status.get', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v1/video_agent/video_status.get', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v2/video_status.get', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v1/video_status/:id', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v1/video/status/:id', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v2/video/status/:id', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v1/video/status', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v2/video/status', becomes: 'Video > Get', translate: ofVideo('get') },
	{ path: 'v1/video.delete', becomes: 'Video > Delete', translate: ofVideo('delete') },
	{ path: 'v1/video.list', becomes: 'Video > Get Many', translate: lister('video', 'data.videos') },
	{
		path: 'v2/video_translate/target_languages',
		becomes: 'Translation > Get Many Languages',
		translate: listLanguages,
	},
	{
		path: 'v2/video_translate',
		methods: CREATE,
		becomes: 'Translation > Create',
		mark: 'video_url',
		fields: TRANSLATION_FIELDS,
		translate: translateVideo,
	},
	{
		path: 'v2/video_translate/:id',
		methods: ['GET'],
		becomes: 'Translation > Get',
		translate: readTranslation,
	},
	{ path: 'v2/avatars', becomes: 'Look > Get Many', translate: lister('look', 'data.avatars') },
	{ path: 'v1/avatar.list', becomes: 'Look > Get Many', translate: lister('look', 'data.avatars') },
	{ path: 'v1/talking_photo.list', becomes: 'Look > Get Many', translate: lister('look', 'data') },
	{
		path: 'v2/avatar_group.list',
		becomes: 'Avatar > Get Many',
		translate: lister('avatar', 'data.avatar_group_list'),
	},
	{
		path: 'v2/avatar_group/:id/avatars',
		becomes: 'Look > Get Many of the group',
		translate: listLooks,
	},
	{ path: 'v2/voices', becomes: 'Voice > Get Many', translate: lister('voice', 'data.voices') },
	{ path: 'v1/voice.list', becomes: 'Voice > Get Many', translate: lister('voice', 'data.list') },
	{ path: 'v2/templates', becomes: 'Template > Get Many', translate: lister('template', 'data.templates') },
	{ path: 'v2/user/remaining_quota', becomes: 'Account > Get', translate: readQuota },
	{ path: 'v1/user/remaining_quota', becomes: 'Account > Get', translate: readQuota },
	{ path: 'v2/user/me', becomes: 'Account > Get', translate: readUser },
	{ path: 'v1/user/me', becomes: 'Account > Get', translate: readUser },
	{ path: 'v1/asset', methods: ['POST'], becomes: 'Asset > Upload', translate: uploadAsset },
	{
		path: 'v1/talking_photo',
		methods: ['POST'],
		becomes: 'Avatar > Create, Type Photo',
		translate: uploadTalkingPhoto,
	},
	{
		path: 'v1/audio/text_to_speech',
		methods: CREATE,
		becomes: 'Voice > Generate Speech',
		fields: SPEECH_FIELDS,
		translate: speak,
	},
	{
		path: 'v2/photo_avatar/photo/generate',
		methods: CREATE,
		becomes: 'Photo > Generate',
		mark: 'appearance',
		fields: PHOTO_FIELDS,
		translate: generatePhoto,
	},
	{
		path: 'v2/photo_avatar/generation/:id',
		becomes: 'Photo > Get Generation',
		translate: readPhoto,
	},
	{
		path: 'v2/photo_avatar/train/*',
		becomes: 'left: an avatar trains by itself, Avatar > Create waits for it',
		translate: leaves(
			'v3 trains an avatar by itself when it is created',
			'Remove it: Avatar > Create waits until the avatar is trained.',
		),
	},
	{
		path: 'v2/photo_avatar/*',
		becomes: 'left: Avatar > Create makes avatars of photos and prompts',
		translate: leaves(
			'v3 makes avatars in another way',
			'Build Avatar > Create by hand: Type Photo for a picture, Prompt for a description.',
		),
	},
	{
		path: 'v1/webhook/*',
		becomes: 'left: HeyGen Trigger registers its own endpoint',
		translate: WEBHOOKS,
	},
	{ path: 'v1/streaming.*', becomes: 'left: nothing corresponds to it', translate: LIVE },
	{ path: 'v1/streaming/*', becomes: 'left: nothing corresponds to it', translate: LIVE },
];

const HEYGEN = /(^|\.)heygen\.com$/;

/** Old paths that no other API has: there the host may be an expression. */
const UNMISTAKABLE =
	/^v[12]\/(video_status\.get|video\/generate|video\/av4\/generate|video_translate|photo_avatar|talking_photo|avatar_group)/;

/** The path of a request as a text, with a question mark for each part that is an expression. */
export function pathOf(request: Request): string {
	return request.path.map((part) => knownText(part) ?? ':').join('/');
}

/** Whether a request goes to HeyGen. */
export function goesToHeyGen(request: Request): boolean {
	return HEYGEN.test(request.host) || (request.host === '' && UNMISTAKABLE.test(oldPath(request)));
}

/** The path from its version on: what stands before belongs to a host that an expression gives. */
function oldPath(request: Request): string {
	return pathOf(request).replace(/^(?::\/)+(?=v\d)/, '');
}

/** Whether it goes to today's version of HeyGen's API. */
export function isCurrent(request: Request): boolean {
	return oldPath(request).startsWith('v3/');
}

function matchOf(pattern: string, request: Request): { id?: Value } | undefined {
	const parts = pattern.split('/');
	const path = request.path.slice(request.path.length - oldPath(request).split('/').length);
	if (!pattern.endsWith('*') && parts.length !== path.length) return undefined;
	let id: Value | undefined;
	for (const [index, part] of parts.entries()) {
		const is = path[index];
		if (part === '*') return { id };
		if (!is) return undefined;
		if (part.startsWith(':')) {
			id = is;
			continue;
		}
		const text = knownText(is)?.toLowerCase();
		const fits = part.endsWith('*') ? text?.startsWith(part.slice(0, -1)) : text === part;
		if (!fits) return undefined;
	}
	return { id };
}

export interface Matched {
	readonly endpoint: Endpoint;
	readonly id?: Value;
}

/** The old endpoint that a request goes to; undefined where it is none that is known here. */
export function endpointOf(request: Request): Matched | undefined {
	for (const endpoint of ENDPOINTS) {
		if (endpoint.methods && !endpoint.methods.includes(request.method)) continue;
		const match = matchOf(endpoint.path, request);
		if (match) return { endpoint, id: match.id };
	}
	return undefined;
}
