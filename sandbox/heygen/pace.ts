import { createHash } from 'node:crypto';
import { CLIP_SECONDS } from './purse';

/** Characters a second of the simulated voices, by what is written; an own guess, so that nobody's estimate is tested by itself. */
const PACES: ReadonlyArray<readonly [RegExp, number]> = [
	[/\p{Script=Han}/u, 4.7],
	[/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 7.8],
	[/\p{Script=Hangul}/u, 6],
	[/\p{Script=Thai}/u, 12],
	[/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]/u, 11],
	[/\p{Nd}/u, 2.4],
];
const USUAL = 15;

/** How much faster or slower than usual a text is spoken at most. */
const JITTER = 0.05;

const BREAK = /<break [^>]*time="([\d.]+)(ms|s)"[^>]*>/g;

/** Between -1 and 1, always the same for the same text. */
function mood(text: string): number {
	return (createHash('sha256').update(text).digest().readUInt16BE(0) / 0xffff) * 2 - 1;
}

/** How long a simulated voice speaks a text; nothing plays shorter than the bundled clips. */
export function spokenSeconds(text: string, speed = 1): number {
	const pauses = [...text.matchAll(BREAK)].reduce(
		(sum, [, time, unit]) => sum + (unit === 'ms' ? Number(time) / 1000 : Number(time)),
		0,
	);
	const words = [...text.replace(/<[^>]*>/g, '').trim()];
	const seconds = words.reduce((sum, letter) => {
		const [, pace] = PACES.find(([letters]) => letters.test(letter)) ?? [undefined, USUAL];
		return sum + 1 / pace;
	}, 0);
	const length = (seconds / speed) * (1 + JITTER * mood(text)) + pauses;
	return Math.max(CLIP_SECONDS, Math.round(length * 100) / 100);
}
