import { speechLength } from '../../../nodes/HeyGen/jobs/speechLength';

const ENGLISH = 'The quick brown fox jumps over the lazy dog, and then it sleeps in the warm sun. ';

/** The text as often as it takes for a minute of it to be about right. */
const times = (text: string, count: number) => text.repeat(count).trim();

describe('how long a text takes to be said', () => {
	test('in English is 14 to 16 characters a second', () => {
		const text = times(ENGLISH, 10);
		const { from, to } = speechLength(text, { locale: 'en-GB' });
		expect(from).toBeCloseTo(text.length / 16);
		expect(to).toBeCloseTo(text.length / 14);
	});

	test('is wider where the language is not known', () => {
		const [known, unknown] = [speechLength(ENGLISH, { locale: 'en-US' }), speechLength(ENGLISH)];
		expect(unknown.from).toBeLessThan(known.from);
		expect(unknown.to).toBeGreaterThan(known.to);
	});

	test.each<[string, string, number]>([
		// Read aloud at a usual pace, in seconds.
		['German', 'Guten Tag, mein Name ist Anna, und ich zeige Ihnen heute unseren neuen Tarif.', 5.2],
		['Japanese', 'こんにちは。今日は新しい製品についてご紹介します。', 4],
		['Chinese', '大家好，今天我给大家介绍一下我们的新产品。', 4.5],
		['Korean', '안녕하세요. 오늘은 새로운 제품을 소개하겠습니다.', 4],
		['Russian', 'Здравствуйте, сегодня я расскажу вам о нашем новом продукте.', 4.2],
		['Hindi', 'नमस्ते, आज मैं आपको हमारे नए उत्पाद के बारे में बताऊँगी।', 4.6],
		['Arabic', 'مرحباً، سأحدثكم اليوم عن منتجنا الجديد.', 3.4],
		['Thai', 'สวัสดีค่ะ วันนี้ฉันจะแนะนำผลิตภัณฑ์ใหม่ของเรา', 3.8],
		['numbers', '1984 2026', 3.5],
	])('of %s holds what a reader needs', (_language, text, seconds) => {
		const { from, to } = speechLength(text);
		expect(from).toBeLessThanOrEqual(seconds);
		expect(to).toBeGreaterThanOrEqual(seconds);
		expect(to / from).toBeLessThan(3);
	});

	test('in Japanese is longer for the same characters than in Chinese', () => {
		const text = '新製品発表会開催';
		const chinese = speechLength(text, { locale: 'zh-CN' });
		const japanese = speechLength(text, { locale: 'ja-JP' });
		expect(speechLength(text)).toEqual(chinese);
		expect(japanese.from).toBeGreaterThan(chinese.from);
		expect(japanese.to).toBeGreaterThan(chinese.to);

		const mixed = `${text}です`;
		expect(speechLength(mixed)).toEqual(speechLength(mixed, { locale: 'ja-JP' }));
		expect(speechLength('の新製品').to).toBe(speechLength('の新製品', { locale: 'ja-JP' }).to);
		expect(speechLength(mixed, { locale: 'zh-CN' }).to).toBeLessThan(speechLength(mixed).to);
	});

	test('of a very long text is told by its beginning', () => {
		const { from, to } = speechLength('a'.repeat(100_000));
		expect(speechLength('a'.repeat(100_000) + '1'.repeat(100_000))).toEqual({ from: from * 2, to: to * 2 });
		expect(speechLength('a'.repeat(99_999) + '1').to).toBeGreaterThan(to);
	});

	test('goes by the language, not by what the name of another holds', () => {
		const text = '新製品';
		expect(speechLength(text, { locale: 'zh-ja' })).toEqual(speechLength(text, { locale: 'zh-CN' }));
		expect(speechLength('sun', { locale: 'fr-en' })).toEqual(speechLength('sun', { locale: 'fr-FR' }));
	});

	test('gets shorter by speed and longer by pauses, which are not spoken', () => {
		const plain = speechLength(ENGLISH);
		const quick = speechLength(ENGLISH, { speed: 1.5 });
		expect(quick.to).toBeCloseTo(plain.to / 1.5);
		const pausing = speechLength(`${ENGLISH}<break time="1.5s"/><break time='500ms'/>`, { speed: 1.5 });
		expect(pausing.to).toBeCloseTo(quick.to + 2);
		expect(pausing.from).toBeCloseTo(quick.from + 2);
	});

	test.each([
		'<break time="1.5s"/>',
		"<BREAK strength='weak' time = '1500ms' />",
		'<break time="1.5 s"></break>',
	])('counts %s as a pause', (pause) => {
		const seconds = speechLength(pause);
		expect(seconds.from).toBeCloseTo(1.5);
		expect(seconds.to).toBeCloseTo(1.5);
	});

	test('of a text that nobody has said in one video is told by its beginning', () => {
		const text = times(ENGLISH, 3_000);
		const { from, to } = speechLength(text, { locale: 'en-GB', speed: 1.5 });
		expect(from / (text.length / 16 / 1.5)).toBeCloseTo(1);
		expect(to / (text.length / 14 / 1.5)).toBeCloseTo(1);
	});

	test('does not count how a text is laid out', () => {
		expect(speechLength('  Good morning,\n\n\t everybody ')).toEqual(speechLength('Good morning, everybody'));
	});

	test('counts what stands between two signs that are no mark', () => {
		const text = 'if 5 < 6, then everybody knows that 7 > 3';
		expect(speechLength(text).to).toBeCloseTo(speechLength(text.replace(/[<>]/g, '-')).to);
	});

	test('is reckoned at once of a script that is made to take long', () => {
		const begun = Date.now();
		for (const part of ['<break ', '<', '<break time="', '<break time time '])
			speechLength(part.repeat(200_000));
		expect(Date.now() - begun).toBeLessThan(5_000);
	});

	test('is at a usual speed where the speed is none', () => {
		expect(speechLength(ENGLISH, { speed: 0 })).toEqual(speechLength(ENGLISH));
	});

	test.each(['', '   ', '<speak></speak>'])('of %j is nothing', (text) => {
		expect(speechLength(text)).toEqual({ from: 0, to: 0 });
	});
});
