import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { checkUrl, resolveMedia } from '../inputs';
import type { Resource } from '../resource';
import { newId } from '../world';
import type { World } from '../world';
import { groups, ownGroup, resumeTraining } from './avatars';

interface Consent {
	groupId: string;
	text: string | null;
	rerouteUrl: string | null;
	expiresAt: number;
	used: boolean;
}

const consents = collection('consents').of<Consent>();

const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

export const consent = {
	collections: [consents],
	handlers: {
		async avatarConsentCreate({ path, body, world }) {
			const group = ownGroup(world, path.group_id);
			if (group.data.consent_status === null) throw invalid('group_id', 'Only digital twins need consent');
			if (group.data.consent_status === 'approved') {
				throw new HeyGenError('conflict', 'The consent for this avatar has already been given', 'group_id');
			}
			const { consent_text, consent_video, reroute_url } = body ?? {};
			if (consent_video) {
				for (const [name, value] of Object.entries({ consent_text, reroute_url })) {
					if (value) throw invalid(name, `${name} does not apply when consent_video is given`);
				}
				await resolveMedia(world, consent_video, 'consent_video', ['video']);
				resumeTraining(world, group);
				return { data: { avatar_group: groups.view(group, world), url: null } };
			}
			if (reroute_url) checkUrl(reroute_url, 'reroute_url');
			const token = newId();
			world.of(consents).add(token, {
				groupId: path.group_id,
				text: consent_text ?? null,
				rerouteUrl: reroute_url ?? null,
				expiresAt: Date.now() + LINK_LIFETIME_MS,
				used: false,
			});
			return {
				data: {
					avatar_group: groups.view(group, world),
					url: `${world.links.apiUrl}/consent/${token}`,
				},
			};
		},
	},
} satisfies Resource;

/** The consent behind a link; undefined when the link was used, has expired or never was. */
export function openConsent(world: World, token: string): Consent | undefined {
	const found = world.of(consents).get(token);
	return found && !found.used && found.expiresAt > Date.now() ? found : undefined;
}

/** The person in the footage agrees. */
export function approveConsent(world: World, given: Consent): void {
	given.used = true;
	resumeTraining(world, ownGroup(world, given.groupId));
}
