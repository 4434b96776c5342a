import type { INodeProperties } from 'n8n-workflow';

import { ownUsername } from '../api/assets';
import type { HeyGenClient } from '../api/client';
import type { AvatarGroup, ListItem, Look, Schema, Voice } from '../api/contract';
import { fullPage, type PageRequest } from '../api/pages';
import { backgroundRemoval } from '../jobs/kinds/backgroundRemoval';
import { clipping } from '../jobs/kinds/clipping';
import { hyperframesRender } from '../jobs/kinds/hyperframesRender';
import { listed, type Choosable } from '../jobs/kinds/kind';
import { lipsync } from '../jobs/kinds/lipsync';
import { lookList } from '../jobs/kinds/look';
import { modelVoice } from '../jobs/kinds/modelVoice';
import { translation } from '../jobs/kinds/translation';
import { video } from '../jobs/kinds/video';
import { languageList } from './languages';
import { searching, searchingBy, type ListSearch, type Picked } from './search';
import { languageAt } from './usersLanguage';

const groups: Choosable<AvatarGroup> = {
	page: async (client, _, token) =>
		await fullPage(client, 'avatarList', { query: { ownership: 'private' }, token }),
	entry: ({ id, name, looks_count: looks, preview_image_url: preview }) =>
		listed(`${name} (${looks} ${looks === 1 ? 'look' : 'looks'})`, id, preview),
};

type VoiceQuery = PageRequest<'voiceList'>['query'];

const voices = (query: VoiceQuery): Choosable<Voice> => ({
	page: async (client, _, token) => await fullPage(client, 'voiceList', { query, token }),
	entry: ({ voice_id: id, name, language, gender, preview_audio_url: preview }) =>
		listed(`${name} (${language}, ${gender})`, id, preview),
});

/** HeyGen's name of the language of a code such as "en-GB": its list of voices knows languages by name (docs/heygen.md §10). */
function languageNameOf(code: string): string | undefined {
	try {
		return new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(
			code.trim().split('-')[0] ?? '',
		);
	} catch {
		return undefined;
	}
}

/** Where the parameters beside a voice say which language is spoken. */
const LANGUAGE_CODES = ['options.voiceSettings.locale', 'options.locale', 'options.language'];

/** The voices that there are, the own ones first; before them those of the language that is spoken, or that the user speaks. */
function voicesFor(client: HeyGenClient, picked: Picked, query: VoiceQuery = {}): Array<Choosable<Voice>> {
	const said = LANGUAGE_CODES.map(picked).find((text) => text !== undefined);
	const code = said ?? languageAt(client.connection.context.getTimezone());
	const language = code === undefined ? undefined : languageNameOf(code);
	return [...(language === undefined ? [] : [{ language }]), {}].flatMap((narrowed) => [
		voices({ ...query, ...narrowed, type: 'private' }),
		voices({ ...query, ...narrowed, type: 'public' }),
	]);
}

const templates: Choosable<ListItem<'templateList'>> = {
	page: async (client, _, token) => await fullPage(client, 'templateList', { token }),
	entry: ({ id, name, aspect_ratio: ratio, thumbnail_url: preview }) =>
		listed(ratio ? `${name} (${ratio})` : name, id, preview),
};

const kits: Choosable<ListItem<'brandKitsList'>> = {
	page: async (client, _, token) => await fullPage(client, 'brandKitsList', { token }),
	entry: ({ brand_kit_id: id, name }) => listed(name, id),
};

const glossaries: Choosable<ListItem<'brandGlossariesList'>> = {
	page: async (client, _, token) => await fullPage(client, 'brandGlossariesList', { token }),
	entry: ({ brand_glossary_id: id, name }) => listed(name, id),
};

const assets: Choosable<Schema<'Asset'>> = {
	page: async (client, _, token) =>
		await fullPage(client, 'assetList', { query: { username: await ownUsername(client) }, token }),
	entry: ({ id, name, type, url }) => listed(`${name} (${type})`, id, url),
};

