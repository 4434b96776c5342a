import { HeyGenError, invalid } from '../errors';
import { resolveMedia } from '../inputs';
import type { Media } from '../inputs';
import type { Handlers, RequestBody, Schemas } from '../types';
import { asksToFail, newId, now, trimmed } from '../world';
import type { Group, Look, World } from '../world';

type CreateAvatar = RequestBody<'avatarCreate'>;

const MIN_PHOTO_SIDE = 512;
const MIN_FOOTAGE_SECONDS = 15;
const MAX_FOOTAGE_SECONDS = 600;

export const avatars = {
	async avatarCreate({ body, world, account }) {
		const existing = body.avatar_group_id ? ownGroup(world, body.avatar_group_id) : undefined;
		const media = await resolveSource(world, body);
		if (body.name.trim() === '') throw invalid('name', 'name must not be empty');
		// From here on nothing may wait: two creates must not both see the last free slot or the last dollar.
		world.jobs.assertRoom();
		const lookId = newId();
		world.charge(account, 'avatar', [lookId]);
		const group = existing ?? newGroup(world, body, media);
		// A twin that joins an identity made of photos brings the need for consent with it.
		if (body.type === 'digital_twin') group.data.consent_status ??= 'pending';
		const look = newLook(world, lookId, body, group, media);
		train(world, look, group, media);
		return { data: { avatar_item: { ...look.data }, avatar_group: groupView(world, group) } };
	},

	avatarList({ query, world }) {
		const { items, ...page } = world.groups.page({
			limit: query.limit ?? 20,
			token: query.token,
			where: ({ ownership }) => query.ownership === undefined || ownership === query.ownership,
		});
		return { data: items.map((group) => groupView(world, group)), ...page };
	},

	avatarGet({ path, world }) {
		return { data: groupView(world, findGroup(world, path.group_id)) };
	},

	avatarDelete({ path, world }) {
		const group = ownGroup(world, path.group_id);
		for (const look of looksOf(world, group)) removeLook(world, look);
		world.groups.delete(path.group_id);
		return { data: { id: path.group_id } };
	},

	avatarLooksList({ query, world }) {
		const { items, ...page } = world.looks.page({
			limit: query.limit ?? 20,
			token: query.token,
			where: ({ ownership, data }) =>
				(query.ownership === undefined || ownership === query.ownership) &&
				(query.group_id === undefined || data.group_id === query.group_id) &&
				(query.avatar_type === undefined || data.avatar_type === query.avatar_type),
		});
		return { data: items.map(({ data }) => data), ...page };
	},

	avatarLooksGet({ path, world }) {
		return { data: findLook(world, path.look_id, 'look_id').data };
	},

	avatarLooksUpdate({ path, body, world }) {
		const look = ownLook(world, path.look_id);
		if (body?.name) look.data.name = body.name;
		return { data: look.data };
	},

	avatarLooksDelete({ path, world }) {
		removeLook(world, ownLook(world, path.look_id));
		return { data: { id: path.look_id } };
	},
} satisfies Handlers;

/** @throws HeyGenError 404 `avatar_not_found` naming `param` */
export function findLook(world: World, id: string, param: string): Look {
	const look = world.looks.get(id);
	if (!look) throw new HeyGenError('avatar_not_found', `Avatar look ${id} not found`, param);
	return look;
}

/** @throws HeyGenError 404 `avatar_group_not_found`, 403 for a public group */
export function ownGroup(world: World, id: string): Group {
	const group = findGroup(world, id);
	if (group.ownership === 'public') throw notYours('avatar group');
	return group;
}

/** The group as the API shows it now. */
export function groupView(world: World, group: Group): Schemas['AvatarGroup'] {
	return { ...group.data, looks_count: looksOf(world, group).length };
}

/** Lets the looks that stopped for consent train on. */
export function resumeTraining(world: World, group: Group): void {
	group.data.consent_status = 'approved';
	for (const look of looksOf(world, group)) {
		const { waitsWithMs } = look;
		if (waitsWithMs === undefined) continue;
		look.waitsWithMs = undefined;
		look.data.status = 'processing';
		group.data.status = 'processing';
		world.jobs.start(look.data.id);
		world.jobs.after(waitsWithMs, () => finishTraining(world, look, group, undefined));
	}
}

export function findGroup(world: World, id: string): Group {
	const group = world.groups.get(id);
	if (!group) throw new HeyGenError('avatar_group_not_found', `Avatar group ${id} not found`, 'group_id');
	return group;
}

function ownLook(world: World, id: string): Look {
	const look = findLook(world, id, 'look_id');
	if (look.ownership === 'public') throw notYours('look');
	return look;
}

function notYours(what: string): HeyGenError {
	return new HeyGenError('resource_access_denied', `This ${what} is public: only its owner may change it`);
}

function looksOf(world: World, group: Group): Look[] {
	return world.looks.values().filter(({ data }) => data.group_id === group.data.id);
}

function removeLook(world: World, look: Look): void {
	world.looks.delete(look.data.id);
	world.jobs.finish(look.data.id);
}

