/** What one contender did in one round, as numbers. */
export type Contender<Name extends string, Sample> = readonly [name: Name, measure: () => Promise<Sample>];

/**
 * Measures all contenders right after each other, `pairs` times, every second time in the opposite order.
 * Before that each runs `warmUps` times unmeasured: caches, connections and compiled code are then as in a process that has
 * worked for a while.
 */
export async function inPairs<Name extends string, Sample>(
	contenders: ReadonlyArray<Contender<Name, Sample>>,
	{ pairs, warmUps = 1, say }: { pairs: number; warmUps?: number; say: (line: string) => void },
): Promise<(name: Name) => Sample[]> {
	const samples = new Map<Name, Sample[]>(contenders.map(([name]) => [name, []]));
	for (let pair = 1 - warmUps; pair <= pairs; pair++) {
		const order = pair % 2 === 0 ? [...contenders].reverse() : contenders;
		for (const [name, measure] of order) {
			const sample = await measure();
			if (pair > 0) samples.get(name)?.push(sample);
			say(`${pair < 1 ? 'warm-up' : `pair ${pair}/${pairs}`} ${name}: ${JSON.stringify(sample)}`);
		}
	}
	return (name) => samples.get(name) ?? [];
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = NaN, high = NaN] =
		sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
	return (low + high) / 2;
}

/** A row of the table. */
export interface Figure {
	readonly what: string;
	readonly against: string;
	readonly result: string;
	readonly target: string;
	/** undefined where there is no target. */
	readonly met: boolean | undefined;
	/** Ours and theirs, as context: they depend on the machine. */
	readonly medians: string;
}

interface Target {
	readonly atLeast?: number;
	readonly atMost?: number;
}

interface Comparison {
	readonly what: string;
	readonly against: string;
	readonly ours: readonly number[];
	readonly theirs: readonly number[];
	/** How a pair becomes its ratio. */
	readonly ratio: (ours: number, theirs: number) => number;
	/** What follows the ratio, as in "3.1 times as fast". */
	readonly words: string;
	readonly target?: Target;
	readonly show: (value: number) => string;
}

/** The median of the pairs' ratios, with the smallest and the largest. */
export function compared({ what, against, ours, theirs, ratio, words, target, show }: Comparison): Figure {
	const ratios = ours.map((value, pair) => ratio(value, theirs[pair] ?? NaN));
	return {
		what,
		against,
		result: `**${short(median(ratios))}** ${words} (${short(Math.min(...ratios))} to ${short(Math.max(...ratios))})`,
		...judged(median(ratios), target),
		medians: `${show(median(ours))} : ${show(median(theirs))}`,
	};
}

interface Measured {
	readonly what: string;
	readonly against: string;
	readonly ours: readonly number[];
	readonly theirs: readonly number[];
	readonly target?: Target;
	readonly show: (value: number) => string;
}

/** As {@link compared}, where not a ratio but our own value counts. */
export function counted({ what, against, ours, theirs, target, show }: Measured): Figure {
	const text = `${show(median(ours))} : ${show(median(theirs))}`;
	return {
		what,
		against,
		result: `**${show(median(ours))}** (${show(Math.min(...ours))} to ${show(Math.max(...ours))})`,
		...judged(median(ours), target, show),
		medians: text,
	};
}

function judged(
	value: number,
	{ atLeast, atMost }: Target = {},
	show: (value: number) => string = short,
): Pick<Figure, 'target' | 'met'> {
	if (atLeast !== undefined) return { target: `≥ ${show(atLeast)}`, met: value >= atLeast };
	if (atMost !== undefined) return { target: `≤ ${show(atMost)}`, met: value <= atMost };
	return { target: '', met: undefined };
}

/** Three digits that matter, and no more decimals than a reader wants. */
function short(value: number): string {
	if (!Number.isFinite(value)) return String(value);
	return String(Number(value.toPrecision(Math.abs(value) < 0.1 ? 2 : 3)));
}

export const times = {
	asFast: { ratio: (ours: number, theirs: number) => theirs / ours, words: 'times as fast' },
	theTime: { ratio: (ours: number, theirs: number) => ours / theirs, words: 'times the time' },
	asMany: { ratio: (ours: number, theirs: number) => ours / theirs, words: 'times as many' },
	asMuch: { ratio: (ours: number, theirs: number) => ours / theirs, words: 'times as much' },
} as const;

export const units = {
	seconds: (milliseconds: number) => `${short(milliseconds / 1000)} s`,
	milliseconds: (value: number) => `${short(value)} ms`,
	count: (value: number) => String(Math.round(value)),
	megabytes: (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`,
	kilobytes: (bytes: number) => `${short(bytes / 1024)} kB`,
	perSecond: (value: number) => `${short(value)}/s`,
} as const;

export function table(figures: readonly Figure[]): string {
	const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
	return [
		row('what', 'compared with', 'result, median (spread)', 'target', 'medians, ours : theirs'),
		row(...Array.from({ length: 5 }, () => '---')),
		...figures.map(({ what, against, result, target, met, medians }) =>
			row(what, against, result, met === false ? `${target} **missed**` : target, medians),
		),
	].join('\n');
}
