import { byId, errorOf, outputOf, runNode } from '../support/engine';
import { itemWith, mp4 } from '../support/files';
import { data, FILE_HOST, page, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const ID = 'clipping-1';
const URL = 'https://example.com/talk.mp4';
const create = { resource: 'clipping', operation: 'create', videoSource: 'url', videoUrl: URL };
const clip = (name: string) => ({ id: name, status: 'completed', video_url: `${FILE_HOST}/${name}.mp4` });
const done = {
	id: ID,
	title: 'Talk',
	status: 'completed',
	progress: 100,
	clips: [clip('one'), clip('two')],
	callback_id: null,
	created_at: 1_790_000_000,
};

function isCreated(): void {
	heygen().on('POST', '/v3/ai-clipping', data({ ai_clipping_id: ID }));
}

describe('Clipping > Create', () => {
	it('sends the video, and of the settings only those that were chosen', async () => {
		isCreated();
		isCreated();

		await outputOf({ parameters: { ...create, wait: false } });
		await outputOf({
			parameters: { ...create, wait: false, options: { captions: false, inputLanguage: ' en ' } },
		});

		const video = { type: 'url', url: URL };
		expect(heygen().sent.map(({ json }) => json)).toEqual([
			{ video },
			{ video, input_language: 'en', output_settings: { captions: false } },
		]);
	});

	it('asks for each length once', async () => {
		isCreated();
		const durationTypes = '={{ ["30", "60", "180", "long", "30"] }}';

		await outputOf({ parameters: { ...create, wait: false, options: { durationTypes } } });

		expect(heygen().only.json).toMatchObject({
			output_settings: { duration_types: ['30', '60', '180', 'long'] },
		});
	});

	it('uploads base64, which HeyGen does not take here', async () => {
		heygen().on(
			'POST',
			'/v3/assets',
			data({ asset_id: 'a', url: URL, mime_type: 'video/mp4', size_bytes: 1 }),
		);
		isCreated();

		await outputOf({
			parameters: {
				...create,
				videoSource: 'base64',
				videoBase64: mp4().toString('base64'),
				wait: false,
			},
		});

		expect(heygen().sent.at(-1)?.json).toEqual({ video: { type: 'asset_id', asset_id: 'a' } });
	});

	it('waits, and brings every clip', async () => {
		isCreated();
		heygen().on('GET', `/v3/ai-clipping/${ID}`, data({ ...done, status: 'running', clips: [] }), data(done));
		for (const name of ['one', 'two']) heygen().on('GET', `${FILE_HOST}/${name}.mp4`, { body: mp4() });

		const { items } = await runNode({ parameters: { ...create, download: ['clip'] } });

		expect(items[0]?.json).toEqual({
			ai_clipping_id: ID,
			id: ID,
			title: 'Talk',
			status: 'completed',
			progress: 100,
			clips: done.clips,
		});
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['clip_1', 'clip_2']);
	});

	it.each(['failed', 'cancelled'])('ends in an error where the clipping is %s', async (status) => {
		isCreated();
		heygen().on(
			'GET',
			`/v3/ai-clipping/${ID}`,
			data({ id: ID, status, failure_message: 'Nobody speaks in it' }),
		);

		const { message } = await errorOf({ parameters: create });

		expect(message).toBe('HeyGen could not make the clipping: Nobody speaks in it');
	});

	it('refuses what is no video, and a Callback ID that is too long, before anything is sent', async () => {
		const picture = await errorOf({
			parameters: { ...create, videoSource: 'binary', videoBinaryProperty: 'data' },
			items: [await itemWith(Buffer.from('%PDF-1.7\n'), { fileName: 'a.pdf', mimeType: 'application/pdf' })],
		});
		const id = await errorOf({
			parameters: {
				...create,
				options: { callbackUrl: 'https://example.com/done', callbackId: 'x'.repeat(129) },
			},
		});

		expect(picture.message).toContain('"Video" is not a file of a kind HeyGen takes here');
		expect(id.message).toContain('"Callback ID" has 129 characters; HeyGen takes at most 128');
		expect(heygen().sent).toEqual([]);
	});
});

describe('Clipping > Get Many and Delete', () => {
	it('lists clippings', async () => {
		heygen().on('GET', '/v3/ai-clipping', page([done]));

		const output = await outputOf({
			parameters: { resource: 'clipping', operation: 'getAll', simplify: false },
		});

		expect(output).toEqual([done]);
	});

	it('deletes one', async () => {
		heygen().on('DELETE', `/v3/ai-clipping/${ID}`, data({ id: ID }));

		const output = await outputOf({
			parameters: { resource: 'clipping', operation: 'delete', aiClippingId: byId(ID) },
		});

		expect(output).toEqual([{ deleted: true }]);
	});
});
