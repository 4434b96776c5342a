import type { RequestBody } from '../../api/contract';

/** HeyGen's values for the attributes of a generated photo, the usual one first; a test holds them against the contract. */
export const ATTRIBUTES = {
	age: {
		Unspecified: 'Unspecified',
		'Young Adult': 'Young Adult',
		'Early Middle Age': 'Early Middle Age',
		'Late Middle Age': 'Late Middle Age',
		Senior: 'Senior',
	},
	gender: { Unspecified: 'Unspecified', Woman: 'Woman', Man: 'Man' },
	ethnicity: {
		Unspecified: 'Unspecified',
		'Asian American': 'Asian American',
		Black: 'Black',
		'East Asian': 'East Asian',
		Hispanic: 'Hispanic',
		'Middle Eastern': 'Middle Eastern',
		Pacific: 'Pacific',
		'South Asian': 'South Asian',
		'South East Asian': 'South East Asian',
		White: 'White',
	},
	orientation: { square: 'Square', horizontal: 'Horizontal', vertical: 'Vertical' },
	pose: { half_body: 'Half Body', close_up: 'Close-Up', full_body: 'Full Body' },
	style: {
		Unspecified: 'Unspecified',
		Cinematic: 'Cinematic',
		Cyberpunk: 'Cyberpunk',
		Noir: 'Noir',
		Pixar: 'Pixar',
		Realistic: 'Realistic',
		Vintage: 'Vintage',
	},
} as const;

/** docs/heygen.md §2 and §9. */
export const APPEARANCE_LIMIT = 1000;
export const PROMPT_LIMIT = 1000;

export type Attributes = RequestBody<'photoGenerate'>;

function specified(value: string): string | undefined {
	return value === 'Unspecified' ? undefined : value;
}

/**
 * The attributes as the prompt of a v3 avatar, which has no fields of their own for them (docs/heygen.md §9). The appearance comes
 * last, so that where the whole is over HeyGen's limit only the end of the appearance is cut, at a word.
 */
export function promptOf(attributes: Attributes): string {
	const { age, gender, ethnicity, orientation, pose, style, appearance } = attributes;
	const person = [specified(ethnicity), specified(gender)?.toLowerCase() ?? 'person']
		.filter(Boolean)
		.join(' ');
	const parts = [
		`A photo of one ${person}`,
		specified(age) && `of the age group "${specified(age)?.toLowerCase()}"`,
		`, ${pose.replace('_', '-')} view`,
		`, ${orientation} picture`,
		specified(style) && `, in ${specified(style)} style`,
	];
	const lead = `${parts.filter(Boolean).join(' ').replace(/ ,/g, ',')}. `;
	// Characters as HeyGen counts them: code points.
	const characters = [...appearance];
	const room = PROMPT_LIMIT - lead.length;
	if (characters.length <= room) return lead + appearance;
	const wholeWords = characters
		.slice(0, room + 1)
		.join('')
		.replace(/\s+\S*$/, '');
	return lead + [...wholeWords].slice(0, room).join('');
}
