import { createHash } from 'node:crypto';
import type { Schemas } from './types';
import type { World } from './world';

type Look = Schemas['AvatarLook'];

interface StockGroup {
	name: string;
	gender: 'female' | 'male';
	avatarType: Look['avatar_type'];
	engines: string[];
	looks: string[];
	picture: string;
	/** Default: has a voice of its own. */
	voiceless?: boolean;
}

const SCENES = ['Office Front', 'Office Side', 'Sofa', 'Studio', 'Kitchen', 'Garden', 'Standing'];

const III = ['avatar_iii'];
const III_IV = ['avatar_iii', 'avatar_iv'];
const III_IV_V = ['avatar_iii', 'avatar_iv', 'avatar_v'];

const STOCK_GROUPS: StockGroup[] = [
	{
		name: 'Abigail',
		gender: 'female',
		avatarType: 'studio_avatar',
		engines: III_IV,
		looks: SCENES,
		picture: 'photo-1.png',
	},
	{
		name: 'Brandon',
		gender: 'male',
		avatarType: 'studio_avatar',
		engines: III,
		looks: SCENES,
		picture: 'photo-3.png',
	},
	{
		name: 'Carlotta',
		gender: 'female',
		avatarType: 'studio_avatar',
		engines: III_IV_V,
		looks: SCENES,
		picture: 'photo-4.png',
	},
	{
		name: 'Dexter',
		gender: 'male',
		avatarType: 'studio_avatar',
		engines: III,
		looks: SCENES,
		picture: 'portrait.png',
	},
	{
		name: 'Emery',
		gender: 'female',
		avatarType: 'studio_avatar',
		engines: III_IV,
		looks: SCENES,
		picture: 'photo-2.png',
	},
	{
		name: 'Freja',
		gender: 'female',
		avatarType: 'photo_avatar',
		engines: ['avatar_iv', 'avatar_v'],
		looks: SCENES,
		picture: 'photo-1.png',
	},
	{
		name: 'Gideon',
		gender: 'male',
		avatarType: 'photo_avatar',
		engines: III_IV,
		looks: SCENES,
		picture: 'photo-3.png',
	},
	{
		name: 'Hana',
		gender: 'female',
		avatarType: 'studio_avatar',
		engines: III_IV_V,
		looks: SCENES,
		picture: 'photo-4.png',
	},
	{
		name: 'Ibrahim',
		gender: 'male',
		avatarType: 'digital_twin',
		engines: III_IV_V,
		looks: SCENES,
		picture: 'portrait.png',
	},
	// Names of engines as older documentation has them: a client that knows none of them leaves the engine out.
	{
		name: 'Juno',
		gender: 'female',
		avatarType: 'studio_avatar',
		engines: ['avatar_4_quality', 'avatar_4_turbo'],
		looks: SCENES.slice(0, 2),
		picture: 'photo-2.png',
	},
	{
		name: 'Kenji',
		gender: 'male',
		avatarType: 'studio_avatar',
		engines: [],
		looks: SCENES.slice(0, 2),
		picture: 'photo-3.png',
		voiceless: true,
	},
];

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
const VOICE_NAMES = {
	female: ['Ivy', 'Nora', 'Paula'],
	male: ['Archer', 'Lewis', 'Marco'],
};
const VOICE_ENGINES = ['starfish', 'elevenlabs', 'fish'];
/** A fixed past, so that lists read the same in every run. */
const SEEDED_AT = 1_750_000_000;

/** The public avatars and voices every account sees, and two voices of the account's own. Ids are the same in every run. */
export function seed(world: World): void {
	seedVoices(world);
	for (const group of STOCK_GROUPS) seedGroup(world, group);
}

function seedGroup(world: World, stock: StockGroup): void {
	const groupId = stableId(`group ${stock.name}`);
	const preview = world.links.file(stock.picture);
	const voice = stock.voiceless
		? null
		: stableId(`voice ${VOICE_NAMES[stock.gender][0] ?? ''} ${LANGUAGES[0] ?? ''}`);
	world.groups.add(groupId, {
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
		world.looks.add(id, {
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

function seedVoices(world: World): void {
	for (const [index, language] of LANGUAGES.entries()) {
		for (const gender of ['female', 'male'] as const) {
			for (const name of VOICE_NAMES[gender])
				addVoice(world, { name, language, gender, type: 'public', index });
		}
	}
	for (const [index, name] of ['My Cloned Voice', 'Narrator of the House'].entries()) {
		addVoice(world, { name, language: 'English', gender: 'female', type: 'private', index });
	}
}

function addVoice(
	world: World,
	voice: Pick<Schemas['Voice'], 'name' | 'language' | 'gender' | 'type'> & { index: number },
): void {
	const { index, ...rest } = voice;
	const id = stableId(`voice ${voice.name} ${voice.language}`);
	world.voices.add(id, {
		engine: VOICE_ENGINES[index % VOICE_ENGINES.length] ?? 'starfish',
		data: {
			...rest,
			voice_id: id,
			preview_audio_url: world.links.file('voice.mp3'),
			support_pause: true,
			support_locale: voice.language === 'English',
		},
	});
}

function stableId(name: string): string {
	return createHash('md5').update(name).digest('hex');
}
