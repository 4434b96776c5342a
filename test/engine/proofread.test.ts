import { callBack, errorOf, itemsOf, outputOf, runNode } from '../support/engine';
import { bytesOf, itemWith, srt } from '../support/files';
import { data, FILE_HOST, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const PROOFREADS = '/v3/video-translations/proofreads';
const proofread = (id: string, status: string, failure_message: string | null = null) =>
	data({ id, status, title: 'Launch', output_language: id.slice(2), failure_message });

describe('Creating a proofread', () => {
	const creating = {
		resource: 'proofread',
		operation: 'create',
		videoSource: 'url',
		videoUrl: 'https://example.com/film.mp4',
		outputLanguages: ['German', 'French'],
		title: ' Launch ',
	};

	it('waits for the subtitles of every language, and gives an item for each', async () => {
		heygen().on('POST', PROOFREADS, data({ proofread_ids: ['p-German', 'p-French'], status: 'processing' }));
		heygen().always('GET', /^\/v3\/video-translations\/proofreads\/p-/, ({ path }) =>
			proofread(path.slice(PROOFREADS.length + 1), time().elapsed() < 60_000 ? 'processing' : 'completed'),
		);

		const { items } = await runNode({ parameters: creating });

		expect(heygen().to('POST', PROOFREADS)[0]?.json).toEqual({
			video: { type: 'url', url: 'https://example.com/film.mp4' },
			output_languages: ['German', 'French'],
			title: 'Launch',
			mode: 'speed',
		});
		expect(items.map(({ json, pairedItem }) => [json.proofread_id, json.status, pairedItem])).toEqual([
			['p-German', 'completed', { item: 0 }],
			['p-French', 'completed', { item: 0 }],
		]);
	});

	it('says which language failed, and gives the others', async () => {
		heygen().on('POST', PROOFREADS, data({ proofread_ids: ['p-German', 'p-French'], status: 'processing' }));
		heygen().on('GET', `${PROOFREADS}/p-German`, proofread('p-German', 'failed', 'No speech'));
		heygen().on('GET', `${PROOFREADS}/p-French`, proofread('p-French', 'completed'));

		const output = await outputOf({
			parameters: creating,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(output.map(({ error, proofread_id: id }) => error ?? id)).toEqual([
			'German: HeyGen could not make the proofread: No speech',
			'p-French',
		]);
	});
});

describe('The subtitles of a proofread', () => {
	const getting = { resource: 'proofread', operation: 'getSubtitles', proofreadId: 'p-1' };
	const links = {
		srt_url: `${FILE_HOST}/translated.srt`,
		original_srt_url: `${FILE_HOST}/original.srt`,
	};

	it('come as text, the translated and the original', async () => {
		heygen().on('GET', `${PROOFREADS}/p-1/srt`, data(links));
		heygen().on('GET', links.srt_url, {
			body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), srt('Grüße 👋')]),
		});
		heygen().on('GET', links.original_srt_url, { body: srt('Greetings') });

		expect(await outputOf({ parameters: getting })).toEqual([
			{
				proofread_id: 'p-1',
				srt: srt('Grüße 👋').toString(),
				original_srt: srt('Greetings').toString(),
				...links,
			},
		]);
	});

	it('come as files, too, where that is chosen', async () => {
		heygen().on('GET', `${PROOFREADS}/p-1/srt`, data({ srt_url: links.srt_url, original_srt_url: null }));
		heygen().always('GET', links.srt_url, { body: srt('Hallo') });

		const { items, hints } = await runNode({
			parameters: { ...getting, download: ['subtitle', 'original_subtitle'] },
		});

		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['subtitle']);
		expect(await bytesOf(items[0]?.binary?.subtitle)).toEqual(srt('Hallo'));
		expect(items[0]?.json).not.toHaveProperty('original_srt');
		expect(hints).toEqual([expect.stringContaining('no original subtitles of the proofread p-1')]);
	});

	it('are asked for again where the file host fails, and end with what it said', async () => {
		heygen().on('GET', `${PROOFREADS}/p-1/srt`, data({ srt_url: links.srt_url }));
		heygen().on('GET', links.srt_url, { status: 503 }, { status: 503 }, { status: 403 });

		const { message } = await errorOf({ parameters: getting });

		expect(message).toBe('The file host did not complete the download of the subtitles: HTTP status 403');
	});

	it('are not there as long as HeyGen works on them', async () => {
		heygen().on('GET', `${PROOFREADS}/p-1/srt`, refusal(404, 'resource_not_found', 'Not ready'));

		expect((await errorOf({ parameters: getting })).message).toContain('Not ready');
	});
});

