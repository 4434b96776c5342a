import { speechLength } from '../../nodes/HeyGen/jobs/speechLength';
import { Bench } from './support';

// What the node estimates before anything is made, beside how long it plays then.

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start({ renderMs: 0 });
});
afterAll(() => bench.stop());

const ENGLISH =
	'Hello Anna, and welcome to our weekly report. Sales went up again, and the new shop in the old town opened on Monday. ';
const GERMAN =
	'Guten Tag, Anna, und willkommen zu unserem Wochenbericht. Der Umsatz ist wieder gestiegen, und der neue Laden ist offen. ';
const JAPANESE =
	'こんにちは、アンナさん。今週の報告です。売り上げはまた増えました。新しい店は月曜日に開きました。';
const CHINESE = '安娜你好，欢迎收看本周的报告。销售额再次上升，老城区的新店星期一开业了。我们下周再见。';
const KOREAN =
	'안녕하세요, 안나 씨. 이번 주 보고입니다. 매출이 다시 늘었고 새 가게가 월요일에 문을 열었습니다.';
const HINDI = 'नमस्ते अन्ना, हमारी साप्ताहिक रिपोर्ट में आपका स्वागत है। बिक्री फिर से बढ़ी है, और नई दुकान सोमवार को खुली।';
const ARABIC =
	'مرحباً آنا، وأهلاً بك في تقريرنا الأسبوعي. ارتفعت المبيعات مرة أخرى، وافتتح المتجر الجديد يوم الاثنين.';
const NUMBERS =
	'In 2024 it was 1250, in 2025 it was 3100, and in 2026 it was 4075, as you can see on page 12. ';

interface Case {
	readonly script: string;
	readonly speed?: number;
	readonly locale?: string;
}

const speaking = (overrides: object) => ({
	type: 'avatar',
	avatar_id: 'Carlotta_Sofa_public',
	...overrides,
});

/** How long the video of a request plays. */
async function durationOf(body: object): Promise<number> {
	const id = (await bench.post('/v3/videos', body)).text('data.video_id');
	const video = await bench.waitFor(`/v3/videos/${id}`, 'data.status', 'completed');
	return Number(video.at('data.duration'));
}

describe('the estimated length of a script', () => {
	it.each<[string, Case]>([
		['English', { script: ENGLISH }],
		['English of which that is known', { script: ENGLISH, locale: 'en-US' }],
		['English, one short sentence', { script: 'Sales went up again, and the new shop opened.' }],
		['English for five minutes', { script: ENGLISH.repeat(38) }],
		['English, half as fast', { script: ENGLISH, speed: 0.5 }],
		['English, faster', { script: ENGLISH, speed: 1.5 }],
		['English with pauses', { script: `${ENGLISH}<break time="2s"/>${ENGLISH}<break time="500ms"/>` }],
		['English that is hardly more than a pause', { script: 'Hello Anna.<break time="60s"/>' }],
		['German', { script: GERMAN.repeat(3) }],
		['Japanese', { script: JAPANESE.repeat(2) }],
		['Japanese of which that is known', { script: JAPANESE, locale: 'ja-JP' }],
		[
			'Japanese with many characters',
			{ script: '新製品発表会開催のお知らせ。来週月曜日午後三時開始予定です。' },
		],
		['Chinese, faster', { script: CHINESE.repeat(2), speed: 1.5 }],
		['Chinese', { script: CHINESE.repeat(2) }],
		['Korean', { script: KOREAN }],
		['Hindi', { script: HINDI }],
		['Arabic', { script: ARABIC }],
		['numbers', { script: NUMBERS }],
	])('in %s holds how long the video plays', async (_language, { script, speed = 1, locale }) => {
		const seconds = await durationOf(speaking({ script, voice_settings: { speed, locale } }));
		const { from, to } = speechLength(script, { speed, locale });

		expect(seconds).toBeGreaterThanOrEqual(from);
		expect(seconds).toBeLessThanOrEqual(to);
	});
});

describe('the length of a video', () => {
	const picture = { type: 'url', url: 'https://example.com/picture.png' };
	const uploaded = async () => await bench.asset('voice.wav', 'audio/wav');

	it.each<[string, (asset: string) => object, number | undefined]>([
		['of a script', () => speaking({ script: ENGLISH }), undefined],
		['of a script too long to be kept', () => speaking({ script: ENGLISH.repeat(150) }), undefined],
		['of a recording', (asset) => speaking({ audio_asset_id: asset }), 1],
		[
			'of a recording that was not looked into',
			() => speaking({ audio_url: 'https://example.com/a.mp3' }),
			2,
		],
		[
			'of scenes',
			(asset) => ({
				type: 'studio',
				scenes: [
					{ type: 'image', source: picture, duration: 30 },
					{ type: 'image', source: picture, audio_asset_id: asset },
					{
						type: 'video',
						source: { type: 'url', url: 'https://example.com/film.mp4' },
					},
					{ type: 'avatar_video', input: speaking({ audio_asset_id: asset }) },
				],
			}),
			34,
		],
	])('%s is what is paid', async (_what, body, wanted) => {
		await bench.control.reset();
		const seconds = await durationOf(body(await uploaded()));

		if (wanted !== undefined) expect(seconds).toBe(wanted);
		expect((await bench.control.state()).wallet.spent).toBeCloseTo(seconds * 0.0667, 6);
	});

	it('is the sum of its scenes', async () => {
		const input = speaking({ script: GERMAN });
		const one = await durationOf(input);
		const scenes = [1, 2, 3].map(() => ({ type: 'avatar_video', input }));
		expect(await durationOf({ type: 'studio', scenes })).toBeCloseTo(3 * one, 6);
	});
});

describe('the length of a speech', () => {
	const speak = async (body: object) => await bench.post('/v3/voices/speech', body);

	it.each<[string, Case]>([
		['English', { script: ENGLISH }],
		['English, half as fast', { script: ENGLISH, speed: 0.5 }],
		['Japanese', { script: JAPANESE, locale: 'ja-JP' }],
	])('in %s is what was estimated, and what is paid', async (_language, { script, speed, locale }) => {
		await bench.control.reset();
		const voice_id = (await bench.get('/v3/voices?engine=starfish')).text('data.0.voice_id');
		const seconds = Number((await speak({ text: script, voice_id, speed, locale })).at('data.duration'));
		const { from, to } = speechLength(script, { speed, locale });

		expect(seconds).toBeGreaterThanOrEqual(from);
		expect(seconds).toBeLessThanOrEqual(to);
		expect((await bench.control.state()).wallet.spent).toBeCloseTo(seconds * 0.000667, 6);
	});
});
