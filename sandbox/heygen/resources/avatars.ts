import { createHash } from 'node:crypto';
import { jobKinds } from '../../../nodes/HeyGen/jobs/jobKinds';
import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { resolveMedia } from '../inputs';
import type { Media } from '../inputs';
import type { Price } from '../purse';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import type { RequestBody, Schemas } from '../types';
import { asksToFail, newId, now, trimmed } from '../world';
import type { World } from '../world';
import { STOCK_GROUPS } from './stockAvatars';
import type { StockGroup } from './stockAvatars';
import { allVoices, stockVoice } from './voices';

type Ownership = 'public' | 'private';

export interface Group {
	ownership: Ownership;
	data: Schemas['AvatarGroup'];
}

export interface Look {
	ownership: Ownership;
	data: Schemas['AvatarLook'];
	/** Milliseconds of training left when the look stopped to wait for consent. */
	waitsWithMs: number | undefined;
	request: unknown;
}

type CreateAvatar = RequestBody<'avatarCreate'>;

/** A fixed past, so that lists read the same in every run. */
const SEEDED_AT = 1_750_000_000;
const MIN_PHOTO_SIDE = 512;
const MIN_FOOTAGE_SECONDS = 15;
const MAX_FOOTAGE_SECONDS = 600;

const isOwn = ({ ownership }: { ownership: Ownership }) => ownership === 'private';
export const keptGroups = collection('groups').of<Group>({ counted: isOwn });
export const keptLooks = collection('looks').of<Look>({ counted: isOwn });

/** Training is no rendering: it can stop until a person agrees. */
const price: Price = { name: 'avatar', usd: 1, paidBy: jobKinds.look.paidBy };

export const groups = shelf({
	collection: keptGroups,
	id: 'group_id',
	what: 'Avatar group',
	notFound: 'avatar_group_not_found',
	view: (group, world) => ({ ...group.data, looks_count: looksOf(world, group).length }),
});

export const looks = shelf({
	collection: keptLooks,
	id: 'look_id',
	what: 'Avatar look',
	notFound: 'avatar_not_found',
	view: ({ data }) => data,
});

export const avatars = {
	collections: [keptGroups, keptLooks],
	prices: [price],
	seed(world) {
		for (const group of STOCK_GROUPS) addStock(world, group);
	},
	handlers: {
		async avatarCreate({ body, world, account }) {
			const existing = groupFor(world, body);
			const media = await resolveSource(world, body);
			if (body.name.trim() === '') throw invalid('name', 'name must not be empty');
			// From here on nothing may wait: two creates must not both see the last free slot or the last dollar.
			world.jobs.assertRoom();
			const lookId = newId();
			world.purse.charge(account, price, 1);
			const group = existing ?? newGroup(world, body, media);
			// A twin that joins an identity made of photos brings the need for consent with it.
			if (body.type === 'digital_twin') group.data.consent_status ??= 'pending';
			const look = newLook(world, lookId, body, group, media);
			train(world, look, group, media);
			return { data: { avatar_item: { ...look.data }, avatar_group: groups.view(group, world) } };
		},

		avatarList(call) {
			const { ownership } = call.query;
			return groups.list(call, (group) => ownership === undefined || group.ownership === ownership);
		},

		avatarGet: groups.get,

		avatarUpdate({ path, body, world }) {
			const group = ownGroup(world, path.group_id);
			const { default_voice_id: voice } = body ?? {};
			if (voice) group.data.default_voice_id = allVoices.find(world, voice, 'default_voice_id').data.voice_id;
			return { data: groups.view(group, world) };
		},

		avatarDelete({ path, world }) {
			const group = ownGroup(world, path.group_id);
			for (const look of looksOf(world, group)) removeLook(world, look);
			world.of(keptGroups).delete(path.group_id);
			return { data: { id: path.group_id } };
		},

		avatarLooksList(call) {
			const { ownership, group_id, avatar_type } = call.query;
			return looks.list(
				call,
				(look) =>
					(ownership === undefined || look.ownership === ownership) &&
					(group_id === undefined || look.data.group_id === group_id) &&
					(avatar_type === undefined || look.data.avatar_type === avatar_type),
			);
		},

		avatarLooksGet: looks.get,

		avatarLooksUpdate({ path, body, world }) {
			const look = ownLook(world, path.look_id);
			if (body?.name) look.data.name = body.name;
			return { data: look.data };
		},

		avatarLooksDelete({ path, world }) {
			removeLook(world, ownLook(world, path.look_id));
			return { data: { id: path.look_id } };
		},
	},
} satisfies Resource;

