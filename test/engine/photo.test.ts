import { look, LOOK_ID, group } from '../support/answers';
import { errorOf, outputOf, runNode } from '../support/engine';
import { data, lost, outline, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const GENERATE = '/v2/photo_avatar/photo/generate';
const GENERATION = '/v2/photo_avatar/generation/gen-1';

const parameters = {
	resource: 'photo',
	operation: 'generate',
	name: 'Anna',
	appearance: 'Short brown hair',
	age: 'Senior',
	gender: 'Woman',
	ethnicity: 'South East Asian',
	orientation: 'horizontal',
	pose: 'close_up',
	style: 'Noir',
	wait: false,
};

const attributes = {
	name: 'Anna',
	appearance: 'Short brown hair',
	age: 'Senior',
	gender: 'Woman',
	ethnicity: 'South East Asian',
	orientation: 'horizontal',
	pose: 'close_up',
	style: 'Noir',
};

const success = {
	id: 'gen-1',
	status: 'success' as const,
	image_url_list: ['https://files.heygen.example/1.png', 'https://files.heygen.example/2.png'],
	image_key_list: ['image/1', 'image/2'],
};

describe('Photo > Generate', () => {
	it('sends all eight attributes and gives the generation ID', async () => {
		heygen().on('POST', GENERATE, data({ generation_id: 'gen-1' }));

		const { items } = await runNode({ parameters });

		expect(items).toEqual([
			{ json: { generation_id: 'gen-1', generated_by: 'v2_photo_generation' }, pairedItem: { item: 0 } },
		]);
		expect(outline(heygen().only)).toEqual({ call: `POST ${GENERATE}`, query: {}, json: attributes });
		expect(heygen().only.headers).not.toHaveProperty('idempotency-key');
	});

	it('waits for the photos', async () => {
		heygen().on('POST', GENERATE, data({ generation_id: 'gen-1' }));
		heygen().on('GET', GENERATION, data({ id: 'gen-1', status: 'in_progress' }), data(success));

		const output = await outputOf({ parameters: { ...parameters, wait: true } });

		expect(output).toEqual([{ generation_id: 'gen-1', generated_by: 'v2_photo_generation', ...success }]);
		expect(time().elapsed()).toBe(4_000);
	});

	it.each<[string, Reply]>([
		['a lost connection', lost('ECONNRESET')],
		['a server error', refusal(502, 'gateway_timeout', 'Bad gateway')],
		['an answer that is not JSON', { status: 200, body: '<html>', unlikeHeyGen: true }],
	])('is not sent again after %s, because the photos may exist', async (_, reply) => {
		heygen().on('POST', GENERATE, reply);

		const { description } = await errorOf({ parameters });

		expect(heygen().calls).toEqual([`POST ${GENERATE}`]);
		expect(description).toContain('it was not sent again');
		expect(description).toContain('Look in HeyGen whether it is there');
	});

	it('is sent again where the connection was never made, because nothing can have been created', async () => {
		heygen().on('POST', GENERATE, lost('ECONNREFUSED'), data({ generation_id: 'gen-1' }));

		expect(await outputOf({ parameters })).toMatchObject([{ generation_id: 'gen-1' }]);
	});

	it('reads a refusal that comes with HTTP 200', async () => {
		heygen().on('POST', GENERATE, {
			status: 200,
			body: {
				error: { code: 'invalid_parameter', message: 'appearance is odd', param: 'appearance' },
				data: null,
			},
			unlikeHeyGen: true,
		});

		const { message } = await errorOf({ parameters });

		expect(message).toBe('HeyGen does not accept "Appearance": appearance is odd');
	});
});

describe('Photo > Generate, announced to end', () => {
	const sunset = 'Sat, 31 Oct 2026 00:00:00 GMT';

	it('says so once beside the output, however many answers say it', async () => {
		const headers = { Deprecation: 'true', Sunset: sunset };
		heygen().always('POST', GENERATE, data({ generation_id: 'gen-1' }, headers));
		heygen().always('GET', GENERATION, data(success, headers));

		const { hints, items } = await runNode({
			parameters: { ...parameters, wait: true },
			items: [{ json: {} }, { json: {} }],
		});

		expect(items).toHaveLength(2);
		expect(hints).toEqual([`HeyGen has announced the end of this endpoint on ${sunset}.`]);
	});

	it('passes on the warning of the body', async () => {
		heygen().on('POST', GENERATE, {
			body: {
				data: { generation_id: 'gen-1' },
				warning: { message: 'Use POST /v3/avatars', sunset_date: '2026-10-31' },
			},
		});

		const { hints } = await runNode({ parameters });

		expect(hints).toEqual([
			'HeyGen has announced the end of this endpoint on 2026-10-31: Use POST /v3/avatars',
		]);
	});

	it('says nothing where HeyGen says nothing', async () => {
		heygen().on('POST', GENERATE, data({ generation_id: 'gen-1' }));

		expect((await runNode({ parameters })).hints).toEqual([]);
	});
});

describe.each([404, 410])('Photo > Generate, retired with HTTP %s', (status) => {
	const gone = refusal(status, 'not_found', 'Not found');

	it('stops with what to use instead', async () => {
		heygen().on('POST', GENERATE, gone);

		const { message, description } = await errorOf({ parameters });

		expect(message).toBe('HeyGen has retired Generate Photo (v2)');
		expect(description).toContain('Avatar > Create with the type Prompt');
		expect(description).toContain('Nothing was created');
	});

	it('creates a prompt avatar of the same attributes instead', async () => {
		const created = { avatar_item: look({ status: 'processing' }), avatar_group: group() };
		heygen().on('POST', GENERATE, gone);
		heygen().on('POST', '/v3/avatars', data(created));
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look()));

		const output = await outputOf({ parameters: { ...parameters, ifRetired: 'promptAvatar', wait: true } });

		expect(output).toMatchObject([
			{ generated_by: 'v3_prompt_avatar', look_id: LOOK_ID, status: 'completed', group_id: 'group-1' },
		]);
		const [sent] = heygen().to('POST', '/v3/avatars');
		expect(sent?.json).toEqual({
			type: 'prompt',
			name: 'Anna',
			prompt:
				'A photo of one South East Asian woman of the age group "senior", close-up view, horizontal picture, in Noir style. Short brown hair',
		});
		expect(sent?.headers['idempotency-key']).toMatch(/^n8n-[0-9a-f]{64}$/);
	});

	it('keeps the prompt within the limit and cuts at a word', async () => {
		heygen().on('POST', GENERATE, gone);
		heygen().on('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));

		await outputOf({
			parameters: { ...parameters, ifRetired: 'promptAvatar', appearance: 'wörter '.repeat(142).trim() },
		});

		const { prompt } = heygen().to('POST', '/v3/avatars')[0]?.json as { prompt: string };
		expect(prompt.length).toBeLessThanOrEqual(1000);
		expect(prompt.length).toBeGreaterThan(980);
		expect(prompt).toMatch(/ wörter$/);
	});
});

