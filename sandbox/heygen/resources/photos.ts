import { collection } from '../collection';
import { HeyGenError } from '../errors';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { World } from '../world';

/** v2 answers a photo generation with as many pictures. */
const PICTURES = ['photo-1.png', 'photo-2.png', 'photo-3.png', 'photo-4.png'];
const SUNSET = 'Sat, 31 Oct 2026 00:00:00 GMT';

export const generations = rendering({
	kind: 'photoGeneration',
	collection: collection('generations').of<JobOf<'photoGenerate', 'photoGenerationGet'>>(),
	id: 'generation_id',
	what: 'Photo generation',
	notFound: 'not_found',
	price: { name: 'photo', usd: 0.25 },
	time: 'photoMs',
	states: [
		['pending', 0],
		['in_progress', 0.2],
		['success', 1],
		['failed', 1],
	],
	failure: {
		code: 'photo_generation_failed',
		message: 'The generation failed, as the request asked for',
	},
	view: ({ id, status, failure }, made) => ({
		id,
		status,
		msg: failure?.message ?? null,
		image_url_list: made ? PICTURES.map((name) => made.file(name)) : null,
		image_key_list: made ? PICTURES.map((name) => `image/${id}/${name.replace('.png', '')}/original`) : null,
	}),
	event: {
		name: 'photo_avatar_generation',
		data: ({ id, failure }, { image_url_list, image_key_list }) => ({
			generation_id: id,
			...(failure ? { msg: failure.message } : { image_url_list, image_key_list }),
		}),
	},
});

export const photos = {
	collections: [generations.collection],
	prices: [generations.price],
	handlers: {
		async photoGenerate(call) {
			const { id } = await generations.create(call);
			return { error: null, data: { generation_id: id }, warning: announceSunset(call) };
		},
		photoGenerationGet(call) {
			return { error: null, ...generations.get(call), warning: announceSunset(call) };
		},
	},
} satisfies Resource;

/** @throws HeyGenError 404 or 410 when the settings say that v2 has been switched off */
export function refuseWhenRetired(world: World): void {
	switch (world.settings.photoApi) {
		case 'alive':
			return;
		case '404':
			throw new HeyGenError('not_found', 'The requested resource was not found');
		case '410':
			throw new HeyGenError('gone', 'This API version is no longer supported: use POST /v3/avatars');
	}
}

function announceSunset(call: { setHeader(name: string, value: string): void }) {
	call.setHeader('Deprecation', 'true');
	call.setHeader('Sunset', SUNSET);
	return {
		message: 'This endpoint is deprecated and will be removed.',
		v3_endpoint: 'POST /v3/avatars',
		docs_url: 'https://developers.heygen.com/',
		sunset_date: '2026-10-31',
	};
}
