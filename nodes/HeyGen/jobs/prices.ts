import type { IDataObject } from 'n8n-workflow';

// HeyGen's prices as far as they are known (docs/heygen.md §11), and what can be reckoned by them. They change, and HeyGen
// tells nobody what a job was in the end, so all that comes of them is an estimate.

/** When the prices below were read. */
export const PRICES_OF = 'autumn 2026';

/** From the least to the most; the same twice of what is known. */
type Span = readonly [least: number, most: number];

/** What HeyGen counts when it takes its price. */
type Unit = 'second' | 'minute' | 'job' | 'million characters';

/** How much is counted, from the least to the most. */
export interface Amount {
	readonly from: number;
	readonly to: number;
}

/** What HeyGen takes for each of what it counts, in US dollars of the API wallet. It can be kept as JSON. */
export interface Rate {
	/** What is paid, as in "12 seconds of …". */
	readonly of: string;
	readonly usd: Span;
	readonly per: Unit;
}

/** What a job costs, about. */
export interface Estimate extends IDataObject {
	/** US dollars of the API wallet: the middle of the two that follow. */
	usd: number;
	usd_from: number;
	usd_to: number;
	/** How it was reckoned. */
	basis: string;
}

function rate(of: string, per: Unit, usd: number): Rate {
	return { of, per, usd: [usd, usd] };
}

export const PRICES = {
	/** Avatar IV and V. */
	photoVideo: rate('video of a photo look or picture', 'second', 0.05),
	photoVideo4k: rate('4K video of a photo look or picture', 'second', 0.0667),
	twinVideo: rate('video of a digital twin or studio look', 'second', 0.0667),
	twinVideo4k: rate('4K video of a digital twin or studio look', 'second', 0.0833),
	studioVideo: rate('video of scenes', 'second', 0.0667),
	studioVideo4k: rate('4K video of scenes', 'second', 0.0833),
	avatar3Video: rate('video by Avatar III', 'second', 0.0167),
	cinematicVideo: rate('cinematic video', 'job', 7),
	agentVideo: rate('video by the agent', 'second', 0.0333),
	modelVideo: rate("video by HeyGen's model", 'second', 0.02),
	audioTranslation: rate('translation of the sound alone', 'second', 0.0167),
	speedTranslation: rate('translation by speed', 'second', 0.0333),
	precisionTranslation: rate('translation by precision', 'second', 0.0667),
	speedLipsync: rate('lipsync by speed', 'second', 0.0333),
	precisionLipsync: rate('lipsync by precision', 'second', 0.0667),
	avatar: rate('avatar', 'job', 1),
	fillerWords: rate('video with filler words', 'minute', 0.3),
	speech: rate('speech', 'second', 0.000667),
	modelSpeech: rate("speech by HeyGen's model", 'million characters', 15),
} as const satisfies Record<string, Rate>;

/** Where it is not known which of two is paid; `of` says what both are. */
export function either(of: string, one: Rate, other: Rate): Rate {
	return {
		of,
		per: one.per,
		usd: [Math.min(one.usd[0], other.usd[0]), Math.max(one.usd[1], other.usd[1])],
	};
}

/** As fine as the finest of HeyGen's prices. */
function dollars(amount: number): number {
	return Math.round(amount * 1e6) / 1e6;
}

/** As it is read: nobody counts thousandths of a second. */
function counted({ from, to }: Amount, of: string): string {
	const [least, most] = [Math.round(from * 100) / 100, Math.round(to * 100) / 100];
	const amount = least === most ? String(least) : `${least} to ${most}`;
	return `${amount} ${amount === '1' ? of : `${of}s`} of `;
}

const COUNTED: Readonly<Record<Unit, (amount: Amount) => string>> = {
	second: (amount) => counted(amount, 'second'),
	minute: (amount) => counted(amount, 'minute'),
	job: () => '',
	'million characters': ({ from, to }) => counted({ from: from * 1e6, to: to * 1e6 }, 'character'),
};

/** What several cost together; undefined where nothing is known of one of them. */
export function sumOf(estimates: ReadonlyArray<Estimate | undefined>): Estimate | undefined {
	const known = estimates.filter((estimate) => estimate !== undefined);
	const [first, ...others] = known;
	if (!first || known.length < estimates.length) return undefined;
	if (others.length === 0) return first;
	const sum = (field: 'usd' | 'usd_from' | 'usd_to') =>
		dollars(known.reduce((total, estimate) => total + estimate[field], 0));
	return {
		usd: sum('usd'),
		usd_from: sum('usd_from'),
		usd_to: sum('usd_to'),
		basis: `${known.length} jobs, the first of ${first.basis}`,
	};
}

/** @param amount how many of what the rate is for; undefined is answered where that is no number. */
export function estimateOf(rateOf: Rate, amount: unknown): Estimate | undefined {
	if (typeof amount !== 'number' || !Number.isFinite(amount)) return undefined;
	return estimateBetween(rateOf, { from: amount, to: amount });
}

/** As {@link estimateOf}, where it is only known between which two the amount is. */
export function estimateBetween({ of, usd, per }: Rate, amount: Amount): Estimate {
	const [least, most] = usd;
	const [from, to] = [dollars(least * amount.from), dollars(most * amount.to)];
	const price = `${least === most ? least : `${least} to ${most}`} USD${per === 'job' ? '' : ` a ${per}`}`;
	return {
		usd: dollars((from + to) / 2),
		usd_from: from,
		usd_to: to,
		basis: `${COUNTED[per](amount)}${of} at ${price}, by what was known of HeyGen's prices in ${PRICES_OF}`,
	};
}
