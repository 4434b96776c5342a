import { errorOf, outputOf, runNode } from '../support/engine';
import { itemWith, mp4 } from '../support/files';
import { data, FILE_HOST, lost, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const ID = 'removal-1';
const CREATE = '/v3/filler-word-removals';
const create = {
	resource: 'fillerWordRemoval',
	operation: 'create',
	videoSource: 'url',
	videoUrl: 'https://example.com/talk.mp4',
};
const done = {
	id: ID,
	status: 'completed',
	progress: 100,
	video_url: `${FILE_HOST}/cut.mp4`,
	original_duration: 62.5,
	output_duration: 58,
	num_cuts: 0,
	reduction_pct: 7.2,
	callback_id: null,
};

describe('Filler Word Removal > Create', () => {
	it('uploads what n8n holds, base64 too, for HeyGen takes a link or an asset only', async () => {
		const asset = data({
			asset_id: 'a',
			url: `${FILE_HOST}/a`,
			mime_type: 'video/mp4',
			size_bytes: 1,
		});
		heygen().on('POST', '/v3/assets', asset, asset);
		heygen().on('POST', CREATE, data({ filler_word_removal_id: ID }), data({ filler_word_removal_id: ID }));
		const file = await itemWith(mp4(), { fileName: 'talk.mp4', mimeType: 'video/mp4' });

		await outputOf({ parameters: { ...create, videoSource: 'binary', wait: false }, items: [file] });
		await outputOf({
			parameters: {
				...create,
				videoSource: 'base64',
				videoBase64: mp4().toString('base64'),
				wait: false,
			},
		});

		expect(
			heygen()
				.to('POST', CREATE)
				.map(({ json }) => json),
		).toEqual([
			{ video: { type: 'asset_id', asset_id: 'a' } },
			{ video: { type: 'asset_id', asset_id: 'a' } },
		]);
	});

	it('waits, and brings the cut video', async () => {
		heygen().on('POST', CREATE, data({ filler_word_removal_id: ID }));
		heygen().on('GET', `${CREATE}/${ID}`, data({ id: ID, status: 'running' }), data(done));
		heygen().on('GET', `${FILE_HOST}/cut.mp4`, { body: mp4() });

		const { items } = await runNode({ parameters: { ...create, download: ['video'] } });

		expect(items[0]?.json).toEqual({
			filler_word_removal_id: ID,
			id: ID,
			status: 'completed',
			progress: 100,
			video_url: `${FILE_HOST}/cut.mp4`,
			original_duration: 62.5,
			output_duration: 58,
			num_cuts: 0,
			// No word was cut, but silence was.
			estimated_price: expect.objectContaining({ usd: 0.3125 }),
		});
		expect(items[0]?.binary?.video?.fileName).toBe(`${ID}-video.mp4`);
	});

	it('is paid once, though the first answer is lost', async () => {
		heygen().on('POST', CREATE, lost(), data({ filler_word_removal_id: ID }));

		await outputOf({ parameters: { ...create, wait: false } });

		const [first, second] = heygen().sent.map(({ headers }) => headers['idempotency-key']);
		expect(first).toMatch(/^n8n-/);
		expect(second).toBe(first);
	});
});

describe('Filler Word Removal > Get', () => {
	const get = { resource: 'fillerWordRemoval', operation: 'get', fillerWordRemovalId: ` ${ID} ` };

	it('reads one by its ID', async () => {
		heygen().on('GET', `${CREATE}/${ID}`, data(done));

		expect(await outputOf({ parameters: { ...get, simplify: false } })).toEqual([done]);
	});

	it('refuses an empty ID', async () => {
		const { message } = await errorOf({ parameters: { ...get, fillerWordRemovalId: '={{ null }}' } });

		expect(message).toContain('"Filler Word Removal ID" is empty');
	});
});
