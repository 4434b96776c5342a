import axios from 'axios';
import { Bench, readSample, until } from './support';

const TRANSLATIONS = '/v3/video-translations';
const PROOFREADS = `${TRANSLATIONS}/proofreads`;

let bench: Bench;
let video: { type: 'asset_id'; asset_id: string };
let srt: { type: 'asset_id'; asset_id: string };

beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(async () => {
	await bench.control.reset();
	video = { type: 'asset_id', asset_id: await bench.asset('video.mp4', 'video/mp4') };
	srt = { type: 'asset_id', asset_id: await bench.asset('subtitles.srt', 'application/x-subrip') };
});

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

async function translate(body: object = {}) {
	return await bench.post(TRANSLATIONS, { video, output_languages: ['French'], ...body });
}

describe('translations', () => {
	it.each<[object, string]>([
		[{ output_languages: ['Klingon'] }, '400 invalid_parameter output_languages'],
		[{ output_languages: [] }, '400 invalid_parameter output_languages'],
		[{ output_languages: undefined }, '400 invalid_parameter output_languages'],
		[{ input_language: 'Klingon' }, '400 invalid_parameter input_language'],
		[{ start_time: -1 }, '400 invalid_parameter start_time'],
		[{ start_time: 3, end_time: 3 }, '400 invalid_parameter end_time'],
		[{ srt_role: 'input' }, '400 invalid_parameter srt_role'],
		[{ folder_id: 'nowhere' }, '404 resource_not_found folder_id'],
		[{ callback_id: 'row-1' }, '400 invalid_parameter callback_id'],
		[{ video: undefined }, '400 invalid_parameter video'],
	])('are refused for %j', async (body, refusal) => {
		expect((await translate(body)).refusal).toBe(refusal);
		expect((await bench.control.state()).wallet.spent).toBe(0);
	});

	it('take subtitles that are SRT, and sound', async () => {
		const audio = { type: 'asset_id', asset_id: await bench.asset('voice.mp3', 'audio/mpeg') };

		expect((await translate({ srt, srt_role: 'output', audio })).status).toBe(200);
		expect((await translate({ srt: audio })).refusal).toBe('400 invalid_parameter srt.asset_id');
		expect((await translate({ audio: srt })).refusal).toMatch(/^400 invalid_parameter audio/);
	});

	it('are renamed', async () => {
		const id = (await translate({ title: 'Old' })).text('data.video_translation_ids.0');
		const path = `${TRANSLATIONS}/${id}`;
		const renamed = await bench.request({ method: 'PATCH', url: path, data: { title: 'New' } });

		expect(renamed.at('data.title')).toBe('New');
		expect((await bench.get(path)).at('data.title')).toBe('New');
		const refused = await bench.request({ method: 'PATCH', url: path, data: { title: ' ' } });
		expect(refused.refusal).toBe('400 invalid_parameter title');
		const missing = await bench.request({ method: 'PATCH', url: `${TRANSLATIONS}/x`, data: { title: 'A' } });
		expect(missing.refusal).toBe('404 resource_not_found video_translation_id');
	});

	it('tell their states together, in the words of batches', async () => {
		const made = await translate({ output_languages: ['French', 'German'] });
		const ids = texts(made.at('data.video_translation_ids'));
		const states = async () =>
			(await bench.get(`${TRANSLATIONS}/statuses?video_translation_ids=${[...ids, 'x'].join()}`)).list(
				'data',
			);

		expect((await states()).map(({ status }) => status)).toEqual(['queued', 'queued', 'not_found']);
		for (const id of ids) await bench.waitFor(`${TRANSLATIONS}/${id}`, 'data.status', 'completed');
		expect((await states()).map(({ video_id: id, status }) => [id, status])).toEqual([
			[ids[0], 'completed'],
			[ids[1], 'completed'],
			['x', 'not_found'],
		]);
		expect((await bench.get(`${TRANSLATIONS}/statuses`)).refusal).toBe(
			'400 invalid_parameter video_translation_ids',
		);
	});

	it('are into languages that are listed', async () => {
		const languages = texts((await bench.get(`${TRANSLATIONS}/languages`)).at('data.languages'));

		expect(languages).toContain('Spanish (Spain)');
		expect((await translate({ output_languages: languages })).status).toBe(200);
	});
});

