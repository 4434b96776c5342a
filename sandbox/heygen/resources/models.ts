import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { checkCallback, resolveMedia } from '../inputs';
import type { MediaKind } from '../media';
import { CLIP_SECONDS } from '../purse';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import { speak, speeches } from '../speeches';
import type { RequestBody, Schemas } from '../types';
import type { World } from '../world';

async function resolveAll(
	world: World,
	inputs: ReadonlyArray<Schemas['AssetInput']> | undefined,
	param: string,
	kind: MediaKind,
): Promise<void> {
	for (const [index, input] of (inputs ?? []).entries()) {
		await resolveMedia(world, input, `${param}.${index}`, [kind]);
	}
}

/** Videos of the model: scenes that are made of a prompt (docs/heygen.md §10). */
const videos = rendering({
	kind: 'modelVideo',
	collection: collection('modelVideos').of<JobOf<'modelVideosCreate', 'modelVideosGet'>>(),
	id: 'video_id',
	what: 'Video',
	notFound: 'video_not_found',
	price: { name: 'modelVideo', usd: 0.02 },
	times: (request) => secondsOf(request) / CLIP_SECONDS,
	states: [
		['pending', 0],
		['processing', 0.25],
		['completed', 1],
		['failed', 1],
	],
	failure: { code: 'generation_failed', message: 'The generation failed, as the request asked for' },
	async check(world, body) {
		checkCallback(body);
		if (body.prompt.trim() === '') throw invalid('prompt', 'prompt is empty');
		if (body.mode === 'image_to_video') {
			await resolveMedia(world, body.image, 'image', ['image']);
			return;
		}
		if (
			['1080p', '2k'].includes(body.resolution ?? '') &&
			!['16:9', '9:16'].includes(body.aspect_ratio ?? '')
		) {
			throw invalid('aspect_ratio', `${body.resolution} requires aspect_ratio 16:9 or 9:16`);
		}
		if (body.mode === 'text_to_video') return;
		const { reference_images: images, reference_videos: clips, reference_audio: sounds } = body;
		const count = [images, clips, sounds].flatMap((list) => list ?? []).length;
		if (count === 0 || count > MOST_REFERENCES) {
			throw invalid('reference_images', `1 to ${MOST_REFERENCES} references are needed`);
		}
		await resolveAll(world, images, 'reference_images', 'image');
		await resolveAll(world, clips, 'reference_videos', 'video');
		await resolveAll(world, sounds, 'reference_audio', 'audio');
	},
	view: ({ id, request, status, createdAt, failure }, made): Schemas['ModelVideo'] => ({
		video_id: id,
		status,
		model: 'heygen-video-1',
		created_at: createdAt,
		video_url: made?.file('video.mp4') ?? null,
		duration: made ? secondsOf(request) : null,
		width: made ? 1280 : null,
		height: made ? 720 : null,
		aspect_ratio: made ? '16:9' : null,
		seed: made ? (request.seed ?? 1) : null,
		timings: made ? { inference: 1 } : null,
		failure_code: failure ? 'generation_failed' : null,
		failure_message: failure?.message ?? null,
	}),
});

/** What is asked for is what is paid, though every clip plays as long as the others. */
function secondsOf({ duration }: RequestBody<'modelVideosCreate'>): number {
	return duration ?? 5;
}

const MOST_REFERENCES = 12;

/** Images of the model: a person in the scene of another picture. */
const images = rendering({
	kind: 'modelImage',
	collection: collection('modelImages').of<JobOf<'modelImagesCreate', 'modelImagesGet'>>(),
	id: 'generation_id',
	what: 'Generation',
	price: { name: 'modelImage', usd: 0.1 },
	time: 'photoMs',
	states: [
		['pending', 0],
		['completed', 1],
		['failed', 1],
	],
	failure: { code: 'no_face_detected', message: 'No face was found, as the request asked for' },
	async check(world, body) {
		await resolveAll(world, body.identity_images, 'identity_images', 'image');
		await resolveAll(world, body.reference_images, 'reference_images', 'image');
	},
	view: ({ id, request, status, createdAt, failure }, made): Schemas['ModelImageGeneration'] => ({
		generation_id: id,
		status,
		model: 'heygen-image-1',
		num_images: request.num_images ?? 1,
		created_at: createdAt,
		images: made
			? Array.from({ length: request.num_images ?? 1 }, (_, index) => ({
					image_id: `${id}-${index}`,
					image_url: made.file(PICTURES[index % PICTURES.length] ?? ''),
					width: 1024,
					height: 1024,
					seed: (request.seed ?? 1) + index,
				}))
			: [],
		failure_code: failure ? 'no_face_detected' : null,
		failure_message: failure?.message ?? null,
	}),
});

