import type { IDataObject } from 'n8n-workflow';

import type { Schema } from '../../nodes/HeyGen/api/contract';
import { batch } from '../support/answers';
import {
	byId,
	callBack,
	errorOf,
	itemsOf,
	outputOf,
	runNode,
	type NodeRun,
	type RunOptions,
} from '../support/engine';
import { itemWith, mp4, srt } from '../support/files';
import { data, FILE_HOST, lost, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const TRANSLATIONS = '/v3/video-translations';
const STATUSES = '/v3/video-translations/statuses';
const BATCHES = '/v3/video-translations/batches';
const ONE = /^\/v3\/video-translations\/t-/;

const HOUR = 60 * 60_000;
const continuing: RunOptions['settings'] = { onError: 'continueRegularOutput' };
const retrying: RunOptions['settings'] = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const translating = {
	resource: 'translation',
	operation: 'create',
	videoSource: 'url',
	videoUrl: 'https://example.com/film.mp4',
	outputLanguages: ['German', 'French'],
};
const raw = { ...translating, simplify: false };

interface Body {
	output_languages: string[];
	callback_url?: string;
}

const bodies = () =>
	heygen()
		.to('POST', TRANSLATIONS)
		.map(({ json }) => json as Body);

/** How each language ends, and when, in milliseconds after its creation. German, and what is not named, after 20 seconds. */
type Course = Readonly<Record<string, { after?: number; failure?: string }>>;

/** A HeyGen that translates: `t-0-German` is what the first request made into German. */
function translatingTo(course: Course = {}): void {
	const created = new Map<string, number>();
	let requests = 0;
	const languageOf = (id: string) => id.replace(/^t-\d+-/, '');
	const statusOf = (id: string) => {
		const { after = 20_000, failure } = course[languageOf(id)] ?? {};
		const at = created.get(id);
		if (at === undefined) return undefined;
		if (time().now() - at < after) return 'running';
		return failure === undefined ? 'completed' : 'failed';
	};
	heygen().serves('POST', TRANSLATIONS, ({ json }) => {
		const ids = (json as Body).output_languages.map((language) => `t-${requests}-${language}`);
		requests++;
		for (const id of ids) created.set(id, time().now());
		return data({ video_translation_ids: ids });
	});
	heygen().serves('GET', STATUSES, ({ query }) =>
		data(
			(query.video_translation_ids ?? '').split(',').map((id) => {
				const status = statusOf(id);
				return { video_id: id, status: status === 'running' ? 'processing' : (status ?? 'not_found') };
			}),
		),
	);
	heygen().serves('GET', ONE, ({ path }) => {
		const id = decodeURIComponent(path.slice(TRANSLATIONS.length + 1));
		const status = statusOf(id);
		if (status === undefined) return refusal(404, 'resource_not_found', 'No such translation');
		return data(translation(id, { status, failure_message: course[languageOf(id)]?.failure ?? null }));
	});
}

function translation(id: string, change: Partial<Schema<'VideoTranslation'>>): object {
	return { id, status: 'completed', title: null, output_language: id.replace(/^t-\d+-/, ''), ...change };
}

const givenBy = ({ items }: Pick<NodeRun, 'items'>) =>
	items.map(({ json, pairedItem }) => [json.error ?? json.id, pairedItem]);

describe('A video that is translated into several languages', () => {
	it('is one request, and gives an item for each of them, paired with its own', async () => {
		translatingTo({ German: { after: 60_000 } });

		const run = await runNode({ parameters: translating, items: itemsOf({}, {}) });

		expect(givenBy(run)).toEqual([
			['t-0-German', { item: 0 }],
			['t-0-French', { item: 0 }],
			['t-1-German', { item: 1 }],
			['t-1-French', { item: 1 }],
		]);
		expect(bodies().map(({ output_languages: languages }) => languages)).toEqual([
			['German', 'French'],
			['German', 'French'],
		]);
		const [first] = heygen().to('GET', STATUSES);
		expect(first?.query.video_translation_ids?.split(',')).toHaveLength(4);
		// Each is read once, when the states say that it has ended.
		expect(heygen().sent.filter(({ method, path }) => method === 'GET' && ONE.test(path))).toHaveLength(4);
	});

	it('holds up no other item, however many jobs an item waits for', async () => {
		translatingTo();

		await outputOf({
			parameters: { ...translating, options: { concurrency: 1 } },
			items: itemsOf({}, {}, {}),
		});

		expect(
			heygen()
				.sent.map(({ method }) => method)
				.slice(0, 3),
		).toEqual(['POST', 'POST', 'POST']);
		expect(time().elapsed()).toBeLessThan(40_000);
	});

	it('gives what was made where one language fails and the run goes on', async () => {
		translatingTo({ French: { failure: 'No speech' } });

		const { items, error } = await runNode({
			parameters: { ...translating, outputLanguages: ['German', 'French', 'Italian'] },
			settings: continuing,
		});

		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			't-0-German',
			'French: HeyGen could not make the translation: No speech',
			't-0-Italian',
		]);
		expect(items[1]).toMatchObject({
			json: { details: { job_id: 't-0-French' }, message: expect.stringContaining('t-0-French') },
			pairedItem: { item: 0 },
		});
	});

	it('sends what failed to the error output', async () => {
		translatingTo({ French: { failure: 'No speech' } });

		const { items, errorItems } = await runNode({
			parameters: translating,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json }) => json.id)).toEqual(['t-0-German']);
		expect(errorItems.map(({ json }) => json.error)).toEqual([expect.stringMatching(/^French: /)]);
	});

	it('stops a run that is to stop, naming every job it has paid for', async () => {
		translatingTo({ French: { failure: 'No speech', after: 5_000 }, German: { after: HOUR / 2 } });

		const { message, description, context } = await errorOf({
			parameters: { ...translating, outputLanguages: ['German', 'French', 'Italian'] },
		});

		expect(message).toBe('French: HeyGen could not make the translation: No speech');
		expect(description).toContain(
			'2 translations were created and are paid: do not create them again. Read them with Translation > Get: t-0-German, t-0-Italian.',
		);
		expect(context?.heygen).toMatchObject({
			job_id: 't-0-French',
			jobs: ['German', 'French', 'Italian'].map((language) => ({ item: 0, job_id: `t-0-${language}` })),
		});
		// It waits for no other.
		expect(time().elapsed()).toBeLessThan(60_000);
	});

	it('says which language is not finished at the limit', async () => {
		translatingTo({ French: { after: 2 * HOUR } });

		const { items } = await runNode({
			parameters: { ...translating, options: { waitLimit: 1 } },
			settings: continuing,
		});

		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			't-0-German',
			'French: The translation t-0-French is not finished after 1 minute',
		]);
	});

	it('begins no message with a language where there is one', async () => {
		translatingTo({ French: { failure: 'No speech' } });

		const { message } = await errorOf({ parameters: { ...translating, outputLanguages: 'French' } });

		expect(message).toBe('HeyGen could not make the translation: No speech');
	});

	it('is paid once where Retry On Fail runs it again', async () => {
		heygen().on('GET', STATUSES, refusal(403, 'forbidden', 'Not yours'));
		translatingTo();

		const { items } = await runNode({ parameters: translating, settings: retrying });

		expect(items).toHaveLength(2);
		const keys = heygen()
			.to('POST', TRANSLATIONS)
			.map(({ headers }) => headers['idempotency-key']);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(1);
	});

	it('has each of its files under its own item', async () => {
		heygen().on('POST', TRANSLATIONS, data({ video_translation_ids: ['t-0-German', 't-0-French'] }));
		heygen().always('GET', STATUSES, ({ query }) =>
			data(
				(query.video_translation_ids ?? '').split(',').map((id) => ({ video_id: id, status: 'completed' })),
			),
		);
		heygen().serves('GET', ONE, ({ path }) => {
			const id = path.slice(TRANSLATIONS.length + 1);
			return data(translation(id, { srt_caption_url: `${FILE_HOST}/${id}.srt` }));
		});
		heygen().on('GET', `${FILE_HOST}/t-0-German.srt`, { body: srt('Hallo') });
		heygen().on('GET', `${FILE_HOST}/t-0-French.srt`, { status: 403 });

		const { items } = await runNode({
			parameters: { ...translating, download: ['subtitle'] },
			settings: continuing,
		});

		expect(items[0]?.binary?.subtitle?.fileName).toBe('t-0-German-subtitle.srt');
		expect(items[1]?.json.error).toMatch(/^French: The file host did not complete the download/);
	});
});

