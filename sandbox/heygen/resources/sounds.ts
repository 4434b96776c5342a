import { createHash } from 'node:crypto';
import { collection, decodeToken, encodeToken } from '../collection';
import { invalid } from '../errors';
import type { Resource } from '../resource';
import type { Answer } from '../types';

type Sound = Omit<NonNullable<Answer<'audioSoundsList'>['data']>[number], 'score' | 'audio_url'>;

const kept = collection('sounds').of<Sound>();

/** How well a sound fits, by the words of the query it is described by: everything fits a little. */
function scoreOf(query: string, { name, description }: Sound): number {
	const words = query.toLowerCase().split(/\W+/).filter(Boolean);
	const told = `${name} ${description}`.toLowerCase();
	const hits = words.filter((word) => told.includes(word)).length;
	return words.length === 0 ? 0 : 0.5 + hits / words.length / 2;
}

export const sounds = {
	collections: [kept],
	seed(world) {
		for (const [type, names] of Object.entries(CATALOGUE)) {
			for (const name of names) {
				const id = createHash('md5').update(`sound ${name}`).digest('hex');
				const kind = type === 'music' ? 'music' : 'sound_effects';
				world.of(kept).add(id, { id, name, description: `${name}, as in a film`, type: kind, duration: 2 });
			}
		}
	},
	handlers: {
		audioSoundsList(call) {
			const { query, type = 'music', min_score: least = 0.7 } = call.query;
			if (query.trim() === '') throw invalid('query', 'query is empty');
			const fitting = call.world
				.of(kept)
				.values()
				.map((sound) => ({ ...sound, score: scoreOf(query, sound) }))
				.filter((sound) => sound.type === type && sound.score >= least)
				.sort((one, other) => other.score - one.score);
			const { limit = 10, token } = call.query;
			const start = token === undefined ? 0 : decodeToken(token);
			const end = start + limit;
			const has_more = end < fitting.length;
			return {
				data: fitting
					.slice(start, end)
					.map((sound) => ({ ...sound, audio_url: call.world.links.file('voice.mp3') })),
				has_more,
				next_token: has_more ? encodeToken(end) : null,
			};
		},
	},
} satisfies Resource;

const CATALOGUE = {
	music: ['Calm piano', 'Upbeat guitar', 'Tense strings', 'Calm guitar'],
	sound_effects: ['Door slams', 'Whoosh of a scene change', 'Rain on a roof'],
};
