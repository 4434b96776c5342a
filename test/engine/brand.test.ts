import type { IDataObject } from 'n8n-workflow';

import { byId, errorOf, itemsOf, outputOf } from '../support/engine';
import { data, outline, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const GLOSSARIES = '/v3/brand-glossaries';
const KITS = '/v3/brand-kits';

const glossary = {
	brand_glossary_id: 'g-1',
	name: 'Products',
	created_at: '2026-11-21T12:00:00Z',
	updated_at: '2026-11-21T12:00:00Z',
	terms: [],
};
const kit = (status: string) => ({ brand_kit_id: 'k-1', name: 'Acme', status, colors: ['#1a2b3c'] });

const terms = [
	{ term: 'HeyGen', pronunciation: 'hey jen' },
	{ term: 'n8n', pronunciation: 'n eight n' },
];
const translations = [{ term: 'Schau', translation: 'Look' }];

describe('A brand glossary', () => {
	const create = { resource: 'brand', operation: 'createGlossary', name: 'Products' };
	const update = { resource: 'brand', operation: 'updateGlossary', brandGlossaryId: byId('g-1') };
	const lists = {
		terms,
		forced_translations: translations,
		do_not_translate_terms: [{ term: 'HeyGen' }, { term: 'n8n' }],
	};

	it.each<[string, IDataObject]>([
		[
			'rows of fields',
			{
				termsAs: 'fields',
				terms: { entry: terms },
				forcedTranslations: { entry: translations },
				doNotTranslateTerms: 'HeyGen, n8n',
			},
		],
		[
			'JSON',
			{
				termsAs: 'json',
				termsJson: JSON.stringify(terms),
				forcedTranslationsJson: JSON.stringify(translations),
				doNotTranslateTerms: '["HeyGen", "n8n"]',
			},
		],
		[
			'what expressions give: rows with more in them, a single one, lines',
			{
				termsAs: 'json',
				termsJson: '={{ $json.rows }}',
				forcedTranslationsJson: '={{ $json.one }}',
				doNotTranslateTerms: 'HeyGen\nn8n',
			},
		],
	])('is made of %s', async (_, parameters) => {
		heygen().on('POST', GLOSSARIES, data(glossary));

		const output = await outputOf({
			parameters: { ...create, ...parameters },
			items: itemsOf({
				rows: terms.map((term, row_number) => ({ row_number, ...term })),
				one: translations[0],
			}),
		});

		expect(outline(heygen().only).json).toEqual({ name: 'Products', ...lists });
		expect(output).toEqual([glossary]);
	});

	it.each<[IDataObject, string]>([
		[{ name: ' ' }, '"Name" is empty'],
		[{ name: 'x'.repeat(65) }, '"Name" has 65 characters; HeyGen takes at most 64'],
		[{ terms: { entry: [{ term: 'HeyGen', pronunciation: ' ' }] } }, '"Pronunciation" is empty'],
		[
			{ termsAs: 'json', termsJson: '[{"term":"HeyGen"}]' },
			'"Terms (JSON)" lacks the pronunciation of entry 0',
		],
		[{ termsAs: 'json', termsJson: 'HeyGen' }, '"Terms (JSON)" must be a JSON list of objects'],
	])('is refused with %j', async (parameters, message) => {
		expect((await errorOf({ parameters: { ...create, ...parameters } })).message).toBe(message);
		expect(heygen().sent).toEqual([]);
	});

	it('is changed in what is given, list by list, and cleared in what is named', async () => {
		heygen().always('PATCH', `${GLOSSARIES}/g-1`, data(glossary));
		const sent = async (parameters: IDataObject) => {
			await outputOf({ parameters: { ...update, ...parameters } });
			return heygen().sent.splice(0)[0]?.json;
		};

		expect(await sent({ name: 'All' })).toEqual({ name: 'All' });
		expect(await sent({ terms: { entry: terms } })).toEqual({ terms });
		expect(
			await sent({
				doNotTranslateTerms: 'n8n',
				options: { clear: ['terms', 'forced_translations', 'do_not_translate_terms'] },
			}),
		).toEqual({ terms: [], forced_translations: [], do_not_translate_terms: [{ term: 'n8n' }] });
	});

	it('is not asked to be changed in nothing', async () => {
		for (const parameters of [{}, { termsAs: 'json', termsJson: '[]' }, { options: { clear: [] } }]) {
			const { message } = await errorOf({ parameters: { ...update, ...parameters } });
			expect(message).toBe('"Name" and all lists are empty, so there is nothing to change');
		}
		expect(heygen().sent).toEqual([]);
	});

	it('is deleted as everything is', async () => {
		heygen().on('DELETE', `${GLOSSARIES}/g-1`, data({ brand_glossary_id: 'g-1' }));

		const parameters = { resource: 'brand', operation: 'deleteGlossary', brandGlossaryId: byId('g-1') };
		expect(await outputOf({ parameters })).toEqual([{ deleted: true }]);
	});
});

describe('A brand kit', () => {
	const create = { resource: 'brand', operation: 'createKit', url: 'https://acme.example' };
	const update = { resource: 'brand', operation: 'updateKit', brandKitId: byId('k-1') };

	it('is not sent a weight of no font, which would clear the role', async () => {
		const fontRoles = { roles: { titleWeight: 700, bodyFontId: 'f' } };

		const { message } = await errorOf({ parameters: { ...update, fontRoles } });

		expect(message).toBe('"Title Weight" is set, and "Title Font ID" is empty');
		expect(heygen().sent).toEqual([]);
	});

	it('is waited for by asking', async () => {
		heygen().on('POST', KITS, data({ brand_kit_id: 'k-1', status: 'loading' }));
		heygen().on('GET', `${KITS}/k-1`, data(kit('loading')), data(kit('completed')));

		expect(await outputOf({ parameters: create })).toEqual([kit('completed')]);
		expect(heygen().to('POST', KITS)[0]?.json).toEqual({ url: 'https://acme.example' });
	});

	it('that could not be finished says that it is there', async () => {
		heygen().on('POST', KITS, data({ brand_kit_id: 'k-1', status: 'loading' }));
		heygen().on('GET', `${KITS}/k-1`, data(kit('error')));

		const { message, description } = await errorOf({ parameters: create });

		expect(message).toBe(
			'HeyGen could not make the brand kit: its website could not be read; the kit keeps what was gathered until then',
		);
		expect(description).toContain('The brand kit has the ID k-1');
	});

	it('has a group of roles replaced as a whole where it is added, and cleared where it is empty', async () => {
		heygen().on('PATCH', `${KITS}/k-1`, data(kit('completed')));

		await outputOf({
			parameters: {
				...update,
				colorRoles: { roles: { primary: '#ff0000', secondary: '', tertiary: '', accent: '' } },
				fontRoles: { roles: { titleFontId: 'f-1', titleWeight: 700, bodyFontId: '', bodyWeight: 400 } },
				logoRoles: { roles: { primaryLogoId: '' } },
			},
		});

		expect(heygen().only.json).toEqual({
			color_roles: { primary: '#ff0000' },
			font_roles: { title_text: { font_id: 'f-1', weight: 700 } },
			logo_roles: {},
		});
	});

	it('is not asked to be changed in nothing', async () => {
		const { message } = await errorOf({ parameters: { ...update, colorRoles: {} } });

		expect(message).toBe('"Name" is empty and no roles are added, so there is nothing to change');
		expect(heygen().sent).toEqual([]);
	});

	it('is one of a list', async () => {
		heygen().on('GET', KITS, page([{ brand_kit_id: 'k-1', name: 'Acme', colors: [], logo_url: null }]));

		const parameters = { resource: 'brand', operation: 'getAllKits' };
		expect(await outputOf({ parameters })).toMatchObject([{ brand_kit_id: 'k-1' }]);
	});
});

describe('A folder', () => {
	it('is created where it belongs, and named where HeyGen does not know it', async () => {
		const parameters = {
			resource: 'folder',
			operation: 'create',
			name: 'March',
			options: { parentId: ' f-1 ' },
		};
		heygen().on(
			'POST',
			'/v3/folders',
			refusal(404, 'resource_not_found', 'Folder f-1 not found', { param: 'parent_id' }),
		);

		const { message } = await errorOf({ parameters });

		expect(message).toBe('HeyGen does not accept "Parent Folder ID": Folder f-1 not found');
		expect(heygen().only.json).toEqual({ name: 'March', parent_id: 'f-1' });
	});

	it('is refused a name of more than 256 characters', async () => {
		const parameters = { resource: 'folder', operation: 'create', name: 'x'.repeat(257) };

		expect((await errorOf({ parameters })).message).toBe(
			'"Name" has 257 characters; HeyGen takes at most 256',
		);
	});
});