describe('Changing the subtitles of a proofread', () => {
	const updating = {
		resource: 'proofread',
		operation: 'updateSubtitles',
		proofreadId: 'p-1',
		srt: '={{ $json.srt }}',
	};

	function taken(): Buffer[] {
		const uploads: Buffer[] = [];
		heygen().always('POST', '/v3/assets', ({ bytes }) => {
			uploads.push(bytes);
			return data({ asset_id: 'asset_1', url: 'https://x.example', mime_type: 'x', size_bytes: 1 });
		});
		heygen().always('PUT', `${PROOFREADS}/p-1/srt`, proofread('p-1', 'completed'));
		return uploads;
	}

	it.each([
		['text', srt('Grüße 👋').toString()],
		[
			'text with carriage returns and a byte order mark',
			`\uFEFF${srt('Grüße 👋').toString().replace(/\n/g, '\r\n')}`,
		],
		['base64', `data:application/x-subrip;base64,${srt('Grüße 👋').toString('base64')}`],
	])('is done by %s', async (_, text) => {
		const uploads = taken();

		const output = await outputOf({ parameters: updating, items: itemsOf({ srt: text }) });

		expect(output).toMatchObject([{ id: 'p-1', status: 'completed' }]);
		expect(uploads).toHaveLength(1);
		expect(uploads[0]?.toString()).toContain('Grüße 👋');
		expect(heygen().to('PUT', `${PROOFREADS}/p-1/srt`)[0]?.json).toEqual({
			srt: { type: 'asset_id', asset_id: 'asset_1' },
		});
	});

	it('is done by a binary property', async () => {
		const uploads = taken();

		await outputOf({
			parameters: { ...updating, srt: 'edited' },
			items: [
				await itemWith(srt('Hallo', 3), {
					fileName: 'edited.srt',
					mimeType: 'text/plain',
					property: 'edited',
				}),
			],
		});

		expect(uploads[0]?.includes(srt('Hallo', 3))).toBe(true);
	});

	it.each([
		['https://example.com/a.srt', { type: 'url', url: 'https://example.com/a.srt' }],
		['asset_7', { type: 'asset_id', asset_id: 'asset_7' }],
	])('is done by %s', async (text, expected) => {
		heygen().on('PUT', `${PROOFREADS}/p-1/srt`, proofread('p-1', 'completed'));

		await outputOf({ parameters: updating, items: itemsOf({ srt: text }) });

		expect(heygen().only.json).toEqual({ srt: expected });
	});

	it.each([
		['nothing', '', '"Subtitles" is empty'],
		['WebVTT', 'WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nHi', 'holds WebVTT; HeyGen takes SRT here'],
		['no time', '1\nHello --> you', '"Subtitles" is no SRT'],
		['a time of WebVTT', '1\n00:00:01.000 --> 00:00:04.000\nHi', '"Subtitles" is no SRT'],
		['a sentence', 'Please use these subtitles', '"Subtitles" is neither an https URL'],
	])('is refused for %s before anything is sent', async (_, text, message) => {
		const error = await errorOf({ parameters: updating, items: itemsOf({ srt: text }) });

		expect(error.message).toContain(message);
		expect(heygen().sent).toEqual([]);
	});
});

describe('Generating the video of a proofread', () => {
	const generating = {
		resource: 'proofread',
		operation: 'generate',
		proofreadId: 'p-1',
		options: { waitBy: 'callback' },
	};
	const answer = data({ video_translation_id: 't-1', status: 'processing' });
	const states = (status: string) => data([{ video_id: 't-1', status }]);

	it('is a translation that HeyGen calls back about', async () => {
		let status = 'processing';
		heygen().on('POST', `${PROOFREADS}/p-1/generate`, answer);
		heygen().always('GET', '/v3/video-translations/statuses', () => states(status));
		heygen().on(
			'GET',
			'/v3/video-translations/t-1',
			data({ id: 't-1', status: 'completed', output_language: 'German' }),
		);
		const run = await runNode({ parameters: generating });
		expect(run.run.status).toBe('waiting');
		status = 'completed';
		const { callback_url: url } = heygen().to('POST', `${PROOFREADS}/p-1/generate`)[0]?.json as {
			callback_url: string;
		};

		const { items } = await callBack(run, url);

		expect(items?.map(({ json }) => json)).toMatchObject([
			{ id: 't-1', status: 'completed', output_language: 'German' },
		]);
	});

	it('is paid once where Retry On Fail runs it again', async () => {
		heygen().always('POST', `${PROOFREADS}/p-1/generate`, answer);
		heygen().on(
			'GET',
			'/v3/video-translations/statuses',
			refusal(403, 'forbidden', 'Not yours'),
			states('completed'),
		);
		heygen().on('GET', '/v3/video-translations/t-1', data({ id: 't-1', status: 'completed' }));

		await outputOf({
			parameters: { ...generating, options: { waitBy: 'polling' } },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		const keys = heygen()
			.to('POST', `${PROOFREADS}/p-1/generate`)
			.map(({ headers }) => headers['idempotency-key']);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(1);
	});
});
