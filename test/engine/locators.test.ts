import type { IDataObject } from 'n8n-workflow';

import { given, group, GROUP_ID, look, LOOK_ID, video, voice } from '../support/answers';
import { API_KEY, BEARER_TOKEN, byId, errorOf, outputOf, searchList } from '../support/engine';
import { data, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

/** Of a look. */
const PREVIEW = 'https://files.heygen.example/look-1.webp';

const rl = (mode: string, value: string | number): IDataObject => ({ __rl: true, mode, value });

describe('A resource locator', () => {
	it.each<[string, IDataObject, string, object]>([
		['look', { resource: 'look', operation: 'get', lookId: 'ID' }, `/v3/avatars/looks/${LOOK_ID}`, look()],
		['group', { resource: 'avatar', operation: 'get', groupId: 'ID' }, `/v3/avatars/${GROUP_ID}`, group()],
		['video', { resource: 'video', operation: 'get', videoId: 'ID' }, '/v3/videos/video-1', video('video-1')],
	])(
		'of a %s takes what was chosen from the list, an ID, and an expression',
		async (_, parameters, path, answer) => {
			const id = path.split('/').pop() ?? '';
			const [name = ''] = Object.entries(parameters).find(([, value]) => value === 'ID') ?? [];
			heygen().always('GET', path, data(answer));

			for (const value of [
				rl('list', id),
				rl('id', ` ${id} `),
				rl('id', `={{ "${id}" }}`),
				rl('list', `={{ "${id}" }}`),
			]) {
				const output = await outputOf({ parameters: { ...parameters, [name]: value, simplify: false } });
				expect(output).toEqual([given(answer)]);
			}
			expect(new Set(heygen().calls)).toEqual(new Set([`GET ${path}`]));
		},
	);

	it.each([
		'https://app.heygen.com/videos/video-1',
		'https://app.heygen.com/videos/video-1?tab=share',
		'https://app.heygen.com/share/video-1',
		'https://app.heygen.com/embeds/video-1',
	])('of a video takes the link %s', async (url) => {
		heygen().on('GET', '/v3/videos/video-1', data(video('video-1')));

		const output = await outputOf({
			parameters: { resource: 'video', operation: 'get', videoId: rl('url', `={{ "${url}" }}`) },
		});

		expect(output).toMatchObject([{ id: 'video-1' }]);
	});

	it('deletes the video of a link', async () => {
		heygen().on('DELETE', '/v3/videos/video-1', data({ id: 'video-1' }));

		const output = await outputOf({
			parameters: {
				resource: 'video',
				operation: 'delete',
				videoId: rl('url', 'https://app.heygen.com/videos/video-1'),
			},
		});

		expect(output).toEqual([{ deleted: true }]);
	});

	it.each(['https://app.heygen.com/avatars/video-1', 'video-1', 'https://app.heygen.com/videos/'])(
		'of a video refuses the link %s',
		async (url) => {
			const { message } = await errorOf({
				parameters: { resource: 'video', operation: 'get', videoId: rl('url', `={{ "${url}" }}`) },
			});

			expect(message).toBe('"Video" is not a link that holds its ID');
			expect(heygen().sent).toEqual([]);
		},
	);

	it('takes a number for an ID', async () => {
		heygen().on('GET', '/v3/videos/17', data(video('17')));

		expect(
			await outputOf({ parameters: { resource: 'video', operation: 'get', videoId: rl('id', '={{ 17 }}') } }),
		).toMatchObject([{ id: '17' }]);
	});

	it('in a collection of filters may be given by expression', async () => {
		heygen().on('GET', '/v3/avatars/looks', page([look()]));

		await outputOf({
			parameters: { resource: 'look', operation: 'getAll', filters: { groupId: byId('={{ $json.group }}') } },
			items: [{ json: { group: GROUP_ID } }],
		});

		expect(heygen().only.query).toMatchObject({ group_id: GROUP_ID });
	});
});

describe('The list', () => {
	it('of looks shows the own ones first, then the stock, in one box where the own ones do not fill it', async () => {
		heygen().on(
			'GET',
			'/v3/avatars/looks',
			page([look({ id: 'mine', name: 'Anna', status: 'processing' })]),
			page([look({ id: 'stock', name: 'Bob', avatar_type: 'studio_avatar' })], 'next'),
			page([look({ id: 'more', name: 'Carl', avatar_type: 'digital_twin', preview_image_url: null })]),
		);

		const { results, paginationToken } = await searchList('searchLooks');

		expect(results).toEqual([
			{ name: 'Anna (photo, processing)', value: 'mine', url: PREVIEW },
			{ name: 'Bob (studio)', value: 'stock', url: PREVIEW },
			{ name: 'Carl (digital twin)', value: 'more' },
		]);
		expect(paginationToken).toBeUndefined();
		expect(heygen().sent.map(({ query }) => query)).toEqual([
			{ ownership: 'private', limit: '50' },
			{ ownership: 'public', limit: '50' },
			{ ownership: 'public', limit: '50', token: 'next' },
		]);
	});

	it('of looks is that of the avatar group which is picked beside it, if one is', async () => {
		heygen().always('GET', '/v3/avatars/looks', page([look()]));
		const lists = async (avatarGroupId?: IDataObject) => {
			heygen().sent.splice(0);
			const parameters = { resource: 'avatar', operation: 'create', type: 'prompt', avatarGroupId };
			await searchList('searchLooksOfGroup', '', undefined, { parameters });
			return heygen().sent.map(({ query }) => query.group_id ?? query.ownership);
		};

		expect(await lists(rl('list', GROUP_ID))).toEqual([GROUP_ID]);
		expect(await lists(rl('id', '={{ $json.group }}'))).toEqual(['private', 'public']);
		expect(await lists(rl('list', ''))).toEqual(['private', 'public']);
		expect(await lists()).toEqual(['private', 'public']);
	});

	it('of reference looks is that of the digital twins beside the look that was picked', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));
		heygen().always('GET', '/v3/avatars/looks', page([look()]));

		await searchList('searchReferenceLooks', '', undefined, {
			parameters: { avatarId: rl('list', LOOK_ID) },
		});
		await searchList('searchReferenceLooks');

		expect(
			heygen()
				.to('GET', '/v3/avatars/looks')
				.map(({ query }) => query),
		).toEqual([
			{ group_id: GROUP_ID, avatar_type: 'digital_twin', limit: '50' },
			{ ownership: 'private', avatar_type: 'digital_twin', limit: '50' },
		]);
	});

	it('of looks comes to the stock by scrolling where the own ones fill the box', async () => {
		const own = Array.from({ length: 50 }, (_, index) => look({ id: `mine-${index}` }));
		const stock = Array.from({ length: 50 }, (_, index) => look({ id: `stock-${index}` }));
		heygen().on(
			'GET',
			'/v3/avatars/looks',
			page(own, 'a:b'),
			page(own.slice(0, 30)),
			page(stock, 'c'),
			page(stock),
		);

		const boxes = [];
		for (let token: string | undefined = ''; token !== undefined;) {
			const { results, paginationToken } = await searchList('searchLooks', '', token || undefined);
			boxes.push(results.map(({ value }) => String(value).split('-')[0]));
			token = paginationToken;
		}

		expect(boxes.map((box) => [box.length, [...new Set(box)].join()])).toEqual([
			[50, 'mine'],
			[30, 'mine'],
			[50, 'stock'],
			[50, 'stock'],
		]);
		expect(heygen().sent.map(({ query }) => [query.ownership, query.token])).toEqual([
			['private', undefined],
			['private', 'a:b'],
			['public', undefined],
			['public', 'c'],
		]);
	});

	it("of looks shows a kind it does not know by HeyGen's name", async () => {
		const unknown = { ...look({ name: 'Anna' }), avatar_type: 'hologram' };
		heygen().on('GET', '/v3/avatars/looks', page([]), { ...page([unknown]), unlikeHeyGen: true });

		expect((await searchList('searchLooks')).results).toEqual([
			{ name: 'Anna (hologram)', value: LOOK_ID, url: PREVIEW },
		]);
	});

	it('of voices shows those of the language that is spoken where the user is, and the own ones before the stock', async () => {
		heygen().on(
			'GET',
			'/v3/voices',
			page([
				voice('v1', {
					name: 'My voice',
					type: 'private',
					preview_audio_url: 'https://files.heygen.example/v1.mp3',
				}),
			]),
			page([voice('v2')]),
			page([voice('v3', { language: 'German' })]),
			page([]),
		);

		const { results } = await searchList('searchVoices');

		expect(results).toEqual([
			{ name: 'My voice (English, female)', value: 'v1', url: 'https://files.heygen.example/v1.mp3' },
			{ name: 'Voice v2 (English, female)', value: 'v2' },
			{ name: 'Voice v3 (German, female)', value: 'v3' },
		]);
		expect(heygen().sent.map(({ query }) => query)).toEqual([
			{ type: 'private', language: 'English', limit: '100' },
			{ type: 'public', language: 'English', limit: '100' },
			{ type: 'private', limit: '100' },
			{ type: 'public', limit: '100' },
		]);
	});

	it.each([
		['the Voice Settings', { options: { voiceSettings: { locale: 'de-AT' } } }],
		['the Options', { resource: 'voice', operation: 'generateSpeech', options: { language: 'de' } }],
	])('of voices begins with those of the language that %s name, each once', async (_, parameters) => {
		const german = voice('v2', { name: 'Vera', language: 'German' });
		heygen().on('GET', '/v3/voices', page([]), page([german]), page([]), page([voice('v1'), german]));

		const { results } = await searchList('searchVoices', '', undefined, { parameters });

		expect(results.map(({ value }) => value)).toEqual(['v2', 'v1']);
		expect(heygen().sent.map(({ query: { language } }) => language)).toEqual([
			'German',
			'German',
			undefined,
			undefined,
		]);
	});

	it('of voices is whole where no language goes by the code', async () => {
		heygen().on('GET', '/v3/voices', page([]), page([voice('v1')]));

		const parameters = { options: { voiceSettings: { locale: 'no code' } } };
		const { results } = await searchList('searchVoices', '', undefined, { parameters });

		expect(results.map(({ value }) => value)).toEqual(['v1']);
	});

	it('of groups shows the own ones with how many looks they have', async () => {
		heygen().on(
			'GET',
			'/v3/avatars',
			page([
				group({ looks_count: 1 }),
				group({ id: 'g2', name: 'Bob', looks_count: 3, preview_image_url: null }),
			]),
		);

		const { results } = await searchList('searchGroups');

		expect(results).toEqual([
			{ name: 'Anna (1 look)', value: GROUP_ID, url: 'https://files.heygen.example/group-1.webp' },
			{ name: 'Bob (3 looks)', value: 'g2' },
		]);
		expect(heygen().only.query).toEqual({ ownership: 'private', limit: '50' });
	});

	it('of videos shows title and status, with a link to the page', async () => {
		heygen().on(
			'GET',
			'/v3/videos',
			page([
				video('v1', { title: 'Hello', video_page_url: 'https://app.heygen.com/videos/v1' }),
				video('v2', { title: null }),
			]),
		);

		const { results } = await searchList('searchVideos');

		expect(results).toEqual([
			{ name: 'Hello (completed)', value: 'v1', url: 'https://app.heygen.com/videos/v1' },
			{ name: 'v2 (completed)', value: 'v2' },
		]);
	});

	it('of templates shows name and aspect ratio, with their pictures', async () => {
		heygen().on(
			'GET',
			'/v3/templates',
			page([
				{
					id: 't1',
					name: 'Welcome',
					aspect_ratio: '16:9',
					thumbnail_url: 'https://files.heygen.example/t1.png',
				},
				{ id: 't2', name: 'Prices', aspect_ratio: null },
			]),
		);

		const { results } = await searchList('searchTemplates');

		expect(results).toEqual([
			{ name: 'Welcome (16:9)', value: 't1', url: 'https://files.heygen.example/t1.png' },
			{ name: 'Prices', value: 't2' },
		]);
		expect(heygen().only.query).toEqual({ limit: '100' });
	});

	it('looks for what was typed in names and IDs, on page after page, until a screenful is found', async () => {
		const pages = 5;
		heygen().always('GET', '/v3/videos', ({ query }) => {
			const at = Number(query.token ?? 0);
			const entries = Array.from({ length: 100 }, (_, index) =>
				video(`id-${at}-${index}`, { title: index % 10 === 0 ? `ANNA ${at}-${index}` : 'Other' }),
			);
			return page(entries, at + 1 < pages ? String(at + 1) : null);
		});

		const first = await searchList('searchVideos', ' anna ');
		const rest = await searchList('searchVideos', 'anna', String(first.paginationToken));
		const byItsId = await searchList('searchVideos', 'id-4-7');

		expect(first.results).toHaveLength(20);
		expect(first.results.every(({ name }) => name.startsWith('ANNA'))).toBe(true);
		expect(first.paginationToken).toBe('2');
		expect(rest.results).toHaveLength(20);
		expect(byItsId.results.map(({ value }) => value)).toContain('id-4-7');
	});

	it('reads no more than ten pages for one screenful, and goes on from there', async () => {
		heygen().always('GET', '/v3/videos', ({ query }) =>
			page([video('v')], String(Number(query.token ?? 0) + 1)),
		);

		const { results, paginationToken } = await searchList('searchVideos', 'nothing like it');

		expect(results).toEqual([]);
		expect(paginationToken).toBe('10');
		expect(heygen().sent).toHaveLength(10);
	});

	it.each([
		['apiKey', 'x-api-key', API_KEY],
		['bearerToken', 'authorization', `Bearer ${BEARER_TOKEN}`],
	])('is read with the authentication %s', async (authentication, header, value) => {
		heygen().on('GET', '/v3/videos', page([]));

		await searchList('searchVideos', '', undefined, { parameters: { authentication } });

		expect(heygen().only.headers[header]).toBe(value);
	});

	it('says what is wrong with the credential', async () => {
		const wrong = refusal(401, 'unauthorized', 'Invalid API key');
		heygen().on('GET', '/v3/videos', wrong);

		await expect(searchList('searchVideos')).rejects.toMatchObject({
			message: 'HeyGen refused the request: Invalid API key',
			description: expect.stringContaining('does not accept this API key') as string,
		});
	});

	it('is read from nowhere with a Base URL that would give the key away', async () => {
		const credentials = { heyGenStudioApi: { apiKey: API_KEY, baseUrl: 'http://api.heygen.com' } };

		await expect(searchList('searchVoices', '', undefined, { credentials })).rejects.toThrow(
			/^Base URL must be an https address/,
		);
		expect(heygen().sent).toEqual([]);
	});
});