/** @throws HeyGenError 404 `avatar_group_not_found`, 403 for a public group */
export function ownGroup(world: World, id: string, param?: string): Group {
	const group = groups.find(world, id, param);
	if (group.ownership === 'public') throw notYours('avatar group');
	return group;
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

function ownLook(world: World, id: string): Look {
	const look = looks.find(world, id);
	if (look.ownership === 'public') throw notYours('look');
	return look;
}

function notYours(what: string): HeyGenError {
	return new HeyGenError('resource_access_denied', `This ${what} is public: only its owner may change it`);
}

function looksOf(world: World, group: Group): Look[] {
	return world
		.of(keptLooks)
		.values()
		.filter(({ data }) => data.group_id === group.data.id);
}

function removeLook(world: World, look: Look): void {
	world.of(keptLooks).delete(look.data.id);
	world.jobs.finish(look.data.id);
}

/**
 * The identity a new look goes to; undefined where it begins one. A look that a prompt refers to brings its own, and belongs
 * to the one that is named beside it (docs/heygen.md §2).
 */
function groupFor(world: World, body: CreateAvatar): Group | undefined {
	const named = body.avatar_group_id ? ownGroup(world, body.avatar_group_id, 'avatar_group_id') : undefined;
	if (body.type !== 'prompt' || !body.avatar_id) return named;
	const { group_id: id } = looks.find(world, body.avatar_id, 'avatar_id').data;
	if (named && named.data.id !== id) {
		throw invalid('avatar_id', 'The look of avatar_id does not belong to the group of avatar_group_id');
	}
	return named ?? (id ? ownGroup(world, id, 'avatar_id') : undefined);
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
	return world.of(keptGroups).add(id, {
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
	return world.of(keptLooks).add(id, {
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

/** Its IDs are the same in every run. */
function addStock(world: World, stock: StockGroup): void {
	const groupId = createHash('md5').update(`group ${stock.name}`).digest('hex');
	const preview = world.links.file(stock.picture);
	const voice = stock.voiceless ? null : stockVoice(stock.gender);
	world.of(keptGroups).add(groupId, {
		ownership: 'public',
		data: {
			id: groupId,
			name: stock.name,
			created_at: SEEDED_AT,
			looks_count: stock.looks.length,
			gender: stock.gender,
			status: 'completed',
			default_voice_id: voice,
			preview_image_url: preview,
			preview_video_url: world.links.file('video.mp4'),
			consent_status: null,
			error: null,
		},
	});
	for (const scene of stock.looks) {
		const id = `${stock.name}_${scene.replace(/ /g, '_')}_public`;
		world.of(keptLooks).add(id, {
			ownership: 'public',
			waitsWithMs: undefined,
			request: null,
			data: {
				id,
				group_id: groupId,
				name: `${stock.name} ${scene}`,
				avatar_type: stock.avatarType,
				gender: stock.gender,
				status: 'completed',
				supported_api_engines: stock.engines,
				default_voice_id: voice,
				preview_image_url: preview,
				preview_video_url: world.links.file('video.mp4'),
				image_width: 640,
				image_height: 640,
				preferred_orientation: 'landscape',
				tags: scene === 'Studio' ? ['NEW'] : [],
				error: null,
			},
		});
	}
}
