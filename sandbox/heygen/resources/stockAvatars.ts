import type { Schemas } from '../types';

export interface StockGroup {
	name: string;
	gender: 'female' | 'male';
	avatarType: Schemas['AvatarLook']['avatar_type'];
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

/** The avatars every account sees. */
export const STOCK_GROUPS: StockGroup[] = [
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
