import type { Schema } from '../../api/contract';
import type { GivenId } from '../../run/mistakenId';

/** HeyGen's types of videos. */
export const TYPES = {
	avatar: { name: 'Avatar', description: 'A look of an avatar speaks' },
	cinematic_avatar: {
		name: 'Cinematic',
		description: 'Up to three looks act as a prompt says, for 4 to 15 seconds; paid by the video',
	},
	image: { name: 'Image', description: 'The person in any picture speaks' },
	studio: { name: 'Studio', description: 'Looks, pictures and clips, scene by scene' },
} as const;

/** The types in which one person speaks all along. */
export const SPOKEN = ['avatar', 'image'];

type VideoSchema = 'CreateAvatarVideo' | 'CreateImageVideo' | 'CreateCinematicVideo' | 'CreateStudioVideo';

/** A video's request that has been read and checked. */
export interface VideoRequest<Name extends VideoSchema = VideoSchema> {
	/** The looks it names. */
	readonly looks: readonly GivenId[];
	/** Uploads what n8n holds of it, and gives the whole. */
	readonly provide: () => Promise<Schema<Name>>;
}
