import { speechLength } from '../../nodes/HeyGen/jobs/speechLength';
import { Bench, until } from './support';

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
const NUMBERS =
	'In 2024 it was 1250, in 2025 it was 3100, and in 2026 it was 4075, as you can see on page 12. ';

interface Case {
	readonly script: string;
	readonly speed?: number;
	readonly locale?: string;
}

describe('the estimated length of a script', () => {
	it.each<[string, Case]>([
		['English', { script: ENGLISH }],
		['English of which that is known', { script: ENGLISH, locale: 'en-US' }],
		['English for five minutes', { script: ENGLISH.repeat(38) }],
		['English, half as fast', { script: ENGLISH, speed: 0.5 }],
		['English, faster', { script: ENGLISH, speed: 1.5 }],
		['English with pauses', { script: `${ENGLISH}<break time="2s"/>${ENGLISH}<break time="500ms"/>` }],
		['German', { script: GERMAN.repeat(3) }],
		['Japanese', { script: JAPANESE.repeat(2) }],
		['Chinese', { script: CHINESE.repeat(2) }],
		['numbers', { script: NUMBERS }],
	])('in %s holds how long the video plays', async (_language, { script, speed = 1, locale }) => {
		const created = await bench.post('/v3/videos', {
			type: 'avatar',
			avatar_id: 'Carlotta_Sofa_public',
			script,
			voice_settings: { speed, locale },
		});
		const id = created.text('data.video_id');
		const video = await until('the video', async () => {
			const read = await bench.get(`/v3/videos/${id}`);
			return read.text('data.status') === 'completed' ? read : undefined;
		});
		const seconds = Number(video.at('data.duration'));
		const { from, to } = speechLength(script, { speed, locale });

		expect(seconds).toBeGreaterThanOrEqual(from);
		expect(seconds).toBeLessThanOrEqual(to);
	});
});
