import { Bench } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const patch = async (url: string, data: object) => await bench.request({ method: 'PATCH', url, data });
const remove = async (url: string) => await bench.request({ method: 'DELETE', url });

describe('brand kits', () => {
	const create = async (body: object) => {
		const answer = await bench.post('/v3/brand-kits', body);
		expect(answer.at('data.status')).toBe('loading');
		return `/v3/brand-kits/${answer.text('data.brand_kit_id')}`;
	};

	it('are gathered from a website over time', async () => {
		const kit = await create({ url: 'https://acme.example' });
		expect((await bench.get(kit)).at('data')).toMatchObject({ name: 'acme.example', logos: [] });

		const { body } = await bench.waitFor(kit, 'data.status', 'completed');
		expect(body).toMatchObject({ data: { color_roles: { primary: '#1a2b3c', accent: null } } });
		const [listed] = (await bench.get('/v3/brand-kits')).list('data');
		expect(listed).toMatchObject({ name: 'acme.example', colors: ['#1a2b3c', '#f0f4ff'] });
		expect((await fetch(String(listed?.logo_url))).status).toBe(200);
	});

	it('keep what was gathered where the website cannot be read to its end', async () => {
		const kit = await create({ url: 'https://acme.example', name: 'Acme [fail]' });

		const { body } = await bench.waitFor(kit, 'data.status', 'error');
		expect(body).toMatchObject({ data: { colors: ['#1a2b3c', '#f0f4ff'], logos: [] } });
	});

	it('have their roles replaced group by group, cleared by an empty one', async () => {
		const kit = await create({ url: 'https://acme.example' });
		const [before] = [(await bench.waitFor(kit, 'data.status', 'completed')).at('data')];

		expect((await patch(kit, { color_roles: { accent: '#ff0000' } })).at('data')).toEqual({
			...(before as object),
			color_roles: { primary: null, secondary: null, tertiary: null, accent: '#ff0000' },
		});
		expect((await patch(kit, { font_roles: {} })).at('data.font_roles')).toEqual({
			title_text: null,
			body_text: null,
		});
		for (const [body, refusal] of [
			[{ color_roles: null }, '400 invalid_parameter color_roles'],
			[{ logo_roles: { primary: 'unknown' } }, '400 invalid_parameter logo_roles.primary'],
			[{ font_roles: { body_text: { font_id: 'x' } } }, '400 invalid_parameter font_roles.body_text.font_id'],
		] as const) {
			expect((await patch(kit, body)).refusal).toBe(refusal);
		}
	});

	it('are gone once deleted, while loading too', async () => {
		const kit = await create({ url: 'https://acme.example' });
		expect((await remove(kit)).status).toBe(200);
		expect((await bench.get(kit)).refusal).toBe('404 resource_not_found brand_kit_id');
		expect((await remove(kit)).status).toBe(404);
		expect((await bench.post('/v3/brand-kits', { url: 'acme' })).refusal).toBe('400 invalid_parameter url');
	});
});

describe('brand glossaries', () => {
	const terms = [{ term: 'HeyGen', pronunciation: 'hey jen' }];
	const create = async (body: object) => await bench.post('/v3/brand-glossaries', body);

	it('are listed without their terms, and read with them', async () => {
		const created = await create({ name: 'Products', terms });
		expect(created.status).toBe(201);
		const id = created.text('data.brand_glossary_id');

		expect((await bench.get(`/v3/brand-glossaries/${id}`)).at('data')).toMatchObject({
			name: 'Products',
			terms,
		});
		const [listed] = (await bench.get('/v3/brand-glossaries')).list('data');
		expect(listed).toMatchObject({ brand_glossary_id: id });
		expect(listed).not.toHaveProperty('terms');
	});

	it('have each list that is sent replaced, and keep the others', async () => {
		const id = (await create({ name: 'Products', terms })).text('data.brand_glossary_id');
		const kept = [{ term: 'n8n' }];

		await patch(`/v3/brand-glossaries/${id}`, { do_not_translate_terms: kept });
		expect((await patch(`/v3/brand-glossaries/${id}`, { name: 'All' })).at('data')).toMatchObject({
			name: 'All',
			terms,
			do_not_translate_terms: kept,
		});
		expect((await patch(`/v3/brand-glossaries/${id}`, { terms: [] })).at('data.terms')).toEqual([]);
	});

	it('have names of their own, of at most 64 characters', async () => {
		const id = (await create({ name: 'One' })).text('data.brand_glossary_id');
		await create({ name: 'Two' });

		expect((await create({ name: 'One' })).refusal).toBe('409 conflict name');
		expect((await patch(`/v3/brand-glossaries/${id}`, { name: 'Two' })).refusal).toBe('409 conflict name');
		expect((await patch(`/v3/brand-glossaries/${id}`, { name: 'One' })).status).toBe(200);
		expect((await create({ name: 'x'.repeat(65) })).refusal).toBe('400 invalid_parameter name');
	});

	it('can be named by a video while they are there', async () => {
		const id = (await create({ name: 'Products' })).text('data.brand_glossary_id');
		const video = {
			type: 'avatar',
			avatar_id: 'Abigail_Sofa_public',
			script: 'Hello',
			brand_glossary_id: id,
		};

		expect((await bench.post('/v3/videos', video)).status).toBe(200);
		await remove(`/v3/brand-glossaries/${id}`);
		expect((await bench.post('/v3/videos', video)).refusal).toBe('404 resource_not_found brand_glossary_id');
	});
});