describe('batches of translations', () => {
	const create = async (entries: object[]) =>
		await bench.post(`${TRANSLATIONS}/batches`, {
			video_translations: entries.map((entry) => ({ video, output_languages: ['French'], ...entry })),
		});

	it('hold an item for each language', async () => {
		const made = await create([
			{ output_languages: ['French', 'German'] },
			{ title: '[fail]' },
			{ output_languages: ['Klingon'] },
		]);
		expect(made.status).toBe(202);
		const path = `${TRANSLATIONS}/batches/${made.text('data.batch_id')}`;
		const done = await bench.waitFor(path, 'data.status', 'completed');

		expect(done.at('data.total_items')).toBe(4);
		expect(done.list('data.items').map(({ item_index, status }) => [item_index, status])).toEqual([
			[0, 'completed'],
			[1, 'completed'],
			[2, 'failed'],
			[3, 'failed'],
		]);
		expect(done.at('data.items.3.error.param')).toBe('output_languages');
		const second = await bench.get(`${TRANSLATIONS}/${done.text('data.items.1.video_id')}`);
		expect(second.at('data')).toMatchObject({ output_language: 'German', status: 'completed' });
		const states = await bench.get(`${TRANSLATIONS}/statuses?batch_ids=${done.text('data.batch_id')}`);
		expect(states.list('data')).toHaveLength(4);
	});

	it('hold a hundred at most, whatever the number of entries', async () => {
		const languages = ['French', 'German', 'English'];
		const entries = (count: number) => Array.from({ length: count }, () => ({ output_languages: languages }));

		expect((await create(entries(34))).refusal).toBe('400 invalid_parameter video_translations');
		expect((await create(entries(33))).status).toBe(202);
	});
});

describe('proofreads', () => {
	const create = async (body: object = {}) =>
		await bench.post(PROOFREADS, { video, output_languages: ['French'], title: 'Launch', ...body });
	const finished = async (): Promise<string> => {
		const id = (await create()).text('data.proofread_ids.0');
		await bench.waitFor(`${PROOFREADS}/${id}`, 'data.status', 'completed');
		return id;
	};
	const put = async (id: string, source: object) =>
		await bench.request({ method: 'PUT', url: `${PROOFREADS}/${id}/srt`, data: { srt: source } });
	const subtitles = async (id: string, which = 'srt_url') => {
		const link = (await bench.get(`${PROOFREADS}/${id}/srt`)).text(`data.${which}`);
		return (await axios.get<string>(link, { responseType: 'text' })).data;
	};

	it('are one a language, each announced', async () => {
		const made = await create({ output_languages: ['French', 'German'] });
		expect(made.at('data.status')).toBe('processing');
		const ids = texts(made.at('data.proofread_ids'));
		for (const id of ids) await bench.waitFor(`${PROOFREADS}/${id}`, 'data.status', 'completed');

		expect((await bench.get(`${PROOFREADS}/${ids[1]}`)).at('data')).toMatchObject({
			title: 'Launch',
			output_language: 'German',
		});
		const events = await until('the events', async () => {
			const list = (await bench.get('/v3/webhooks/events')).list('data');
			return list.length === 2 && list;
		});
		expect(events.map(({ event_type: type }) => type)).toEqual([
			'proofread_creation.success',
			'proofread_creation.success',
		]);
	});

	it('fail where they are asked to, and are refused where HeyGen would', async () => {
		const id = (await create({ title: '[fail]' })).text('data.proofread_ids.0');
		const failed = await bench.waitFor(`${PROOFREADS}/${id}`, 'data.status', 'failed');

		expect(failed.at('data.failure_message')).toMatch(/failed/);
		expect((await create({ output_languages: ['Klingon'] })).refusal).toBe(
			'400 invalid_parameter output_languages',
		);
		expect((await create({ title: undefined })).refusal).toBe('400 invalid_parameter title');
		expect((await bench.get(`${PROOFREADS}/x/srt`)).refusal).toBe('404 resource_not_found proofread_id');
	});

	it('have no subtitles and no video before they are done', async () => {
		const id = (await create()).text('data.proofread_ids.0');

		for (const early of [
			await bench.get(`${PROOFREADS}/${id}/srt`),
			await put(id, srt),
			await bench.post(`${PROOFREADS}/${id}/generate`, {}),
		])
			expect(early.refusal).toBe('409 resource_not_ready proofread_id');
	});

	it('give their subtitles, and those that were put in their place', async () => {
		const id = await finished();
		expect(await subtitles(id)).toBe(readSample('subtitles.srt').toString());
		expect((await put(id, video)).refusal).toMatch(/^400 invalid_parameter srt/);

		const link = bench.simulator.filesUrl;
		expect((await put(id, { type: 'url', url: `${link}/files/subtitles.vtt` })).at('data.id')).toBe(id);

		expect(await subtitles(id)).toBe(readSample('subtitles.vtt').toString());
		expect(await subtitles(id, 'original_srt_url')).toBe(readSample('subtitles.srt').toString());
		expect((await put(id, srt)).status).toBe(200);
		expect(await subtitles(id)).toBe(readSample('subtitles.srt').toString());
	});

	it('become a translation that is paid for', async () => {
		const id = await finished();
		const before = (await bench.control.state()).wallet.spent;
		const made = await bench.post(`${PROOFREADS}/${id}/generate`, { translate_audio_only: true });
		const translation = made.text('data.video_translation_id');

		const done = await bench.waitFor(`${TRANSLATIONS}/${translation}`, 'data.status', 'completed');

		expect(done.at('data')).toMatchObject({
			title: 'Launch',
			output_language: 'French',
			translate_audio_only: true,
		});
		expect((await bench.control.state()).wallet.spent).toBeCloseTo(before + 2 * 0.0167, 6);
	});
});
