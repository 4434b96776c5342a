import { createHash } from 'node:crypto';
import { collection } from '../collection';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import type { Schemas } from '../types';
import type { World } from '../world';

type Voice = Schemas['Voice'];

const kept = collection('voices').of<{ data: Voice; engine: string }>();

export const allVoices = shelf({
	collection: kept,
	id: 'voice_id',
	what: 'Voice',
	notFound: 'voice_not_found',
	view: ({ data }) => data,
});

export const voices = {
	collections: [kept],
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
			const { voice_id, name, language, gender, preview_audio_url, support_pause } = allVoices.get(call).data;
			return {
				data: {
					voice_id,
					name,
					language,
					gender,
					preview_audio_url,
					support_pause,
					support_interactive_avatar: false,
					status: 'complete',
					created_at: null,
					failure_message: null,
				},
			};
		},
	},
} satisfies Resource;

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