describe('Languages in Custom Body', () => {
	it.each([
		['translation', 'create'],
		['translation', 'createBatch'],
		['proofread', 'create'],
	])('are refused, for they say which job is whose: %s %s', async (resource, operation) => {
		const options = { customBody: '{"output_languages":["Italian"]}' };

		const error = await errorOf({
			parameters: { ...translating, resource, operation, title: 'Film', options },
		});

		expect(error.message).toBe('"Custom Body (JSON)" must not hold output_languages');
		expect(heygen().sent).toEqual([]);
	});
});

describe('By callback', () => {
	const byCallback = {
		...translating,
		outputLanguages: '={{ $json.language }}',
		options: { waitBy: 'callback', waitLimit: 60 },
	};
	const ROWS = itemsOf({ language: 'German' }, { language: 'French' });

	async function suspended(course: Course) {
		translatingTo(course);
		const run = await runNode({ parameters: byCallback, items: ROWS });
		const [body] = bodies();
		return { run, url: body?.callback_url ?? '' };
	}

	it('goes on once all have ended, and gives each', async () => {
		const { run, url } = await suspended({ German: { after: 60_000 }, French: { after: 120_000 } });
		expect([run.run.status, run.items]).toEqual(['waiting', []]);
		await time().sleep(90_000);
		expect(await callBack(run, url)).toEqual({ status: 200, items: undefined });
		await time().sleep(60_000);

		const { items = [] } = await callBack(run, url);

		expect(givenBy({ items })).toEqual([
			['t-0-German', { item: 0 }],
			['t-1-French', { item: 1 }],
		]);
	});

	it('gives the others where one fails', async () => {
		const { run, url } = await suspended({ German: { failure: 'No speech' } });
		await time().sleep(60_000);

		const { items = [] } = await callBack(run, url);

		expect(givenBy({ items })).toEqual([
			['HeyGen could not make the translation: No speech', { item: 0 }],
			['t-1-French', { item: 1 }],
		]);
	});

	it('reads what there is at the limit', async () => {
		const { run, url } = await suspended({ German: { after: 2 * HOUR } });
		await time().sleep(HOUR);

		const { items = [] } = await callBack(run, url);

		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			'The translation t-0-German is not finished after 60 minutes',
			't-1-French',
		]);
	});

	it.each([
		['gives each in place', continuing, [expect.stringMatching(/^HeyGen could not/), 't-1-French']],
		['fails in place', {}, []],
	] as const)('%s where all have ended before it would suspend', async (_, settings, expected) => {
		translatingTo({ German: { after: 0, failure: 'No speech' }, French: { after: 0 } });

		const { run, items, error } = await runNode({ parameters: byCallback, items: ROWS, settings });

		expect(run.status).not.toBe('waiting');
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual(expected);
		expect(error?.message).toBe(
			expected.length > 0 ? undefined : 'HeyGen could not make the translation: No speech',
		);
	});

	it.each(['create', 'createBatch'])(
		'refuses several languages of one item before anything is paid: %s',
		async (operation) => {
			const error = await errorOf({
				parameters: { ...translating, operation, options: { waitBy: 'callback' } },
			});

			expect(error.message).toBe(
				'"Wait By" Callback takes one language an item, and "Output Language Names or IDs" has 2',
			);
			expect(heygen().sent).toEqual([]);
		},
	);
});

