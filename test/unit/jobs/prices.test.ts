import { expectedPrice, priceOf } from '../../../nodes/HeyGen/jobs/estimates';
import { either, estimateOf, PRICES, sumOf } from '../../../nodes/HeyGen/jobs/prices';
import { stubClient } from '../../support/client';

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

test('what several cost is known where it is known of each', () => {
	const [video, speech] = [estimateOf(PRICES.twinVideo, 10), estimateOf(PRICES.speech, 100)];
	expect(sumOf([])).toBeUndefined();
	expect(sumOf([video, undefined])).toBeUndefined();
	expect(sumOf([video])).toEqual(video);
	const range = estimateOf(either('video of a look', PRICES.twinVideo, PRICES.photoVideo), 2);
	expect(sumOf([video, speech, range])).toEqual({
		usd: 0.8504,
		usd_from: 0.8337,
		usd_to: 0.8671,
		basis: `3 jobs, the first of ${video?.basis}`,
	});
});

test('a job of a fixed price is expected to cost that, whatever its length', async () => {
	const client = await stubClient(() => ({}));
	const seconds = () => undefined;
	expect(expectedPrice(client, 'look', { type: 'photo' }, seconds)).toMatchObject({ usd: 1 });
	expect(expectedPrice(client, 'video', { type: 'cinematic_avatar' }, seconds)).toMatchObject({ usd: 7 });
	expect(expectedPrice(client, 'lipsync', { mode: 'speed' }, seconds)).toBeUndefined();
});

test.each<[number | undefined, number | undefined, number | undefined]>([
	[undefined, undefined, 0.2],
	[1_000, 1_000, 0.2],
	[1_000, 999, undefined],
	[1_000, undefined, undefined],
])('of an item that began at %p, a video of %p cost %p', (since, createdAt, usd) => {
	const job = { id: 'v', status: 'completed' as const, duration: 4, created_at: createdAt };
	expect(priceOf('video', { rate: PRICES.photoVideo, since }, job)?.usd).toBe(usd);
});