async function resolveSource(world: World, body: CreateAvatar): Promise<Media | undefined> {
	switch (body.type) {
		case 'photo': {
			const media = await resolveMedia(world, body.file, 'file', ['image']);
			const size = media.dimensions;
			if (size && Math.min(size.width, size.height) < MIN_PHOTO_SIDE) {
				throw invalid(
					'file',
					`The photo is ${size.width}×${size.height}: at least ${MIN_PHOTO_SIDE}×${MIN_PHOTO_SIDE} is needed`,
				);
			}
			return media;
		}
		case 'digital_twin':
			return resolveMedia(world, body.file, 'file', ['video']);
		case 'prompt': {
			if (body.avatar_id) findLook(world, body.avatar_id, 'avatar_id');
			const references = body.reference_images ?? [];
			for (const [index, image] of references.entries()) {
				await resolveMedia(world, image, `reference_images.${index}`, ['image']);
			}
			return undefined;
		}
	}
}

function newGroup(world: World, body: CreateAvatar, media: Media | undefined): Group {
	const id = newId();
	return world.groups.add(id, {
		ownership: 'private',
		data: {
			id,
			name: body.name,
			created_at: now(),
			looks_count: 0,
			gender: null,
			status: 'processing',
			default_voice_id: null,
			preview_image_url: previewOf(world, body, media),
			preview_video_url: null,
			consent_status: null,
			error: null,
		},
	});
}

function newLook(world: World, id: string, body: CreateAvatar, group: Group, media: Media | undefined): Look {
	return world.looks.add(id, {
		ownership: 'private',
		waitsWithMs: undefined,
		request: trimmed(body),
		data: {
			id,
			group_id: group.data.id,
			name: body.name,
			avatar_type: avatarType(body),
			gender: null,
			status: 'processing',
			supported_api_engines:
				body.type === 'digital_twin' ? ['avatar_iii', 'avatar_iv', 'avatar_v'] : ['avatar_iv', 'avatar_v'],
			default_voice_id: group.data.default_voice_id,
			preview_image_url: previewOf(world, body, media),
			preview_video_url: null,
			image_width: media?.dimensions?.width ?? null,
			image_height: media?.dimensions?.height ?? null,
			preferred_orientation: orientation(media),
			tags: [],
			error: null,
		},
	});
}

function avatarType(body: CreateAvatar): Schemas['AvatarLook']['avatar_type'] {
	switch (body.type) {
		case 'photo':
			return 'photo_avatar';
		case 'digital_twin':
			return 'digital_twin';
		case 'prompt':
			// What HeyGen's documentation shows, unlikely as it sounds.
			return 'studio_avatar';
	}
}

function previewOf(world: World, body: CreateAvatar, media: Media | undefined): string {
	if (body.type === 'photo' && media?.previewUrl) return media.previewUrl;
	return world.links.file(body.type === 'prompt' ? 'photo-1.png' : 'portrait.png');
}

function orientation(media: Media | undefined): Schemas['AvatarLook']['preferred_orientation'] {
	if (!media?.dimensions) return null;
	const { width, height } = media.dimensions;
	if (width === height) return 'square';
	return width > height ? 'landscape' : 'portrait';
}

function train(world: World, look: Look, group: Group, media: Media | undefined): void {
	const { trainingMs } = world.settings;
	world.jobs.start(look.data.id);
	if (look.data.avatar_type !== 'digital_twin') {
		world.jobs.after(trainingMs, () => finishTraining(world, look, group, media));
		return;
	}
	// The footage is looked at first; then training stops until the person in it has agreed.
	world.jobs.after(trainingMs / 2, () => {
		const refused = failureOf(look, media) !== undefined;
		if (refused || group.data.consent_status === 'approved') {
			world.jobs.after(refused ? 0 : trainingMs / 2, () => finishTraining(world, look, group, media));
			return;
		}
		look.waitsWithMs = trainingMs / 2;
		look.data.status = 'pending_consent';
		group.data.status = 'pending_consent';
		world.jobs.finish(look.data.id);
	});
}

function finishTraining(world: World, look: Look, group: Group, media: Media | undefined): void {
	const failure = failureOf(look, media);
	look.data.status = failure ? 'failed' : 'completed';
	look.data.error = failure ?? null;
	if (!failure && look.data.avatar_type === 'digital_twin') {
		look.data.preview_video_url = world.links.file('video.mp4');
	}
	// HeyGen's group reads completed even when its look failed: the look is what counts.
	group.data.status = 'completed';
	world.jobs.finish(look.data.id);
}

function failureOf(look: Look, media: Media | undefined): { code: string; message: string } | undefined {
	if (asksToFail(look.request)) {
		return { code: 'training_failed', message: 'The training failed, as the request asked for' };
	}
	const seconds = look.data.avatar_type === 'digital_twin' ? media?.seconds : undefined;
	if (seconds !== undefined && (seconds < MIN_FOOTAGE_SECONDS || seconds > MAX_FOOTAGE_SECONDS)) {
		return { code: 'training_failed', message: 'Footage is too short or too long' };
	}
	return undefined;
}