describe('Without waiting', () => {
	it('an item for each language says which job is whose', async () => {
		translatingTo();

		expect(await outputOf({ parameters: { ...raw, wait: false } })).toEqual([
			{ video_translation_id: 't-0-German', output_language: 'German' },
			{ video_translation_id: 't-0-French', output_language: 'French' },
		]);
	});

	it('no language is claimed where HeyGen names more or fewer jobs', async () => {
		heygen().on('POST', TRANSLATIONS, data({ video_translation_ids: ['t-0', 't-1', 't-2'] }));

		expect(await outputOf({ parameters: { ...raw, wait: false } })).toEqual([
			{ video_translation_id: 't-0' },
			{ video_translation_id: 't-1' },
			{ video_translation_id: 't-2' },
		]);
	});

	it('the item is not lost where HeyGen names none', async () => {
		heygen().on('POST', TRANSLATIONS, data({ video_translation_ids: [] }));

		expect(await outputOf({ parameters: raw })).toEqual([{}]);
	});
});

describe('Output languages', () => {
	const SIMPLIFIED = 'Chinese (Mandarin, Simplified)';

	it.each<[string, unknown]>([
		['a list', ['German', SIMPLIFIED]],
		['JSON of a list', JSON.stringify(['German', SIMPLIFIED])],
		['lines', `German\n${SIMPLIFIED}`],
		['a line with commas', `German, ${SIMPLIFIED}`],
		['a list that says one twice', ['German', SIMPLIFIED, 'German']],
	])('may be %s', async (_, outputLanguages) => {
		translatingTo();

		await outputOf({
			parameters: { ...translating, outputLanguages: '={{ $json.languages }}', wait: false },
			items: itemsOf({ languages: outputLanguages as string }),
		});

		expect(bodies()[0]?.output_languages).toEqual(['German', SIMPLIFIED]);
	});

	it('are asked for where there are none', async () => {
		const { message } = await errorOf({ parameters: { ...translating, outputLanguages: '={{ [] }}' } });

		expect(message).toBe('"Output Language Names or IDs" is empty');
	});
});

