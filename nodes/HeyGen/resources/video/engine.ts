import type { Look, Schema } from '../../api/contract';
import type { Refuse } from '../../run/values';

/** HeyGen's engines, the best first. */
const BEST_FIRST = ['avatar_v', 'avatar_iv', 'avatar_iii'] as const;

type EngineType = (typeof BEST_FIRST)[number];

export const ENGINES = {
	auto: { name: 'Automatic', description: 'The best the look supports and the other parameters allow' },
	avatar_iii: 'Avatar III',
	avatar_iv: 'Avatar IV',
	avatar_v: 'Avatar V',
	default: { name: 'HeyGen Default', description: 'What HeyGen takes when no engine is named: Avatar IV' },
} as const;

export interface EngineWish {
	readonly engine: keyof typeof ENGINES;
	readonly motionPrompt: boolean;
	readonly expressiveness: boolean;
}

/** What goes beyond speaking, and the choices of Engine it works with. */
const EXTRAS: ReadonlyArray<{
	readonly name: string;
	readonly wished: (wish: EngineWish) => boolean;
	readonly engines: ReadonlyArray<keyof typeof ENGINES>;
}> = [
	{
		name: 'Expressiveness',
		wished: ({ expressiveness }) => expressiveness,
		engines: ['auto', 'default', 'avatar_iv'],
	},
	{
		name: 'Motion Prompt',
		wished: ({ motionPrompt }) => motionPrompt,
		engines: ['auto', 'default', 'avatar_iv', 'avatar_v'],
	},
];

function nameOf(engine: keyof typeof ENGINES): string {
	const choice = ENGINES[engine];
	return typeof choice === 'string' ? choice : choice.name;
}

/** Whether the rules of this wish depend on the look. */
export function needsLook({ engine, motionPrompt, expressiveness }: EngineWish): boolean {
	return engine === 'auto' || motionPrompt || expressiveness;
}

/** The engines of a look that are known here, the best first; HeyGen has used other names before (docs/heygen.md §3). */
function supportedBy(look: Look): EngineType[] {
	return BEST_FIRST.filter((engine) => look.supported_api_engines?.includes(engine));
}

/**
 * The `engine` to send, or undefined to leave it out.
 *
 * Rules (docs/heygen.md §3): expressiveness belongs to photo looks on Avatar IV; a motion prompt works with photo looks on
 * Avatar IV and V and with video looks on Avatar V alone; a look takes only the engines it lists.
 */
export function chooseEngine(
	wish: EngineWish,
	look: Look | undefined,
	refuse: Refuse,
): NonNullable<Schema<'Engine'>> | undefined {
	const { engine, motionPrompt, expressiveness } = wish;
	const ruledOut = EXTRAS.find(({ wished, engines }) => wished(wish) && !engines.includes(engine));
	if (ruledOut) {
		throw refuse(
			`"${ruledOut.name}" does not work with the Engine ${nameOf(engine)}`,
			'Remove one of the two, or set Engine to Automatic.',
		);
	}
	const supported = look ? supportedBy(look) : [];
	const videoLook = look !== undefined && look.avatar_type !== 'photo_avatar';
	if (videoLook && expressiveness) {
		throw refuse(
			`"Expressiveness" works with photo looks only; the look ${look.id} is a ${look.avatar_type}`,
			'Remove Expressiveness or choose a photo look.',
		);
	}
	const onlyV = videoLook && motionPrompt;
	if (engine === 'auto') {
		const wished = EXTRAS.filter((extra) => extra.wished(wish));
		const [best] = supported.filter(
			(candidate) =>
				wished.every(({ engines }) => engines.includes(candidate)) && !(onlyV && candidate !== 'avatar_v'),
		);
		if (best) return { type: best };
		if (supported.length === 0) return undefined;
		throw refuse(
			`${wished.map(({ name }) => `"${name}"`).join(' and ')} does not work with the engines of the look ${look?.id}: ${supported.join(', ')}`,
			onlyV
				? 'A video look takes a motion prompt on Avatar V alone. Remove it or choose another look.'
				: 'Expressiveness works on Avatar IV alone, a motion prompt on Avatar IV and V. Remove it or choose another look.',
		);
	}
	if (onlyV && engine !== 'avatar_v') {
		throw refuse(
			'"Motion Prompt" works with a video look on the Engine Avatar V alone',
			'Set Engine to Automatic or Avatar V, or remove Motion Prompt.',
		);
	}
	if (engine === 'default') return undefined;
	if (supported.length > 0 && !supported.includes(engine)) {
		throw refuse(
			`The look ${look?.id} does not support this "Engine": ${engine}`,
			`It supports: ${supported.join(', ')}.`,
		);
	}
	return { type: engine };
}

/** What Avatar V takes up from another look it takes from a digital twin of the same group that has consent (docs/heygen.md §3). */
export function checkReference(reference: Look, look: Look, refuse: Refuse): void {
	const what = `"Reference Look" cannot be ${reference.name} (${reference.id})`;
	if (reference.avatar_type !== 'digital_twin') {
		throw refuse(`${what}: it is a ${reference.avatar_type}`, 'Choose a look of a digital twin.');
	}
	if (reference.group_id !== look.group_id) {
		throw refuse(
			`${what}: it belongs to another avatar group than the look ${look.id}`,
			'Choose a look of the same avatar group; Look > Get Many lists them.',
		);
	}
	if (reference.status === 'pending_consent') {
		throw refuse(
			`${what}: the person in its footage has not agreed yet`,
			'Send them the link of Avatar > Start Consent.',
		);
	}
}
