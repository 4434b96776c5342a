import { createHash } from 'node:crypto';
import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { resolveMedia } from '../inputs';
import { rendering } from '../rendering';
import type { Job } from '../rendering';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import { spokenSeconds } from '../pace';
import { CLIP_SECONDS } from '../purse';
import { speak } from '../speeches';
import type { Answer, RequestBody, Schemas } from '../types';
import type { World } from '../world';

type Voice = Schemas['Voice'];
type Details = NonNullable<Answer<'voiceGet'>['data']>;

const kept = collection('voices').of<{ data: Voice; engine: string }>();

const shelved = shelf({
	collection: kept,
	id: 'voice_id',
	what: 'Voice',
	notFound: 'voice_not_found',
	view: ({ data }) => data,
});

const clones = rendering({
	kind: 'clonedVoice',
	collection:
		collection('clones').of<Job<RequestBody<'voiceCloneCreate'>, 'processing' | 'complete' | 'failed'>>(),
	id: 'voice_id',
	what: 'Voice',
	notFound: 'voice_not_found',
	price: { name: 'clone', usd: 0 },
	time: 'trainingMs',
	states: [
		['processing', 0],
		['complete', 1],
		['failed', 1],
	],
	async check(world, body) {
		if (body.voice_name.trim() === '') throw invalid('voice_name', 'voice_name is empty');
		await resolveMedia(world, body.audio, 'audio', ['audio']);
	},
	view: ({ id, request, status, createdAt, failure }, made): Details => ({
		voice_id: id,
		name: request.voice_name,
		language: made ? languageOf(request) : null,
		gender: made ? 'unknown' : null,
		preview_audio_url: made?.file('voice.mp3') ?? null,
		support_pause: true,
		support_interactive_avatar: false,
		status,
		created_at: createdAt,
		failure_message: failure?.message ?? null,
	}),
});

/** All that can speak: the stock, and the clones that are made. */
export const allVoices = {
	list: (...[call, where]: Parameters<typeof shelved.list>) => {
		adopt(call.world);
		return shelved.list(call, where);
	},
	/** @throws HeyGenError 404 naming the parameter */
	find: (world: World, wanted: string, param?: string) => {
		adopt(world);
		return shelved.find(world, wanted, param);
	},
};

const SPEECH = { name: 'speech', usd: 0.000667, paidBy: 'second' } as const;

/** Voices that HeyGen finds for a description at once. */
const FOUND_AT_ONCE = 3;