describe('The rest of the request', () => {
	it('is what was chosen', async () => {
		translatingTo();

		await outputOf({
			parameters: {
				...translating,
				wait: false,
				mode: 'precision',
				inputLanguage: byId('English'),
				settings: {
					audio: 'asset_7',
					enableDynamicDuration: false,
					endTime: 30,
					fpsMode: 'passthrough',
					preferredStockVoiceIds: 'v1, v2',
					speakerNum: 2,
					startTime: 10,
					title: 'Launch',
					useStockVoice: true,
				},
			},
		});

		expect(bodies()[0]).toEqual({
			video: { type: 'url', url: 'https://example.com/film.mp4' },
			output_languages: ['German', 'French'],
			mode: 'precision',
			input_language: 'English',
			audio: { type: 'asset_id', asset_id: 'asset_7' },
			enable_dynamic_duration: false,
			start_time: 10,
			end_time: 30,
			fps_mode: 'passthrough',
			speaker_num: 2,
			stock_voice_config: { use_stock_voice: true, preferred_stock_voice_ids: ['v1', 'v2'] },
			title: 'Launch',
		});
	});

	it('brings subtitles that are given as text', async () => {
		translatingTo();
		heygen().on('POST', '/v3/assets', ({ bytes }) => {
			expect(bytes.toString()).toContain('filename="subtitles.srt"');
			expect(bytes.toString()).toContain('00:00:00,000 --> 00:00:04,000\nHello');
			return data({ asset_id: 'asset_9', url: 'https://x.example', mime_type: 'x', size_bytes: 1 });
		});

		await outputOf({
			parameters: {
				...translating,
				wait: false,
				settings: { srt: srt().toString(), srtRole: 'output' },
			},
		});

		expect(bodies()[0]).toMatchObject({ srt: { type: 'asset_id', asset_id: 'asset_9' }, srt_role: 'output' });
	});

	it.each<[string, IDataObject, string]>([
		['an end before the start', { startTime: 20, endTime: 10 }, 'has to be later than "Start Time"'],
		['an end at the beginning', { endTime: 0 }, 'has to be later than "Start Time"'],
		['a role of no subtitles', { srtRole: 'input' }, '"Subtitles Role" is set without "Subtitles"'],
		['WebVTT', { srt: 'WEBVTT\n\n00:01.000 --> 00:04.000\nHi' }, '"Subtitles" holds WebVTT'],
		['what is no SRT', { srt: 'Hello --> you' }, '"Subtitles" is no SRT'],
		['a folder of no text', { folderId: ['x'] }, '"Folder ID" must be an ID'],
		['a half speaker', { speakerNum: 1.5 }, '"Number of Speakers" must be a whole number'],
	])('is refused before anything is sent for %s', async (_, settings, message) => {
		const error = await errorOf({
			parameters: { ...translating, videoSource: 'auto', video: 'data', settings },
			items: [await itemWith(mp4(), { fileName: 'film.mp4', mimeType: 'video/mp4' })],
		});

		expect(error.message).toContain(message);
		expect(heygen().sent).toEqual([]);
	});

	it('is refused for a file of another kind', async () => {
		const { message } = await errorOf({
			parameters: { ...translating, settings: { srt: 'data' } },
			items: [await itemWith(Buffer.from('Hello'), { fileName: 'a.srt', mimeType: 'application/x-subrip' })],
		});

		expect(message).toContain('"Subtitles" is no SRT');
	});
});

