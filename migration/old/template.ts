import { Draft, sorted, Untranslatable, write, written, type Field, type Translated } from '../draft';
import { TEMPLATE_GENERATED } from '../outputs';
import { type Request } from '../request';
import { isNothing, knownText, memberOf, objectOf, plain, toParameter, type Value } from '../value';
import { callable } from './video';

export const TEMPLATE_FIELDS: readonly Field[] = [
	{ from: 'title', to: 'options.title', as: 'text' },
	{ from: 'caption', to: 'options.burnCaptions', as: 'flag', usual: [false] },
	{ from: 'include_gif', to: 'options.includeGif', as: 'flag', usual: [false] },
	{ from: 'enable_sharing', to: 'options.enableSharing', as: 'flag', usual: [false] },
	{ from: 'reorder_music', to: 'options.reorderMusic', as: 'flag' },
	{
		from: 'keep_text_vertically_centered',
		to: 'options.keepTextVerticallyCentered',
		as: 'flag',
		usual: [false],
	},
	{ from: 'dimension.width', to: 'options.width', as: 'number' },
	{ from: 'dimension.height', to: 'options.height', as: 'number' },
	{ from: 'scene_ids', to: 'options.sceneIds', as: 'json' },
	{ from: 'folder_id', to: 'options.folderId', as: 'text' },
	{ from: 'brand_voice_id', to: 'options.brandGlossaryId', as: 'locator' },
	{ from: 'callback_url', to: 'options.callbackUrl', as: 'text' },
	{
		from: 'callback_id',
		to: 'options.callbackId',
		as: 'text',
		why: 'Kept only together with callback_url, without which v3 refuses it.',
	},
	{ from: 'variables', decides: 'variables, as JSON: v3 has the value of each beside its type' },
	{
		from: 'test',
		dropped: true,
		usual: [false],
		why: 'v3 has no test mode: every video is paid',
		todo: 'Use the option Dry Run to check a request without paying',
	},
];

/** What v2 had under `properties`, under v3's names. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	text: { content: 'content' },
	image: { fit: 'fit' },
	video: { fit: 'fit', play_style: 'play_style', volume: 'volume' },
	audio: {},
	character: { character_id: 'character_id', avatar_id: 'character_id', type: 'character_type' },
	voice: { voice_id: 'voice_id', locale: 'locale' },
};

const FILES = ['image', 'video', 'audio'];

function assetOf(properties: Value | undefined): Value | undefined {
	const url = memberOf(properties, 'url');
	const asset = memberOf(properties, 'asset_id');
	if (url && !isNothing(url)) return objectOf({ type: plain('url'), url });
	return asset && !isNothing(asset) ? objectOf({ type: plain('asset_id'), asset_id: asset }) : undefined;
}

function variableOf(variable: Value, draft: Draft): Value {
	const type = knownText(memberOf(variable, 'type'));
	const properties = memberOf(variable, 'properties');
	const members = type === undefined || !Object.hasOwn(MEMBERS, type) ? undefined : MEMBERS[type];
	if (type === undefined || members === undefined || properties?.is !== 'object') {
		throw new Untranslatable(
			'of a variable of the template its type or its value is not known here',
			'Build Template > Generate by hand: it shows the variables as fields.',
		);
	}
	const known = [...properties.members].flatMap(([old, value]): Array<[string, Value]> => {
		const now = Object.hasOwn(members, old) ? members[old] : undefined;
		if (now !== undefined) return [[now, value]];
		if (!(FILES.includes(type) && ['url', 'asset_id'].includes(old)) && !isNothing(value)) {
			draft.dropped(
				'a property of a variable was left out',
				`a variable of the type ${type} has no such one in v3`,
			);
		}
		return [];
	});
	const asset = FILES.includes(type) ? assetOf(properties) : undefined;
	return objectOf({ type: plain(type), ...Object.fromEntries(known), ...(asset ? { asset } : {}) });
}

/** `POST /v2/template/{id}/generate` */
export function generateTemplate(request: Request, id?: Value): Translated {
	const { body } = request;
	const variables = memberOf(body, 'variables');
	if (request.unread || !id || body?.is !== 'object' || (variables && variables.is !== 'object')) {
		throw new Untranslatable(
			'what it sends is made by an expression as a whole, or is no JSON, so its variables are not known here',
			'Build Template > Generate by hand: it shows the variables as fields.',
		);
	}
	const draft = new Draft();
	draft.set('templateId', written('locator', id));
	draft.set('specifyVariables', 'json');
	const members = variables?.is === 'object' ? [...variables.members] : [];
	const now = new Map(members.map(([name, variable]) => [name, variableOf(variable, draft)]));
	draft.set('variables', toParameter({ is: 'object', members: now }));
	write(sorted(callable(body, draft), TEMPLATE_FIELDS, draft, ['variables']), draft);
	return {
		resource: 'template',
		operation: 'generate',
		parameters: draft.parameters,
		outputs: TEMPLATE_GENERATED,
		remarks: draft.remarks,
		creates: 'video',
	};
}