export const voices = {
	collections: [kept, clones.collection],
	prices: [clones.price, SPEECH],
	/** Stock voices in ten languages, and two of the account's own. */
	seed(world) {
		for (const [index, language] of LANGUAGES.entries()) {
			for (const gender of ['female', 'male'] as const) {
				for (const name of STOCK[gender]) {
					add(world, VOICE_ENGINES[index % VOICE_ENGINES.length], { name, language, gender, type: 'public' });
				}
			}
		}
		for (const [index, name] of OWN.entries()) {
			add(world, VOICE_ENGINES[index], { name, language: 'English', gender: 'female', type: 'private' });
		}
	},
	handlers: {
		voiceList(call) {
			const { type = 'public', language, gender, engine } = call.query;
			const same = (wanted: string | undefined, actual: string) =>
				wanted === undefined || wanted.toLowerCase() === actual.toLowerCase();
			return allVoices.list(
				call,
				(voice) =>
					voice.data.type === type &&
					same(language, voice.data.language) &&
					same(gender, voice.data.gender) &&
					same(engine, voice.engine),
			);
		},

		voiceGet(call) {
			if (call.world.of(clones.collection).get(call.path.voice_id)) return clones.get(call);
			const { data } = shelved.find(call.world, call.path.voice_id);
			const { voice_id, name, language, gender, preview_audio_url, support_pause } = data;
			return {
				data: {
					voice_id,
					name,
					language,
					gender,
					preview_audio_url,
					support_pause,
					support_interactive_avatar: false,
					// Only clones have one (docs/heygen.md §10).
					status: data.type === 'private' ? 'complete' : null,
					created_at: null,
					failure_message: null,
				},
			};
		},

		voiceDelete({ path: { voice_id: id }, world }) {
			const clone = world.of(clones.collection).get(id);
			if (!clone && shelved.find(world, id).data.type === 'public') {
				throw new HeyGenError('resource_access_denied', 'The voice is not yours', 'voice_id');
			}
			if (clone) clones.delete({ path: { voice_id: id }, world });
			world.of(kept).delete(id);
			return { data: { voice_id: id } };
		},

		/** What is there and fits, three at a time; it makes nothing. */
		voiceCreate({ body, world }) {
			if (body.prompt.trim() === '') throw invalid('prompt', 'prompt is empty');
			const { gender, locale, seed = 0 } = body;
			const language = locale
				? new Intl.DisplayNames('en', { type: 'language' }).of(locale.split('-')[0] ?? '')
				: null;
			const fitting = world
				.of(kept)
				.values()
				.map(({ data }) => data)
				.filter((voice) => voice.type === 'public' && (!gender || voice.gender === gender))
				.filter((voice) => !language || voice.language === language);
			return { data: { voices: fitting.slice(seed * FOUND_AT_ONCE, (seed + 1) * FOUND_AT_ONCE), seed } };
		},

		async voiceCloneCreate(call) {
			return { data: { voice_clone_id: (await clones.create(call)).id } };
		},

		voiceSpeechCreate({ body, world, account }) {
			const { engine } = allVoices.find(world, body.voice_id);
			if (engine !== 'starfish') throw invalid('voice_id', 'The voice does not support the starfish engine');
			if (!['text', 'ssml', undefined].includes(body.input_type)) {
				throw invalid('input_type', 'input_type must be text or ssml');
			}
			const { speed } = body;
			const { id, audio_url, seconds } = speak(world, body.text, { file: 'voice.mp3', speed }, () =>
				world.purse.charge(account, SPEECH, spokenSeconds(body.text, speed) / CLIP_SECONDS),
			);
			const words = body.text.split(/\s+/).filter((word) => word !== '');
			const each = seconds / words.length;
			return {
				data: {
					audio_url,
					duration: seconds,
					request_id: id,
					word_timestamps: words.map((word, index) => ({
						word,
						start: index * each,
						end: (index + 1) * each,
					})),
				},
			};
		},
	},
} satisfies Resource;

function languageOf({ language }: RequestBody<'voiceCloneCreate'>): string {
	return language ?? 'English';
}

/** A clone that is made can speak like any voice. */
function adopt(world: World): void {
	for (const { id, request, status } of world.of(clones.collection).values()) {
		if (status !== 'complete' || world.of(kept).get(id)) continue;
		const voice: Voice = {
			voice_id: id,
			name: request.voice_name,
			language: languageOf(request),
			gender: 'unknown',
			type: 'private',
			preview_audio_url: world.links.file('voice.mp3'),
			support_pause: true,
			support_locale: false,
		};
		world.of(kept).add(id, { engine: 'starfish', data: voice });
	}
}

const LANGUAGES = [
	'English',
	'Spanish',
	'French',
	'German',
	'Portuguese',
	'Italian',
	'Japanese',
	'Korean',
	'Hindi',
	'Arabic',
];
const STOCK = {
	female: ['Ivy', 'Nora', 'Paula'],
	male: ['Archer', 'Lewis', 'Marco'],
};
const OWN = ['My Cloned Voice', 'Narrator of the House'];
const VOICE_ENGINES = ['starfish', 'elevenlabs', 'fish'];

/** An English stock voice. */
export function stockVoice(gender: 'female' | 'male'): string {
	return idOf(STOCK[gender][0] ?? '', LANGUAGES[0] ?? '');
}

function add(
	world: World,
	engine: string = 'starfish',
	voice: Pick<Voice, 'name' | 'language' | 'gender' | 'type'>,
): void {
	const id = idOf(voice.name, voice.language);
	world.of(kept).add(id, {
		engine,
		data: {
			...voice,
			voice_id: id,
			preview_audio_url: world.links.file('voice.mp3'),
			support_pause: true,
			support_locale: voice.language === 'English',
		},
	});
}

/** The same in every run. */
function idOf(name: string, language: string): string {
	return createHash('md5').update(`voice ${name} ${language}`).digest('hex');
}