describe('Photo > Get Generation', () => {
	const get = { resource: 'photo', operation: 'getGeneration', generationId: ' gen-1 ' };

	it('reads a generation', async () => {
		heygen().on('GET', GENERATION, data(success));

		const { items } = await runNode({ parameters: get });

		expect(items).toEqual([{ json: success, binary: undefined, pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({ call: `GET ${GENERATION}`, query: {}, json: undefined });
	});

	it.each<[string, Reply]>([
		['404', refusal(404, 'not_found', 'Not found')],
		['404 of another kind', { status: 404, body: '<html>', unlikeHeyGen: true }],
		['410', { status: 410, body: {}, unlikeHeyGen: true }],
		['a redirect', { status: 301, headers: { Location: 'https://docs.heygen.com' }, unlikeHeyGen: true }],
		['a page', { status: 200, body: '<html>', unlikeHeyGen: true }],
	])('says of %s that the endpoint may be gone as well as the ID unknown', async (_, reply) => {
		heygen().always('GET', GENERATION, reply);

		const { description } = await errorOf({ parameters: get });

		expect(description).toMatch(
			/^HeyGen announced the end of its v2 for 31 October 2026: this answer can mean/,
		);
	});

	it.each([
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[503, 'internal_error'],
	])('says nothing of the kind where the status %i has another reason', async (status, code) => {
		heygen().always('GET', GENERATION, refusal(status, code, 'No'));

		const { description } = await errorOf({ parameters: get });

		expect(description).not.toContain('31 October');
	});
});
