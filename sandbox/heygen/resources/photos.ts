import { HeyGenError } from '../errors';
import type { Handlers } from '../types';
import { asksToFail, newId, trimmed } from '../world';
import type { Generation, World } from '../world';

/** v2 answers a photo generation with as many pictures. */
const PICTURES = ['photo-1.png', 'photo-2.png', 'photo-3.png', 'photo-4.png'];
const SUNSET = 'Sat, 31 Oct 2026 00:00:00 GMT';

export const photos = {
	photoGenerate(call) {
		const { body, world, account } = call;
		world.jobs.assertRoom();
		const id = newId();
		world.charge(account, 'photo', [id]);
		const generation = world.generations.add(id, {
			id,
			status: 'pending',
			message: null,
			request: trimmed(body),
		});
		generate(world, generation);
		return { error: null, data: { generation_id: id }, warning: announceSunset(call) };
	},

	photoGenerationGet(call) {
		const { path, world } = call;
		const generation = world.generations.get(path.generation_id);
		if (!generation) {
			throw new HeyGenError('not_found', `Photo generation ${path.generation_id} not found`, 'generation_id');
		}
		const { id, status, message } = generation;
		return {
			error: null,
			data: {
				id,
				status,
				msg: message,
				image_url_list: status === 'success' ? pictureUrls(world, id) : null,
				image_key_list: status === 'success' ? pictureKeys(id) : null,
			},
			warning: announceSunset(call),
		};
	},
} satisfies Handlers;

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

function generate(world: World, generation: Generation): void {
	const { photoMs } = world.settings;
	const { id } = generation;
	world.jobs.start(id);
	world.jobs.after(photoMs * 0.2, () => {
		generation.status = 'in_progress';
	});
	world.jobs.after(photoMs, () => {
		const failed = asksToFail(generation.request);
		generation.status = failed ? 'failed' : 'success';
		generation.message = failed ? 'The generation failed, as the request asked for' : null;
		world.jobs.finish(id);
		if (failed) {
			world.webhooks.emit('photo_avatar_generation.fail', { generation_id: id, msg: generation.message });
		} else {
			world.webhooks.emit('photo_avatar_generation.success', {
				generation_id: id,
				image_url_list: pictureUrls(world, id),
				image_key_list: pictureKeys(id),
			});
		}
	});
}

function pictureUrls(world: World, id: string): string[] {
	return PICTURES.map((name) => world.links.signed(`/results/photos/${id}/${name}`));
}

function pictureKeys(id: string): string[] {
	return PICTURES.map((name) => `image/${id}/${name.replace('.png', '')}/original`);
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
