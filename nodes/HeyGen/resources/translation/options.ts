import type { INodeProperties } from 'n8n-workflow';

import { glossaryOption, readGlossary } from '../../parameters/brand';
import { srt } from '../../parameters/subtitles';
import type { Values } from '../../run/values';

// What the requests of translations and of proofreads have in common.

export const translateAudioOnly: INodeProperties = {
	displayName: 'Translate Audio Only',
	name: 'translateAudioOnly',
	type: 'boolean',
	default: true,
	description: 'Whether to leave the lips as they are, which costs less',
};

export const commonSettings: readonly INodeProperties[] = [
	glossaryOption,
	{
		displayName: 'Number of Speakers',
		name: 'speakerNum',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many people speak, which helps HeyGen to tell them apart',
	},
	srt,
];

/** What {@link commonSettings} say, as the requests name it; the subtitles aside, which may have to be uploaded. */
export function commonBody(settings: Values) {
	return { brand_glossary_id: readGlossary(settings), speaker_num: settings.number('speakerNum') };
}