describe('A batch of translations', () => {
	const batching = { ...translating, operation: 'createBatch', outputLanguages: '={{ $json.languages }}' };

	interface BatchBody {
		callback_url?: string;
		video_translations: Body[];
	}

	const batches = () =>
		heygen()
			.to('POST', BATCHES)
			.map(({ json }) =>
				(json as BatchBody).video_translations.map((entry) => entry.output_languages.join('+')),
			);

	/** Batches b-0, b-1 …; what is into `failing` fails. */
	function batchesAreMade(failing = 'none'): void {
		const made: string[][] = [];
		const entriesOf = (id: string) =>
			(made[Number(id.slice(2))] ?? []).map((language, item_index) => ({
				item_index,
				status: language === failing ? 'failed' : 'completed',
				video_id: `t-${item_index}-${language}`,
				error: language === failing ? { code: 'no_speech', message: 'No speech' } : null,
			}));
		heygen().serves('POST', BATCHES, ({ json }) => {
			made.push((json as BatchBody).video_translations.map((entry) => entry.output_languages.join('+')));
			return data({ batch_id: `b-${made.length - 1}` });
		});
		heygen().serves('GET', STATUSES, ({ query }) =>
			data(entriesOf(query.batch_ids ?? '').map((entry) => ({ ...entry, batch_id: query.batch_ids }))),
		);
		heygen().serves('GET', /^\/v3\/video-translations\/batches\/b-/, ({ path }) => {
			const id = path.slice(BATCHES.length + 1);
			return data(batch(entriesOf(id), { batch_id: id }));
		});
		heygen().serves('GET', ONE, ({ path }) => data(translation(path.slice(TRANSLATIONS.length + 1), {})));
	}

	it('holds an entry for each language, and each item waits for its own', async () => {
		batchesAreMade('French');

		const { items } = await runNode({
			parameters: batching,
			items: itemsOf(
				{ languages: ['German', 'French'] },
				{ languages: ['French'] },
				{ languages: 'Italian' },
			),
			settings: continuing,
		});

		expect(batches()).toEqual([['German', 'French', 'French', 'Italian']]);
		expect(givenBy({ items })).toEqual([
			['t-0-German', { item: 0 }],
			['French: HeyGen could not make the translation: No speech', { item: 0 }],
			['HeyGen could not make the translation: No speech', { item: 1 }],
			['t-3-Italian', { item: 2 }],
		]);
		expect(items[0]?.json).toMatchObject({ batch_id: 'b-0', item_index: 0 });
		expect(items[3]?.json).toMatchObject({ batch_id: 'b-0', item_index: 3 });
	});

	it('is followed by another where there are more than 100, and parts no item', async () => {
		batchesAreMade();
		const languages = Array.from({ length: 3 }, (_, index) => `L${index}`);

		const output = await outputOf({
			parameters: batching,
			items: itemsOf(...Array.from({ length: 40 }, () => ({ languages }))),
		});

		expect(batches().map((all) => all.length)).toEqual([99, 21]);
		expect(output).toHaveLength(120);
		expect(output.map(({ output_language: language }) => language)).toEqual(
			Array.from({ length: 40 }, () => languages).flat(),
		);
	});

	it('takes no item of more than 100 languages', async () => {
		const { message } = await errorOf({
			parameters: batching,
			items: itemsOf({ languages: Array.from({ length: 101 }, (_, index) => `L${index}`) }),
		});

		expect(message).toContain('"Output Language Names or IDs" has 101 languages');
		expect(heygen().sent).toEqual([]);
	});

	it('is created once where the answer is lost and Retry On Fail runs it again', async () => {
		heygen().on('POST', BATCHES, lost(), lost(), lost(), lost(), lost());
		batchesAreMade();

		const { items } = await runNode({
			parameters: { ...batching, wait: false },
			items: itemsOf({ languages: ['German', 'French'] }),
			settings: retrying,
		});

		expect(items).toHaveLength(2);
		const keys = heygen()
			.to('POST', BATCHES)
			.map(({ headers }) => headers['idempotency-key']);
		expect(new Set(keys).size).toBe(1);
	});

	it('goes on by one call of HeyGen for all', async () => {
		let ended = false;
		const languages = ['German', 'French'];
		heygen().on('POST', BATCHES, data({ batch_id: 'b-0' }));
		const entries = () =>
			languages.map((language, item_index) => ({
				item_index,
				status: ended ? 'completed' : 'processing',
				video_id: `t-${item_index}-${language}`,
			}));
		heygen().serves('GET', STATUSES, () => data(entries().map((entry) => ({ ...entry, batch_id: 'b-0' }))));
		heygen().serves('GET', `${BATCHES}/b-0`, () => data(batch(entries())));
		heygen().serves('GET', ONE, ({ path }) => data(translation(path.slice(TRANSLATIONS.length + 1), {})));
		const run = await runNode({
			parameters: { ...batching, options: { waitBy: 'callback' } },
			items: itemsOf(...languages.map((language) => ({ languages: language }))),
		});
		const [sent] = heygen().to('POST', BATCHES);
		const { callback_url: url = '', video_translations: all } = sent?.json as BatchBody;
		expect(all.map((entry) => entry.callback_url)).toEqual([undefined, undefined]);
		expect(await callBack(run, url)).toEqual({ status: 200, items: undefined });
		ended = true;

		const { items = [] } = await callBack(run, url);

		expect(givenBy({ items })).toEqual([
			['t-0-German', { item: 0 }],
			['t-1-French', { item: 1 }],
		]);
	});
});

