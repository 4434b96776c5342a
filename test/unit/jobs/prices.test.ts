import { either, estimateOf, PRICES } from '../../../nodes/HeyGen/jobs/prices';

test.each([undefined, null, NaN, Infinity, '12'])('of %p nothing is reckoned', (amount) => {
	expect(estimateOf(PRICES.speech, amount)).toBeUndefined();
});

test('of two prices the least and the most are told, and the middle', () => {
	const rate = either('video of a look', PRICES.twinVideo, PRICES.photoVideo);

	expect(estimateOf(rate, 2)).toMatchObject({ usd: 0.1167, usd_from: 0.1, usd_to: 0.1334 });
});

test.each([
	[PRICES.speech, 0.1 + 0.2, '0.3 seconds of speech at 0.000667 USD a second'],
	[PRICES.fillerWords, 1, '1 minute of video with filler words at 0.3 USD a minute'],
	[PRICES.modelSpeech, 11 / 1e6, "11 characters of speech by HeyGen's model at 15 USD a million characters"],
	[PRICES.cinematicVideo, 1, 'cinematic video at 7 USD'],
])('how it was reckoned can be read: %#', (rate, amount, basis) => {
	expect(estimateOf(rate, amount)?.basis).toBe(
		`${basis}, by what was known of HeyGen's prices in autumn 2026`,
	);
});