/** Every look that there is to choose. */
const LOOKS = [lookList({ ownership: 'private' }), lookList({ ownership: 'public' })];

/**
 * The looks whose manner another can take up: digital twins of its group (docs/heygen.md §3).
 *
 * @param lookId whose manner is to change; where it is not known, every own twin may be meant.
 */
async function twinsBeside(
	client: HeyGenClient,
	lookId: string | undefined,
): Promise<Array<Choosable<Look>>> {
	const look =
		lookId === undefined ? undefined : await client.data('avatarLooksGet', { path: { look_id: lookId } });
	const narrowed = look?.group_id ? { group_id: look.group_id } : { ownership: 'private' as const };
	return [lookList({ ...narrowed, avatar_type: 'digital_twin' })];
}

const sessions: Choosable<ListItem<'videoAgentList'>> = {
	page: async (client, _, token) => await fullPage(client, 'videoAgentList', { token }),
	entry: ({ session_id: id, title }) => ({ name: title || id, value: id }),
};

const styles: Choosable<ListItem<'videoAgentStylesList'>> = {
	page: async (client, _, token) => await fullPage(client, 'videoAgentStylesList', { token }),
	entry: ({ style_id: id, name, aspect_ratio: ratio }) => ({
		name: ratio ? `${name} (${ratio})` : name,
		value: id,
	}),
};

const webhooks: Choosable<Schema<'WebhookEndpoint'>> = {
	page: async (client, _, token) => await fullPage(client, 'webhookEndpointsList', { token }),
	entry: ({ endpoint_id: id, url, status }) => ({ name: `${url} (${status})`, value: id }),
};

const eventTypes: Choosable<ListItem<'webhookEventTypesList'>> = {
	page: async (client) => await client.page('webhookEventTypesList', {}),
	entry: ({ event_type: type }) => listed(type, type),
};

/** What the node's locators show, by the names under which n8n asks for it: what the user owns, then HeyGen's stock. */
export const listSearch = {
	searchAssets: searching(assets),
	searchBackgroundRemovals: searching(backgroundRemoval.list),
	searchBrandKits: searching(kits),
	searchClippings: searching(clipping.list),
	searchEventTypes: searching(eventTypes),
	searchGlossaries: searching(glossaries),
	searchGroups: searching(groups),
	searchLanguages: searching(languageList),
	searchLipsyncs: searching(lipsync.list),
	searchLooks: searching(...LOOKS),
	searchLooksOfGroup: searchingBy((_, picked) => {
		const group = picked('avatarGroupId');
		return group === undefined ? LOOKS : [lookList({ group_id: group })];
	}),
	searchModelVoices: searching(modelVoice.list),
	searchOwnVoices: searching(voices({ type: 'private' })),
	// docs/heygen.md §10.
	searchReferenceLooks: searchingBy(async (client, picked) => await twinsBeside(client, picked('avatarId'))),
	searchRenders: searching(hyperframesRender.list),
	searchSessions: searching(sessions),
	searchSpeechVoices: searchingBy((client, picked) => voicesFor(client, picked, { engine: 'starfish' })),
	searchStyles: searching(styles),
	searchTemplates: searching(templates),
	searchTranslations: searching(translation.list),
	searchVideos: searching(video.list),
	searchVoices: searchingBy((client, picked) => voicesFor(client, picked)),
	searchWebhooks: searching(webhooks),
} satisfies Record<string, ListSearch>;

interface LocatorOptions {
	readonly name: string;
	readonly displayName: string;
	readonly description: string;
	readonly required?: boolean;
	readonly show?: Record<string, string[]>;
}

/**
 * No way has a `validation`: n8n 2.4x holds it against an expression before that has a value, and then blocks Execute.
 *
 * @param further ways to pick it, where HeyGen's web app has an address for each one.
 * @param byId how the way is called that takes what identifies it.
 */