describe('What there is', () => {
	it('of languages is listed up to the limit', async () => {
		heygen().always(
			'GET',
			'/v3/video-translations/languages',
			data({ languages: ['German', 'French', 'Italian'] }),
		);
		const parameters = { resource: 'translation', operation: 'getLanguages' };

		expect(await outputOf({ parameters: { ...parameters, limit: 2 } })).toEqual([
			{ language: 'German' },
			{ language: 'French' },
		]);
		expect(await outputOf({ parameters: { ...parameters, returnAll: true } })).toHaveLength(3);
	});

	it('of a translation is given in short, by its own ID', async () => {
		heygen().always(
			'GET',
			'/v3/video-translations/t-1',
			data(translation('t-1', { vtt_caption_url: 'x', callback_id: 'c' })),
		);
		const parameters = { resource: 'translation', operation: 'get', videoTranslationId: byId('t-1') };

		const [short] = await outputOf({ parameters });

		expect(short).toMatchObject({ id: 't-1', status: 'completed' });
		expect(short).not.toHaveProperty('callback_id');
		expect(await outputOf({ parameters: { ...parameters, simplify: false } })).toMatchObject([
			{ callback_id: 'c' },
		]);
	});

	it('is renamed', async () => {
		heygen().on('PATCH', '/v3/video-translations/t-1', ({ json }) => {
			expect(json).toEqual({ title: 'Launch' });
			return data(translation('t-1', { title: 'Launch' }));
		});

		expect(
			await outputOf({
				parameters: {
					resource: 'translation',
					operation: 'update',
					videoTranslationId: byId('t-1'),
					title: ' Launch ',
				},
			}),
		).toMatchObject([{ id: 't-1', title: 'Launch' }]);
	});
});
