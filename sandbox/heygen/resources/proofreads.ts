import { collection } from '../collection';
import { HeyGenError } from '../errors';
import { checkFolder } from '../folders';
import { checkCallback, checkUrl, findAsset, resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { JobOf } from '../rendering';
import type { Resource } from '../resource';
import type { Schemas } from '../types';
import type { World } from '../world';
import { assetUrl } from './assets';
import { byLanguage, checkLanguages, checkSrt, translationJobs } from './translations';

/** Each is into one language. What its events hold is not documented. */
const jobs = rendering({
	kind: 'proofread',
	collection:
		collection('proofreads').of<JobOf<'videoTranslateProofreadsCreate', 'videoTranslateProofreadsGet'>>(),
	id: 'proofread_id',
	what: 'Proofread',
	price: { name: 'proofread', usd: 0.1 },
	states: [
		['processing', 0],
		['completed', 1],
		['failed', 1],
	],
	async check(world, body) {
		checkFolder(world, body.folder_id);
		checkLanguages(body.output_languages);
		await resolveMedia(world, body.video, 'video', ['video']);
		if (body.srt) await checkSrt(world, body.srt, 'srt');
	},
	view: ({ id, request, status, createdAt, failure }): Schemas['Proofread'] => ({
		id,
		status,
		title: request.title,
		created_at: createdAt,
		input_language: null,
		output_language: request.output_languages[0] ?? null,
		submitted_for_review: false,
		failure_message: failure?.message ?? null,
	}),
	event: {
		name: 'proofread_creation',
		data: ({ id, failure }) => ({ proofread_id: id, ...(failure ? { message: failure.message } : {}) }),
	},
});

/** Where the subtitles are that somebody has put in place of the first ones. */
const replaced = collection('proofreadSubtitles').of<string>();

/** @throws HeyGenError 409 as long as there are no subtitles */
function finished(world: World, id: string) {
	const job = jobs.find(world, id);
	if (job.status !== 'completed') {
		throw new HeyGenError('resource_not_ready', `Proofread ${id} is ${job.status}`, 'proofread_id');
	}
	return job;
}

export const proofreads = {
	collections: [jobs.collection, replaced],
	prices: [jobs.price],
	handlers: {
		async videoTranslateProofreadsCreate(call) {
			const made = await jobs.createEach(call, byLanguage);
			return { data: { proofread_ids: made.map(({ id }) => id), status: 'processing' } };
		},
		videoTranslateProofreadsGet: jobs.get,
		videoTranslateProofreadsSrtGet({ path: { proofread_id: id }, world }) {
			finished(world, id);
			const first = world.links.signed(`/results/${jobs.collection.name}/${id}/subtitles.srt`);
			return { data: { srt_url: world.of(replaced).get(id) ?? first, original_srt_url: first } };
		},
		async videoTranslateProofreadsSrtUpdate({ path: { proofread_id: id }, body: { srt }, world }) {
			const job = finished(world, id);
			await checkSrt(world, srt, 'srt');
			const url =
				srt.type === 'url'
					? checkUrl(srt.url, 'srt.url').href
					: assetUrl(world, findAsset(world, srt.asset_id, 'srt.asset_id', ['document']));
			world.of(replaced).add(id, url);
			return { data: jobs.view(job, world) };
		},
		async videoTranslateProofreadsGenerate(call) {
			const { path, body, world } = call;
			checkCallback(body);
			const { request } = finished(world, path.proofread_id);
			const { id } = await translationJobs.create({
				...call,
				body: {
					video: request.video,
					output_languages: request.output_languages,
					title: request.title,
					translate_audio_only: body.translate_audio_only,
					callback_url: body.callback_url,
					callback_id: body.callback_id,
				},
			});
			return { data: { video_translation_id: id, status: 'processing' } };
		},
	},
} satisfies Resource;
