import { groupLocator } from '../../parameters/locators';
import { mediaSource, provideMedia, readMedia, UPLOADS, VIDEO_TYPES } from '../../parameters/media';
import type { RequestBody } from '../../api/contract';
import { payOnceOptions } from '../../parameters/payOnce';
import { withFailure } from '../../run/errorItem';
import type { Item } from '../../run/item';
import { explainGroup, givenId } from '../../run/mistakenId';
import type { Operation } from '../../run/operation';
import { optionsFrom } from '../../run/values';
import { givenOnce } from '../givenOnce';

const METHODS = {
	link: { name: 'Link', description: 'HeyGen gives a link, valid for 24 hours, that the person opens' },
	video: { name: 'Consent Video', description: 'A video in which the person agrees (Enterprise plans)' },
} as const;

/** docs/heygen.md §2. */
const CONSENT_TEXT_LIMIT = 1000;

async function consentOf(item: Item): Promise<RequestBody<'avatarConsentCreate'>> {
	const { values, options } = item;
	if (values.choice('method', METHODS) === 'video') {
		const video = await readMedia(item, values, 'consentVideo', { types: VIDEO_TYPES });
		return { consent_video: await provideMedia(item, video, 'consent_video') };
	}
	const rerouteUrl = options.optionalText('rerouteUrl')?.trim();
	if (rerouteUrl !== undefined && !/^https?:\/\//.test(rerouteUrl)) {
		throw options.refuse(
			`"${options.label('rerouteUrl')}" must be a web address, such as https://example.com/thanks`,
		);
	}
	return {
		reroute_url: rerouteUrl,
		consent_text: options.optionalText('consentText', {
			max: CONSENT_TEXT_LIMIT,
			forbidden: { pattern: /[<>]/, because: 'may not contain < or >' },
		}),
	};
}

export const startConsent: Operation = {
	name: 'Start Consent',
	value: 'startConsent',
	action: 'Start consent for an avatar',
	description: 'Ask the person in the footage of a digital twin for consent',
	needs: {
		message:
			'A consent text of your own and a consent video need an Enterprise plan; yours stands in the <a href="https://app.heygen.com" target="_blank">HeyGen app</a>.',
		when: '$parameter["method"] === "video" || $parameter["options"]["consentText"]',
	},
	calls: ['avatarConsentCreate', 'avatarLooksGet', 'avatarGet', ...UPLOADS],
	parameters: [
		groupLocator({
			name: 'groupId',
			displayName: 'Avatar Group',
			description: 'The digital twin that waits for consent. Photo and prompt avatars need none.',
		}),
		{
			displayName: 'Consent Method',
			name: 'method',
			type: 'options',
			options: optionsFrom(METHODS),
			default: 'link',
			description: 'How the person agrees',
		},
		...mediaSource({
			name: 'consentVideo',
			displayName: 'Consent Video',
			description: 'A video (MP4 or WebM) in which the person agrees',
			show: { method: ['video'] },
		}),
	],
	options: [
		{
			displayName: 'Reroute URL',
			name: 'rerouteUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/thanks',
			displayOptions: { show: { '/method': ['link'] } },
			description: 'Where the person is sent after agreeing',
		},
		{
			displayName: 'Consent Text',
			name: 'consentText',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			displayOptions: { show: { '/method': ['link'] } },
			description:
				'Your own wording of the consent, at most 1000 characters and no angle brackets (Enterprise plans)',
		},
		...payOnceOptions(true),
	],
	async run(item) {
		const given = givenId(item.values, 'groupId');
		const path = { group_id: given.id };
		const body = await consentOf(item);
		// Read before asking: a consent that comes just after the answer was given by its link, which then is right.
		const now =
			item.payOncePer === 'content'
				? await item.client.data('avatarGet', { path }).catch(explainGroup(item, given))
				: undefined;
		return await givenOnce(item, {
			async make() {
				const consent = await item
					.write('avatarConsentCreate', { path, body })
					.catch(explainGroup(item, given));
				return { ...consent, avatar_group: withFailure({ ...consent.avatar_group }) };
			},
			read({ avatar_group: then, url }) {
				// A link can be used once; the group tells of the consent, and goes on, when it was.
				const goesOn = now?.status !== 'pending_consent' && now?.status !== then.status;
				return url && (goesOn || now?.consent_status !== then.consent_status) ? undefined : then;
			},
		});
	},
};