function locator(
	searchListMethod: keyof typeof listSearch,
	placeholder: string,
	{ modes: further = [], byId = 'By ID' }: Pick<INodeProperties, 'modes'> & { byId?: string } = {},
) {
	return ({ name, displayName, description, required = true, show }: LocatorOptions): INodeProperties => ({
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select…',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: byId, name: 'id', type: 'string', placeholder },
			...further,
		],
		...(show ? { displayOptions: { show } } : {}),
	});
}

const LOOK_ID = 'e.g. 9c8f7a6b5d4e4f3a8b2c1d0e9f8a7b6c';

export const lookLocator = locator('searchLooks', LOOK_ID);

/** A look of the group that is picked in `avatarGroupId`, if one is. */
export const groupLookLocator = locator('searchLooksOfGroup', LOOK_ID);

/** A digital twin of the group that the look belongs to which is picked in `avatarId`. */
export const referenceLookLocator = locator('searchReferenceLooks', LOOK_ID);

export const assetLocator = locator('searchAssets', 'e.g. 3e4d5c6b7a8948f7a6b5c4d3e2f1a0b9');

export const eventTypeLocator = locator('searchEventTypes', 'e.g. avatar_video.success');

export const groupLocator = locator('searchGroups', 'e.g. 1f2e3d4c5b6a79881a2b3c4d5e6f7081');

export const lipsyncLocator = locator('searchLipsyncs', 'e.g. 7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d');

const VOICE_ID = 'e.g. 2d5b0e6cf36f460aa7fc47e3eee4ba54';

export const voiceLocator = locator('searchVoices', VOICE_ID);

export const ownVoiceLocator = locator('searchOwnVoices', VOICE_ID);

/** Of the voices that Voice > Generate Speech takes. */
export const speechVoiceLocator = locator('searchSpeechVoices', VOICE_ID);

/** Of the voices of HeyGen's speech model, which are none of the others. */
export const modelVoiceLocator = locator('searchModelVoices', 'e.g. 6b1f0c2d9a8e47c5b3d4e5f6a7b8c9d0');

export const templateLocator = locator('searchTemplates', 'e.g. 7a6b5c4d3e2f4a1b9c8d7e6f5a4b3c2d');
export const brandKitLocator = locator('searchBrandKits', 'e.g. 3a4b5c6d7e8f40919a2b3c4d5e6f7081');

export const glossaryLocator = locator('searchGlossaries', 'e.g. 4b5c6d7e8f90412aab3c4d5e6f708192');

export const languageLocator = locator('searchLanguages', 'e.g. English', { byId: 'By Name' });

export const translationLocator = locator('searchTranslations', 'e.g. 6f0c3a1be8d84d52b7a9c4e1f2d30586');

export const webhookLocator = locator('searchWebhooks', 'e.g. ep_5c6d7e8f9a0b1c2d3e4f5061');

export const backgroundRemovalLocator = locator(
	'searchBackgroundRemovals',
	'e.g. 5e6f708192a3b4c5d6e7f8091a2b3c4d',
);

export const clippingLocator = locator('searchClippings', 'e.g. 3c4d5e6f708192a3b4c5d6e7f8091a2b');

export const renderLocator = locator('searchRenders', 'e.g. 6f708192a3b4c5d6e7f8091a2b3c4d5e');

export const sessionLocator = locator('searchSessions', 'e.g. 708192a3b4c5d6e7f8091a2b3c4d5e6f');

export const styleLocator = locator('searchStyles', 'e.g. 8192a3b4c5d6e7f8091a2b3c4d5e6f70');

export const videoLocator = locator('searchVideos', 'e.g. 0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f50', {
	modes: [
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.heygen.com/videos/0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f50',
			extractValue: {
				type: 'regex',
				regex: '^https?://[^/]+/(?:videos|share|embeds)/([A-Za-z0-9_-]+)',
			},
		},
	],
});
