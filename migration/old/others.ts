import { Draft, sorted, Untranslatable, write, written, type Field, type Translated } from '../draft';
import type { Fields } from '../json';
import { ACCOUNT, ASSET, ENTRIES, OTHER, PHOTO, SPEECH, TALKING_PHOTO, type OutputMap } from '../outputs';
import { type Request } from '../request';
import { isNothing, plain, type Value } from '../value';

export const PHOTO_FIELDS: readonly Field[] = [
	{ from: 'name', to: 'name', as: 'text' },
	{ from: 'age', to: 'age', as: 'text' },
	{ from: 'gender', to: 'gender', as: 'text' },
	{ from: 'ethnicity', to: 'ethnicity', as: 'text' },
	{ from: 'orientation', to: 'orientation', as: 'text' },
	{ from: 'pose', to: 'pose', as: 'text' },
	{ from: 'style', to: 'style', as: 'text' },
	{ from: 'appearance', to: 'appearance', as: 'text' },
	{ from: 'callback_url', dropped: true, why: 'the node waits for the photos itself' },
	{ from: 'callback_id', dropped: true, why: 'the node waits for the photos itself' },
];

/** `POST /v2/photo_avatar/photo/generate` */
export function generatePhoto(request: Request): Translated {
	const { body } = request;
	if (request.unread || body?.is !== 'object') {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON',
			'Write the body out in the old node and migrate again, or build Photo > Generate by hand.',
		);
	}
	const draft = new Draft();
	write(sorted(body, PHOTO_FIELDS, draft), draft);
	draft.check('If Retired says what happens where HeyGen has ended this endpoint of v2');
	return {
		resource: 'photo',
		operation: 'generate',
		parameters: draft.parameters,
		outputs: PHOTO,
		remarks: draft.remarks,
		creates: 'photo',
	};
}

/** `GET /v2/photo_avatar/generation/{id}` */
export function readPhoto(_request: Request, id?: Value): Translated {
	return {
		resource: 'photo',
		operation: 'getGeneration',
		parameters: { generationId: written('text', id ?? plain('')) },
		outputs: PHOTO,
		remarks: [],
		reads: 'photo',
	};
}

function fileIn(request: Request): string {
	if (request.file !== undefined) return request.file;
	throw new Untranslatable(
		'it does not send a file of the item, as far as can be seen',
		'Build Asset > Upload by hand.',
	);
}

/** `POST upload.heygen.com/v1/asset` */
export function uploadAsset(request: Request): Translated {
	return {
		resource: 'asset',
		operation: 'upload',
		parameters: { source: 'binary', binaryProperty: fileIn(request) },
		outputs: ASSET,
		remarks: [],
	};
}

/** `POST upload.heygen.com/v1/talking_photo` */
export function uploadTalkingPhoto(request: Request): Translated {
	return {
		resource: 'avatar',
		operation: 'create',
		parameters: {
			type: 'photo',
			name: 'Talking photo',
			photoSource: 'binary',
			photoBinaryProperty: fileIn(request),
			wait: true,
		},
		outputs: TALKING_PHOTO,
		remarks: [
			{
				kind: 'check',
				what: 'v3 makes an avatar of the picture, which is paid, and the node waits until it is trained',
				todo: 'Give it a name of your own',
			},
		],
	};
}

export const SPEECH_FIELDS: readonly Field[] = [
	{ from: 'text', to: 'text', as: 'text' },
	{ from: 'voice_id', to: 'voiceId', as: 'locator' },
	{ from: 'speed', to: 'options.speed', as: 'number', usual: [1] },
	{ from: 'locale', to: 'options.locale', as: 'text' },
	{ from: 'language', to: 'options.language', as: 'text' },
	{ from: 'input_type', to: 'options.inputType', as: 'text' },
];

/** `POST /v1/audio/text_to_speech` */
export function speak(request: Request): Translated {
	const { body } = request;
	if (request.unread || body?.is !== 'object') {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON',
			'Build Voice > Generate Speech by hand.',
		);
	}
	const draft = new Draft();
	draft.set('download', []);
	write(sorted(body, SPEECH_FIELDS, draft), draft);
	return {
		resource: 'voice',
		operation: 'generateSpeech',
		parameters: draft.parameters,
		outputs: SPEECH,
		remarks: draft.remarks,
	};
}

/**
 * What v2 gave as one list, and the node gives as an item for each entry.
 *
 * @param list the path of the list in the old answer.
 */
export function lister(resource: keyof typeof ENTRIES, list: string, filters: Fields = {}) {
	return (): Translated => ({
		resource,
		operation: 'getAll',
		parameters: { returnAll: true, ...(Object.keys(filters).length > 0 ? { filters } : {}) },
		outputs: OTHER,
		remarks: [],
		list: { path: list, entry: ENTRIES[resource] },
	});
}

/** `GET /v2/avatar_group/{id}/avatars` */
export function listLooks(_request: Request, id?: Value): Translated {
	const groupId = id && !isNothing(id) ? { groupId: written('locator', id) } : {};
	return lister('look', 'data.avatar_list', groupId)();
}

function account(outputs: OutputMap, todo?: string) {
	return (): Translated => ({
		resource: 'account',
		operation: 'get',
		parameters: {},
		outputs,
		remarks:
			todo === undefined
				? []
				: [{ kind: 'check', what: 'a quota of seconds is no more; balance is money or credits', todo }],
	});
}

/** `GET /v2/user/remaining_quota` */
export const readQuota = account(OTHER, 'Use balance and balance_unit where remaining_quota was used');

/** `GET /v2/user/me` */
export const readUser = account(ACCOUNT);

/** An endpoint that nothing corresponds to. */
export function leaves(why: string, todo: string) {
	return (): Translated => {
		throw new Untranslatable(why, todo);
	};
}
