import { byId, errorOf, outputOf, runNode } from '../support/engine';
import { itemWith, mp4, png, zip } from '../support/files';
import { data, FILE_HOST, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const ID = 'render-1';
const PATH = '/v3/hyperframes/renders';
const project = { type: 'url', url: 'https://example.com/project.zip' };
const create = {
	resource: 'hyperframes',
	operation: 'create',
	projectSource: 'url',
	projectUrl: project.url,
};
const done = {
	render_id: ID,
	status: 'completed',
	format: 'mp4',
	title: 'Quarter',
	video_url: `${FILE_HOST}/render.mp4`,
	duration: 12,
	fps: 60,
};

describe('HyperFrames > Create', () => {
	it('sends what was chosen, the variables as an object', async () => {
		heygen().on('POST', PATH, data({ render_id: ID }));

		await outputOf({
			parameters: {
				...create,
				wait: false,
				options: {
					composition: ' intro.html ',
					frameRate: 60,
					resolution: '4k',
					variables: '={{ { headline: "Third quarter", rows: [1, 2] } }}',
				},
			},
		});

		expect(heygen().only.json).toEqual({
			project,
			composition: 'intro.html',
			fps: 60,
			resolution: '4k',
			variables: { headline: 'Third quarter', rows: [1, 2] },
		});
	});

	it('takes a ZIP file of n8n past the API to the file host', async () => {
		const reserved = {
			asset_id: 'a',
			upload_url: `${FILE_HOST}/put`,
			upload_headers: {},
			expires_in_seconds: 60,
			max_bytes: 1e9,
			status: 'pending_upload',
		};
		heygen().on('POST', '/v3/assets/direct-uploads', data(reserved));
		heygen().on('PUT', `${FILE_HOST}/put`, {});
		heygen().on(
			'POST',
			'/v3/assets/a/complete',
			data({
				asset_id: 'a',
				url: `${FILE_HOST}/a`,
				mime_type: 'application/zip',
				size_bytes: 200,
				status: 'processing',
			}),
		);
		heygen().on('POST', PATH, data({ render_id: ID }));
		// What a file is called and declared as does not matter.
		const file = await itemWith(zip(), { fileName: 'project', mimeType: 'application/octet-stream' });

		await outputOf({ parameters: { ...create, projectSource: 'binary', wait: false }, items: [file] });

		expect(heygen().sent[0]?.json).toMatchObject({ content_type: 'application/zip', size_bytes: 200 });
		expect(heygen().sent.at(-1)?.json).toEqual({ project: { type: 'asset_id', asset_id: 'a' } });
	});

	it('refuses what is no ZIP file and no object before anything is sent', async () => {
		const file = await errorOf({
			parameters: { ...create, projectSource: 'binary' },
			items: [await itemWith(png(), { fileName: 'project.zip', mimeType: 'application/zip' })],
		});
		const variables = await errorOf({ parameters: { ...create, options: { variables: '[1]' } } });

		expect(file.message).toContain('"Project" is not a file of a kind HeyGen takes here');
		expect(file.description).toContain('It takes: zip.');
		expect(variables.message).toBe('"Variables (JSON)" must be a JSON object');
		expect(heygen().sent).toEqual([]);
	});

	it('names the parameter that HeyGen refuses as fps', async () => {
		heygen().on('POST', PATH, refusal(400, 'invalid_parameter', 'Too many', { param: 'fps' }));

		const { message } = await errorOf({ parameters: { ...create, options: { frameRate: 240 } } });

		expect(message).toContain('Frame Rate');
	});

	it('waits, and brings the video', async () => {
		heygen().on('POST', PATH, data({ render_id: ID }));
		heygen().on('GET', `${PATH}/${ID}`, data({ ...done, status: 'rendering', video_url: null }), data(done));
		heygen().on('GET', `${FILE_HOST}/render.mp4`, { body: mp4() });

		const { items } = await runNode({ parameters: { ...create, download: ['video'] } });

		expect(items[0]?.json).toEqual({
			render_id: ID,
			status: 'completed',
			title: 'Quarter',
			video_url: `${FILE_HOST}/render.mp4`,
			duration: 12,
		});
		expect(items[0]?.binary?.video?.fileName).toBe(`${ID}-video.mp4`);
	});
});

describe('HyperFrames > Get Many and Delete', () => {
	it('lists renders', async () => {
		heygen().on('GET', PATH, page([done]));

		const parameters = { resource: 'hyperframes', operation: 'getAll', simplify: false };

		expect(await outputOf({ parameters })).toEqual([done]);
	});

	it('deletes one', async () => {
		heygen().on('DELETE', `${PATH}/${ID}`, data({ render_id: ID }));

		const output = await outputOf({
			parameters: { resource: 'hyperframes', operation: 'delete', renderId: byId(ID) },
		});

		expect(output).toEqual([{ deleted: true }]);
	});
});