const PICTURES = ['photo-1.png', 'photo-2.png', 'photo-3.png', 'photo-4.png'];

/** Voices of the speech model, which are none of the others. */
const voices = rendering({
	kind: 'modelVoice',
	collection: collection('modelVoices').of<JobOf<'modelAudioVoicesCreate', 'modelAudioVoicesGet'>>(),
	id: 'voice_id',
	what: 'Voice',
	notFound: 'voice_not_found',
	price: { name: 'modelVoice', usd: 0 },
	time: 'trainingMs',
	states: [
		['PENDING', 0],
		['ACTIVE', 1],
		['FAILED', 1],
	],
	failure: { code: 'TRAINING_FAILED', message: 'TRAINING_FAILED' },
	async check(world, body) {
		await resolveAll(world, body.audio, 'audio', 'audio');
		if (body.mode === 'instant' || body.voice_id) return;
		if (!body.name?.trim()) throw invalid('name', 'A new voice needs a name');
	},
	view: ({ id, request, status, createdAt, failure }): Schemas['ModelAudioVoice'] => ({
		voice_id: id,
		mode: request.mode,
		name: request.name ?? '',
		language: request.language ?? (status === 'ACTIVE' ? 'en' : null),
		status,
		created_at: createdAt,
		failure_reason: failure ? 'TRAINING_FAILED' : null,
	}),
});

/** Voices that were deleted: to delete one again is a success, too. */
const deletedVoices = collection('deletedModelVoices').of<true>();

/** By the character (docs/heygen.md §11). */
const SPEECH = { name: 'modelSpeech', usd: 15 / 1e6, paidBy: 'job' } as const;

export const models = {
	collections: [videos.collection, images.collection, voices.collection, deletedVoices, speeches],
	prices: [videos.price, images.price, voices.price, SPEECH],
	handlers: {
		async modelVideosCreate(call) {
			const { id, status } = await videos.create(call);
			return { data: { video_id: id, status } };
		},
		modelVideosGet: videos.get,

		async modelImagesCreate(call) {
			return { data: { generation_id: (await images.create(call)).id } };
		},
		modelImagesGet: images.get,

		async modelAudioVoicesCreate(call) {
			const { body, world } = call;
			if (body.mode === 'professional' && body.voice_id) {
				const known = voices.find(world, body.voice_id);
				if (known.request.mode !== 'professional') {
					throw invalid('voice_id', 'Only a professional voice can be trained anew');
				}
				if (known.status === 'PENDING') {
					throw new HeyGenError('resource_not_ready', 'The voice is being trained', 'voice_id');
				}
				await voices.check(world, body);
				known.status = 'PENDING';
				known.failure = undefined;
				world.jobs.after(world.settings.trainingMs, () => {
					known.status = 'ACTIVE';
				});
				return { data: { voice_id: known.id, status: known.status } };
			}
			const { id, status } = await voices.create(call);
			return { data: { voice_id: id, status } };
		},
		modelAudioVoicesList: (call) => voices.list(call),
		modelAudioVoicesGet: voices.get,
		modelAudioVoicesDelete(call) {
			const { voice_id: id } = call.path;
			if (call.world.of(deletedVoices).get(id)) return { data: { status: 'ok' } };
			const { request, status } = voices.find(call.world, id);
			if (request.mode === 'professional' && status === 'PENDING') {
				throw new HeyGenError('conflict', 'The voice is being trained', 'voice_id');
			}
			voices.delete(call);
			call.world.of(deletedVoices).add(id, true);
			return { data: { status: 'ok' } };
		},

		modelAudioTtsCreate(call) {
			const { body, world, account } = call;
			const voice = voices.find(world, body.voice_id);
			if (voice.status !== 'ACTIVE') {
				throw new HeyGenError('resource_not_ready', 'The voice is not ACTIVE', 'voice_id');
			}
			if (!['heygen-voice-1', undefined].includes(body.model))
				throw invalid('model', 'The model is not known');
			const { id, audio_url, seconds } = speak(world, body.text, { file: 'voice.wav' }, () =>
				world.purse.charge(account, SPEECH, [...body.text].length),
			);
			call.setHeader('X-Request-Id', id);
			call.setHeader('Content-Language', body.language ?? 'en');
			return { data: { audio_url, duration: seconds } };
		},
	},
} satisfies Resource;
