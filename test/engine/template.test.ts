import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { resourceMapping } from '../../nodes/HeyGen/parameters/templateVariables';
import { template, TEMPLATE_ID, video } from '../support/answers';
import { API_KEY, byId, errorOf, itemsOf, loadFields, outputOf, runNode } from '../support/engine';
import { itemWith, keepFilesIn, png, stored, wav } from '../support/files';
import { data, lost, multipartFile, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const PATH = `/v3/templates/${TEMPLATE_ID}`;

const started = { id: 'video-1', status: 'pending', title: 'Welcome' };

const generate = { resource: 'template', operation: 'generate', templateId: byId(TEMPLATE_ID), wait: false };

/** Both texts of the template. */
const texts = { name: 'Bob', title: 'Dr' };
const textBodies = {
	name: { type: 'text', content: 'Bob' },
	title: { type: 'text', content: 'Dr' },
};

/** As n8n saves a resource mapper that was filled in. */
function mapped(value: IDataObject, mappingMode = 'defineBelow'): IDataObject {
	return {
		...generate,
		specifyVariables: 'mapped',
		mappedVariables: { mappingMode, value, matchingColumns: [], schema: [] },
	};
}

function byJson(variables: unknown): IDataObject {
	const text = typeof variables === 'string' ? variables : JSON.stringify(variables);
	return { ...generate, specifyVariables: 'json', variables: text };
}

const WAYS = [
	['Define Below', mapped],
	['Using JSON', byJson],
] as const;

function serve(): void {
	heygen().on('GET', PATH, data(template()));
	heygen().on('POST', PATH, data(started));
}

/** The variables that are sent for these parameters. */
async function sentFor(parameters: IDataObject, items?: INodeExecutionData[]): Promise<unknown> {
	serve();
	await outputOf({ parameters, items });
	return (heygen().to('POST', PATH).at(-1)?.json as IDataObject).variables;
}

describe('Template > Get', () => {
	it('gives what HeyGen says of it', async () => {
		heygen().on('GET', PATH, data(template()));

		const parameters = { resource: 'template', operation: 'get', templateId: byId(TEMPLATE_ID) };
		expect(await outputOf({ parameters })).toEqual([template()]);
	});
});

describe('Template > Get Variables', () => {
	const parameters = { resource: 'template', operation: 'getVariables', templateId: byId(TEMPLATE_ID) };

	it('lists them in one output, and gives them as Generate takes them', async () => {
		heygen().on('GET', PATH, data(template()));

		const [output, ...others] = await outputOf({ parameters });

		expect(others).toEqual([]);
		expect(output).toEqual({
			template_id: TEMPLATE_ID,
			template_name: 'Welcome',
			list: [
				{ name: 'name', type: 'text', required: true, value: 'Anna' },
				{ name: 'title', type: 'text', required: true, value: '' },
				{ name: 'logo', type: 'image', required: false, value: 'https://files.heygen.example/logo.png' },
				{ name: 'film', type: 'video', required: false, value: 'asset-film' },
				{ name: 'music', type: 'audio', required: false, value: 'https://files.heygen.example/music.mp3' },
				{ name: 'host', type: 'character', required: false, value: 'look-0' },
				{ name: 'speaker', type: 'voice', required: false, value: 'voice-0' },
			],
			variables: template().variables,
		});
	});

	it('can be passed on whole, once every text says something', async () => {
		const { variables = {} } = template();
		const edited = { ...variables, title: { type: 'text', content: 'Dr' } };

		expect(await sentFor(byJson(edited))).toEqual(edited);
	});

	it('gives nothing where there are none, and what it does not know as it is', async () => {
		const strange = { hue: { type: 'hologram', ray: 7 } };
		heygen().on('GET', PATH, data(template({ variables: undefined })), {
			...data({ ...template(), variables: strange }),
			unlikeHeyGen: true,
		});

		expect(await outputOf({ parameters })).toMatchObject([{ list: [], variables: {} }]);
		expect(await outputOf({ parameters })).toMatchObject([
			{ list: [{ name: 'hue', type: 'hologram', required: false, value: null }], variables: strange },
		]);
	});
});

describe('Template > Generate', () => {
	it('makes a video of the template and gives what HeyGen says of it', async () => {
		serve();

		const { items } = await runNode({ parameters: mapped(texts) });

		expect(items).toEqual([{ json: started, pairedItem: { item: 0 } }]);
		const [sent] = heygen().to('POST', PATH);
		expect(sent?.json).toEqual({ variables: textBodies });
		expect(sent?.headers['idempotency-key']).toMatch(/^n8n-[0-9a-f]{64}$/);
	});

	it('waits for the video, whose state the answer of a repeated creation does not tell', async () => {
		serve();
		heygen().on('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'completed' }]));
		heygen().on('GET', '/v3/videos/video-1', data(video('video-1', { duration: 3.5 })));

		expect(await outputOf({ parameters: { ...mapped(texts), wait: true, simplify: false } })).toEqual([
			{ ...started, ...video('video-1', { duration: 3.5 }) },
		]);
	});

	it('sends what the options say', async () => {
		serve();

		await outputOf({
			parameters: {
				...mapped(texts),
				options: {
					title: 'For Bob',
					burnCaptions: true,
					subtitles: '{"preset_name": "bold", "position": {"x": 1}}',
					folderId: ' folder-1 ',
					brandGlossaryId: 'glossary-1',
					width: 1280,
					height: 720,
					fps: '60',
					sceneIds: 'scene-2, scene-1, scene-2',
					reorderMusic: false,
					keepTextVerticallyCentered: true,
					includeGif: true,
					enableSharing: true,
				},
			},
		});

		expect(heygen().to('POST', PATH)[0]?.json).toEqual({
			title: 'For Bob',
			caption: true,
			subtitles: { preset_name: 'bold', position: { x: 1 } },
			folder_id: 'folder-1',
			brand_glossary_id: 'glossary-1',
			dimension: { width: 1280, height: 720 },
			fps: 60,
			scene_ids: ['scene-2', 'scene-1', 'scene-2'],
			reorder_music: false,
			keep_text_vertically_centered: true,
			include_gif: true,
			enable_sharing: true,
			variables: textBodies,
		});
	});

	it.each([
		[{ width: 1920 }, '"Width" and "Height" go together'],
		[{ height: 1080 }, '"Width" and "Height" go together'],
		[{ width: 1921, height: 1080 }, '"Width" must be an even number; it is 1921'],
		[{ width: 1920, height: 126 }, '"Height" must be from 128 to 4096; it is 126'],
		[{ subtitles: '{"font_size": 40}' }, '"Subtitle Style (JSON)" has no preset_name'],
		[{ fps: '24' }, '"Frame Rate" must be one of 25, 30, 60'],
	])('refuses the options %j before anything is read or sent', async (options, message) => {
		expect(await errorOf({ parameters: { ...mapped(texts), options } })).toMatchObject({ message });
		expect(heygen().sent).toEqual([]);
	});

	it('reads each template once, however many items use it', async () => {
		const other = template({ id: 'template-2', variables: { name: { type: 'text', content: 'x' } } });
		heygen().on('GET', PATH, data(template()));
		heygen().on('GET', '/v3/templates/template-2', data(other));
		heygen().always('POST', PATH, data(started));
		heygen().always('POST', '/v3/templates/template-2', data(started));

		const given = (templateId: string, variables: object) => ({ templateId, variables });
		await outputOf({
			parameters: { ...byJson('={{ $json.variables }}'), templateId: byId('={{ $json.templateId }}') },
			items: itemsOf(
				given(TEMPLATE_ID, { name: 'A', title: 'Dr' }),
				given('template-2', { name: 'B' }),
				given(TEMPLATE_ID, { name: 'C', title: 'Dr' }),
			),
		});

		expect(heygen().to('GET', /templates/)).toHaveLength(2);
		const names = heygen()
			.to('POST', /templates/)
			.map(({ json }) => JSON.stringify(json).match(/"content":"([ABC])"/)?.[1]);
		expect(names.sort()).toEqual(['A', 'B', 'C']);
	});

	it('names the variables where HeyGen refuses one, though it is called like an option', async () => {
		heygen().on('GET', PATH, data(template()));
		heygen().on(
			'POST',
			PATH,
			refusal(400, 'invalid_parameter', 'Too rude', { param: 'variables.title.content' }),
		);

		const { message, description } = await errorOf({ parameters: mapped(texts) });

		expect(message).toContain('Variables');
		expect(message).not.toContain('"Title"');
		expect(description).toContain('variables.title.content');
	});

	it('makes no video of a template that cannot be read', async () => {
		heygen().on('GET', PATH, refusal(404, 'template_not_found', 'Template template-1 not found'));

		const { message } = await errorOf({ parameters: mapped(texts) });

		expect(message).toBe('HeyGen refused the request: Template template-1 not found');
	});
});

describe.each(WAYS)('The variables of a template, %s,', (way, given) => {
	it('take every kind in short, and leave out what is empty', async () => {
		const sound = wav().toString('base64');
		const short = {
			...texts,
			logo: 'https://example.com/logo.png',
			film: 'asset-1',
			music: `data:audio/wav;base64,${sound}`,
			host: ' look-7 ',
			speaker: 'voice-7',
		};
		expect(await sentFor(given(short))).toEqual({
			...textBodies,
			logo: { type: 'image', asset: { type: 'url', url: short.logo }, fit: 'cover' },
			film: {
				type: 'video',
				asset: { type: 'asset_id', asset_id: 'asset-1' },
				fit: 'crop',
				play_style: 'once',
				volume: 0.25,
			},
			music: {
				type: 'audio',
				asset: { type: 'base64', media_type: 'audio/wav', data: sound },
			},
			host: { type: 'character', character_id: 'look-7', character_type: 'talking_photo' },
			speaker: { type: 'voice', voice_id: 'voice-7' },
		});
		expect(await sentFor(given({ ...texts, logo: null, film: '', 'film.volume': null, host: ' ' }))).toEqual(
			textBodies,
		);
	});

	it('take settings beside them, for the own file too where none is given', async () => {
		const settings = {
			...texts,
			logo: 'asset-1',
			'logo.fit': 'none',
			'film.play_style': 'full_video',
			'film.volume': '0',
			'host.character_type': 'avatar',
			'speaker.locale': 'en-US',
		};
		expect(await sentFor(given(settings))).toEqual({
			...textBodies,
			logo: { type: 'image', asset: { type: 'asset_id', asset_id: 'asset-1' }, fit: 'none' },
			film: {
				type: 'video',
				asset: { type: 'asset_id', asset_id: 'asset-film' },
				fit: 'crop',
				play_style: 'full_video',
				volume: 0,
			},
			host: { type: 'character', character_id: 'look-0', character_type: 'avatar' },
			speaker: { type: 'voice', voice_id: 'voice-0', locale: 'en-US' },
		});
	});

	it('take numbers for texts, and 10,000 characters of any script', async () => {
		const long = '😀'.repeat(10_000);

		expect(await sentFor(given({ name: 7, title: long }))).toEqual({
			name: { type: 'text', content: '7' },
			title: { type: 'text', content: long },
		});
	});

	it.each<[what: string, given: IDataObject, message: RegExp, description: RegExp]>([
		[
			'a text too few',
			{ name: 'Bob' },
			/^"Variables" has no text for "title"$/,
			/\{\{title\}\}.* title: nothing/,
		],
		[
			'no text at all',
			{},
			/^"Variables" has no text for "name", "title"$/,
			/The template shows name: "Anna", title: nothing/,
		],
		['an empty text', { ...texts, name: ' ' }, /has no text for "name"/, /name: "Anna"/],
		[
			'a long text',
			{ ...texts, name: 'x'.repeat(10_001) },
			/^"Variables: name" has 10001 characters; HeyGen takes at most 10000/,
			/Shorten/,
		],
		[
			'an unknown name',
			{ ...texts, Name: 'Bob' },
			/^"Variables" names "Name", which the template does not have$/,
			/^It has: name, title, logo, film, music, host, speaker\.$/,
		],
		['an unknown setting', { ...texts, 'logo.volume': 1 }, /names "logo.volume"/, /It has/],
		['a wrong fit', { ...texts, 'logo.fit': 'stretch' }, /^"Variables: logo.fit" must be one of/, /stretch/],
		[
			'too loud a film',
			{ ...texts, 'film.volume': 1.5 },
			/^"Variables: film.volume" must be from 0 to 1/,
			/^$/,
		],
		['a list as text', { ...texts, name: ['a'] as never }, /^"Variables: name" must be text$/, /list/],
		[
			'an http file',
			{ ...texts, logo: 'http://example.com/a.png' },
			/^"Variables: logo" must be an https URL/,
			/^./,
		],
		['no binary', { ...texts, logo: 'my logo' }, /^"Variables: logo" is neither an https URL/, /^$/],
		['a number as file', { ...texts, logo: 7 }, /^"Variables: logo" is no file$/, /https URL/],
		[
			'a sound as picture',
			{ ...texts, logo: `data:audio/wav;base64,${wav().toString('base64')}` },
			/^"Variables: logo" is not a file of a kind HeyGen takes here/,
			/png/,
		],
	])('refuse %s, and nothing is made', async (_, variables, message, description) => {
		heygen().on('GET', PATH, data(template()));

		const error = await errorOf({ parameters: given(variables) });

		expect(error.message).toMatch(message);
		expect(error.description ?? '').toMatch(description);
		expect(heygen().calls).toEqual([`GET ${PATH}`]);
		expect(way).toBeTruthy();
	});
});

describe('The variables of a template, Using JSON,', () => {
	it("take HeyGen's own objects, whole or in part, and files in short in them", async () => {
		expect(
			await sentFor(
				byJson({
					name: { type: 'text', content: 'Bob' },
					title: { content: 'Dr' },
					logo: { type: 'image', asset: { type: 'url', url: 'https://example.com/a.png' }, fit: 'crop' },
					film: { asset: 'https://example.com/a.mp4', volume: 1 },
					music: { type: 'asset_id', asset_id: 'asset-2' },
					host: { type: 'character', character_id: 'look-7', character_type: 'avatar' },
					speaker: { voice_id: 'voice-7', locale: 'de-DE' },
				}),
			),
		).toEqual({
			...textBodies,
			logo: { type: 'image', asset: { type: 'url', url: 'https://example.com/a.png' }, fit: 'crop' },
			film: {
				type: 'video',
				asset: { type: 'url', url: 'https://example.com/a.mp4' },
				fit: 'crop',
				play_style: 'once',
				volume: 1,
			},
			music: { type: 'audio', asset: { type: 'asset_id', asset_id: 'asset-2' } },
			host: { type: 'character', character_id: 'look-7', character_type: 'avatar' },
			speaker: { type: 'voice', voice_id: 'voice-7', locale: 'de-DE' },
		});
	});

	it('may be an object that an expression gives', async () => {
		const parameters = byJson('={{ $json.values }}');

		expect(await sentFor(parameters, itemsOf({ values: texts }))).toEqual(textBodies);
	});

	it.each<[what: string, variables: unknown, message: string]>([
		[
			'another type',
			{ ...texts, logo: { type: 'text', content: 'Logo' } },
			'"Variables: logo" is of the type image in the template; it is given as another',
		],
		['an unknown key', { ...texts, logo: { asset: 'asset-1', size: 7 } }, '"Variables: logo" has no "size"'],
		['an empty object for a text', { ...texts, title: {} }, '"Variables" has no text for "title"'],
		['no object', '["Bob"]', '"Variables" must be a JSON object'],
		['no JSON', '{name: Bob}', '"Variables" must be a JSON object'],
		[
			'a file of an unknown kind',
			{ ...texts, logo: { asset: { type: 'ftp' } } },
			'"Variables: logo" is no file',
		],
		['nothing', '', '"Variables" has no text for "name", "title"'],
	])('refuse %s', async (_, variables, message) => {
		heygen().on('GET', PATH, data(template()));

		expect(await errorOf({ parameters: byJson(variables) })).toMatchObject({ message });
		expect(heygen().to('POST', /./)).toEqual([]);
	});

	it('refuse a type this node does not know, and leave it alone where it is not given', async () => {
		const strange = { hue: { type: 'hologram', ray: 7 } };
		const answer = { ...data({ ...template(), variables: strange }), unlikeHeyGen: true };
		heygen().on('GET', PATH, answer, answer);
		heygen().on('POST', PATH, data(started));

		expect(await errorOf({ parameters: byJson({ hue: strange.hue }) })).toMatchObject({
			message: '"Variables: hue" is of a type this node does not know: hologram',
		});
		await outputOf({ parameters: byJson({}) });
		expect(heygen().to('POST', PATH)[0]?.json).toEqual({ variables: {} });
	});

	it('know a variable from the setting of another that is called like it', async () => {
		const variables = {
			logo: { type: 'image', asset: { type: 'asset_id', asset_id: 'asset-0' }, fit: 'cover' },
			'logo.fit': { type: 'text', content: 'Suits you' },
		} as const;
		heygen().on('GET', PATH, data(template({ variables })));
		heygen().on('POST', PATH, data(started));

		await outputOf({ parameters: byJson({ 'logo.fit': 'Fine' }) });

		expect(heygen().to('POST', PATH)[0]?.json).toEqual({
			variables: { 'logo.fit': { type: 'text', content: 'Fine' } },
		});
	});
});

describe('The variables of a template, mapped automatically,', () => {
	it('are taken from the fields of the item that are called as they are, and no others', async () => {
		const row = { ...texts, row: 7, customer: { id: 1 }, logo: 'asset-1', 'logo.fit': 'none', host: null };

		expect(await sentFor(mapped({}, 'autoMapInputData'), itemsOf(row))).toEqual({
			...textBodies,
			logo: { type: 'image', asset: { type: 'asset_id', asset_id: 'asset-1' }, fit: 'none' },
		});
	});

	it('must have every text there', async () => {
		heygen().on('GET', PATH, data(template()));

		const { message } = await errorOf({
			parameters: mapped({ title: 'not this' }, 'autoMapInputData'),
			items: itemsOf({ name: 'Bob' }),
		});

		expect(message).toBe('"Variables" has no text for "title"');
	});
});

describe('The variables of a template, defined below,', () => {
	it('have values that are expressions for each item', async () => {
		const { name, title } = texts;
		const parameters = mapped({ name: '={{ $json.name }}', title: '=Dr' });

		expect(await sentFor(parameters, itemsOf({ name, title }))).toEqual(textBodies);
	});

	it('are checked by the template as it is now, not as it was when the node was opened', async () => {
		const title = { type: 'text', content: '' } as const;
		heygen().on('GET', PATH, data(template({ variables: { title } })));

		const { message } = await errorOf({ parameters: mapped(texts) });

		expect(message).toBe('"Variables" names "name", which the template does not have');
	});

	it('lack every text where the node was never opened', async () => {
		heygen().on('GET', PATH, data(template()));

		expect(await errorOf({ parameters: generate })).toMatchObject({
			message: '"Variables" has no text for "name", "title"',
		});
	});
});

describe('A file for a variable', () => {
	beforeEach(async () => await keepFilesIn('memory'));

	it('is uploaded from the item, each under a key of its own', async () => {
		serve();
		const asset = (id: string) => data({ asset_id: id, url: 'u', mime_type: 'm', size_bytes: 1 });
		heygen().on(
			'POST',
			'/v3/assets',
			(sent) => asset(`of-${multipartFile(sent).name}`),
			(sent) => asset(`of-${multipartFile(sent).name}`),
		);
		const item = {
			...(await itemWith(png(), { fileName: 'logo.png', mimeType: 'image/png' })),
		};
		const binary = { ...item.binary, sound: await stored(wav(), 'music.wav', 'audio/wav') };

		await outputOf({
			parameters: mapped({ ...texts, logo: 'data', music: 'sound' }),
			items: [{ ...item, binary }],
		});

		expect(heygen().to('POST', PATH)[0]?.json).toMatchObject({
			variables: {
				logo: { asset: { type: 'asset_id', asset_id: 'of-logo.png' } },
				music: { asset: { type: 'asset_id', asset_id: 'of-music.wav' } },
			},
		});
		const keys = heygen()
			.to('POST', /./)
			.map(({ headers }) => headers['idempotency-key']);
		expect(new Set(keys).size).toBe(3);
	});

	it('is not uploaded where another variable is wrong', async () => {
		heygen().on('GET', PATH, data(template()));

		const { message } = await errorOf({
			parameters: mapped({ ...texts, logo: 'data', 'film.volume': 7 }),
			items: [await itemWith(png(), { fileName: 'logo.png', mimeType: 'image/png' })],
		});

		expect(message).toContain('"Variables: film.volume"');
		expect(heygen().calls).toEqual([`GET ${PATH}`]);
	});
});

describe("The fields of a template's variables", () => {
	const load = async (templateId: unknown) =>
		await loadFields('getTemplateVariables', {
			parameters: { ...generate, templateId: templateId as IDataObject },
		});

	it('are one for each, texts filled in and required, and hidden ones for their settings', async () => {
		heygen().on('GET', PATH, data(template()));

		const { fields, emptyFieldsNotice } = await load(byId(TEMPLATE_ID));

		expect(emptyFieldsNotice).toBeUndefined();
		expect(
			fields.map(({ id, type, required, removed = false, defaultValue }) => [
				id,
				type,
				required && 'required',
				removed && 'hidden',
				defaultValue,
			]),
		).toEqual([
			['name', 'string', 'required', false, 'Anna'],
			['title', 'string', 'required', false, undefined],
			['logo', 'string', false, false, undefined],
			['logo.fit', 'options', false, 'hidden', 'cover'],
			['film', 'string', false, false, undefined],
			['film.fit', 'options', false, 'hidden', 'crop'],
			['film.play_style', 'options', false, 'hidden', 'once'],
			['film.volume', 'number', false, 'hidden', 0.25],
			['music', 'string', false, false, undefined],
			['host', 'string', false, false, undefined],
			['host.character_type', 'options', false, 'hidden', 'talking_photo'],
			['speaker', 'string', false, false, undefined],
			['speaker.locale', 'string', false, 'hidden', 'en-GB'],
		]);
		expect(fields.filter(({ display, defaultMatch }) => !display || defaultMatch)).toEqual([]);
		expect(fields.find(({ id }) => id === 'logo')?.displayName).toBe(
			'logo (image: URL, asset ID or binary property)',
		);
		expect(fields.find(({ id }) => id === 'logo.fit')?.options?.map(({ value }) => value)).toEqual([
			'contain',
			'cover',
			'crop',
			'none',
		]);
	});

	it("fall back on HeyGen's defaults, and take no default of a wrong type", async () => {
		const odd = {
			logo: { type: 'image', asset: {}, fit: 'stretch' },
			film: { type: 'video', asset: {}, volume: 'loud' },
			speaker: { type: 'voice', voice_id: 'v', locale: null },
			hue: { type: 'hologram' },
		};
		heygen().on('GET', PATH, { ...data({ ...template(), variables: odd }), unlikeHeyGen: true });

		const { fields } = await load(byId(TEMPLATE_ID));

		expect(Object.fromEntries(fields.map(({ id, defaultValue }) => [id, defaultValue]))).toEqual({
			logo: undefined,
			'logo.fit': 'contain',
			film: undefined,
			'film.fit': 'contain',
			'film.play_style': 'loop',
			'film.volume': 1,
			speaker: undefined,
			'speaker.locale': undefined,
		});
	});

	it('are not filled with a text that n8n would evaluate', async () => {
		heygen().on(
			'GET',
			PATH,
			data(
				template({
					variables: {
						sum: { type: 'text', content: '={{ $credentials.apiKey }}' },
						plain: { type: 'text', content: 'Hello {{name}}' },
					},
				}),
			),
		);

		const { fields } = await load(byId(TEMPLATE_ID));

		expect(fields.map(({ defaultValue }) => defaultValue)).toEqual([undefined, 'Hello {{name}}']);
	});

	it.each([
		['a list', { __rl: true, mode: 'list', value: TEMPLATE_ID }],
		['a text, as an expression for the whole gives it', TEMPLATE_ID],
		['an ID with space around it', byId(` ${TEMPLATE_ID} `)],
	])('are found by %s', async (_, templateId) => {
		heygen().on('GET', PATH, data(template()));

		expect((await load(templateId)).fields.length).toBeGreaterThan(6);
	});

	it.each([
		['nothing', undefined],
		['an empty locator', { __rl: true, mode: 'list', value: '' }],
		['an expression without a value', byId('={{ $json.template }}')],
		['what is left of one', { __rl: true, mode: 'id', value: null }],
		['the text of one', '={{ $json.template }}'],
		['null', null],
	])('ask for a template where there is %s, without asking HeyGen', async (_, templateId) => {
		const { fields, emptyFieldsNotice } = await load(templateId);

		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(/^Choose a template.*Using JSON\.$/);
		expect(heygen().sent).toEqual([]);
	});

	it('say that a template has none', async () => {
		heygen().on('GET', PATH, data(template({ variables: {} })), data(template({ variables: undefined })));

		const notices = [await load(byId(TEMPLATE_ID)), await load(byId(TEMPLATE_ID))];

		expect(new Set(notices.map(({ emptyFieldsNotice }) => emptyFieldsNotice))).toEqual(
			new Set(['This template has no variables to set: the video is made as it is.']),
		);
	});

	it('change with the template', async () => {
		heygen().on('GET', PATH, data(template()));
		heygen().on(
			'GET',
			'/v3/templates/template-2',
			data(template({ variables: { a: { type: 'text', content: 'A' } } })),
		);

		await load(byId(TEMPLATE_ID));

		expect((await load(byId('template-2'))).fields.map(({ id }) => id)).toEqual(['a']);
	});

	it('give way to the reason where they cannot be read, harmless as HTML and without the key', async () => {
		heygen().on('GET', PATH, refusal(404, 'template_not_found', `No <b>template</b> & no ${API_KEY}`));

		const { fields, emptyFieldsNotice = '' } = await load(byId(TEMPLATE_ID));

		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain(
			'could not be read: HeyGen refused the request: No &lt;b&gt;template&lt;/b&gt; &amp; no',
		);
		expect(emptyFieldsNotice).toContain('Using JSON');
		expect(emptyFieldsNotice).not.toContain(API_KEY);
	});

	it('never fail, whatever fails', async () => {
		heygen().always('GET', PATH, lost());

		const unreachable = await load(byId(TEMPLATE_ID));
		const options = { parameters: generate };
		const insecure = await loadFields('getTemplateVariables', {
			...options,
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl: 'http://api.heygen.com' } },
		});
		const bare = await loadFields('getTemplateVariables', { ...options, credentials: {} });

		for (const { fields, emptyFieldsNotice } of [unreachable, insecure, bare]) {
			expect(fields).toEqual([]);
			expect(emptyFieldsNotice).toMatch(/^The variables of the template could not be read: .{10}/);
			expect(emptyFieldsNotice).not.toContain(API_KEY);
		}
		expect(Object.keys(resourceMapping)).toEqual(['getTemplateVariables']);
	});
});

describe('A template given by expression', () => {
	it('is generated from, whole locator or value', async () => {
		for (const templateId of ['={{ $json.id }}', byId('={{ $json.id }}')]) {
			serve();
			await outputOf({ parameters: { ...byJson(texts), templateId }, items: itemsOf({ id: TEMPLATE_ID }) });
		}

		expect(heygen().to('POST', PATH)).toHaveLength(2);
	});
});

describe('Template > Get Many', () => {
	it('gives what HeyGen lists', async () => {
		const entry = { id: 't1', name: 'Welcome', thumbnail_url: null, aspect_ratio: '16:9' };
		heygen().on('GET', '/v3/templates', page([entry]));

		expect(await outputOf({ parameters: { resource: 'template', operation: 'getAll' } })).toEqual([entry]);
	});
});
