import type { Amount } from './prices';

// How long it takes to say a text, before anybody has said it. Of English it is reported (docs/heygen.md §11); the rest is how fast
// people read aloud, so the span is wide.

/** Characters a second, of a slow and of a quick speaker. */
interface Pace {
	readonly slow: number;
	readonly quick: number;
}

const ENGLISH: Pace = { slow: 14, quick: 16 };

/** Alphabets: Latin, Cyrillic, Greek and the like. */
const ALPHABET: Pace = { slow: 12, quick: 18 };

const HAN: Pace = { slow: 3.5, quick: 6 };
const KANA: Pace = { slow: 6, quick: 10 };
const KANA_LETTERS = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** What is one syllable in Chinese is read as two kana in Japanese, about. */
const KANJI: Pace = { slow: KANA.slow / 2, quick: KANA.quick / 2 };

/** Writing in which a character says more, or less, than a letter does. */
const SCRIPTS: ReadonlyArray<readonly [letters: RegExp, pace: Pace]> = [
	[/\p{Script=Han}/gu, HAN],
	[KANA_LETTERS, KANA],
	[/\p{Script=Hangul}/gu, { slow: 4.5, quick: 8 }],
	[/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu, { slow: 9, quick: 16 }],
	[/[\p{Script=Arabic}\p{Script=Hebrew}]/gu, { slow: 8, quick: 15 }],
	[
		/[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}]/gu,
		{ slow: 8, quick: 15 },
	],
	// A digit is a word, and in a number it brings others along: 42 is "forty-two".
	[/\p{Nd}/gu, { slow: 1.5, quick: 4 }],
];

/** A pause, as SSML writes it. */
const BREAK = /<break\b[^<>]*?\btime\s*=\s*["']\s*(\d+(?:\.\d+)?|\.\d+)\s*(ms|s)\s*["'][^<>]*>/gi;
/** What SSML puts into a text; "less than" is said. */
const MARK = /<\/?[a-z][^<>]*>/gi;

/** Of a longer text, its beginning stands for the whole: nobody has so much said in one video. */
const LONGEST = 100_000;

export interface Speaking {
	/** How many times as fast as usual. */
	readonly speed?: number;
	/** Such as en-GB. */
	readonly locale?: string;
}

/** How many seconds a text takes to be said, about; the pauses it asks for included. */
export function speechLength(text: string, { speed = 1, locale = '' }: Speaking = {}): Amount {
	if (text.length > LONGEST) {
		const { from, to } = speechLength(text.slice(0, LONGEST), { speed, locale });
		const times = text.length / LONGEST;
		return { from: from * times, to: to * times };
	}
	const pauses = [...text.matchAll(BREAK)].reduce(
		(sum, [, time, unit]) => sum + Number(time) / (unit?.toLowerCase() === 'ms' ? 1000 : 1),
		0,
	);
	let rest = text.replace(MARK, '').replace(/\s+/g, ' ').trim();
	// Only Japanese has kana.
	const isJapanese = locale ? /^ja\b/i.test(locale) : rest.search(KANA_LETTERS) >= 0;
	const counts = SCRIPTS.map(([letters, pace]) => {
		const before = rest.length;
		const count = [...rest.matchAll(letters)].length;
		if (before > 0) rest = rest.replace(letters, '');
		return [count, pace === HAN && isJapanese ? KANJI : pace] as const;
	});
	const isEnglish = /^en\b/i.test(locale);
	counts.push([[...rest].length, isEnglish ? ENGLISH : ALPHABET]);
	const seconds = (by: keyof Pace) =>
		pauses + counts.reduce((sum, [count, pace]) => sum + count / pace[by], 0) / (speed > 0 ? speed : 1);
	return { from: seconds('quick'), to: seconds('slow') };
}
