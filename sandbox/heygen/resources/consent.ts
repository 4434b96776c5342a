import { HeyGenError, invalid } from '../errors';
import { checkUrl, resolveMedia } from '../inputs';
import type { Handlers } from '../types';
import { newId } from '../world';
import type { Consent, World } from '../world';
import { groupView, ownGroup, resumeTraining } from './avatars';

const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;

export const consent = {
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
			return { data: { avatar_group: groupView(world, group), url: null } };
		}
		if (reroute_url) checkUrl(reroute_url, 'reroute_url');
		const token = newId();
		world.consents.add(token, {
			groupId: path.group_id,
			text: consent_text ?? null,
			rerouteUrl: reroute_url ?? null,
			expiresAt: Date.now() + LINK_LIFETIME_MS,
			used: false,
		});
		return {
			data: {
				avatar_group: groupView(world, group),
				url: `${world.links.apiUrl}/consent/${token}`,
			},
		};
	},
} satisfies Handlers;

/** The consent behind a link; undefined when the link was used, has expired or never was. */
export function openConsent(world: World, token: string): Consent | undefined {
	const found = world.consents.get(token);
	return found && !found.used && found.expiresAt > Date.now() ? found : undefined;
}

/** The person in the footage agrees. */
export function approveConsent(world: World, given: Consent): void {
	given.used = true;
	resumeTraining(world, ownGroup(world, given.groupId));
}
