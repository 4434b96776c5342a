import { collection } from '../collection';
import { HeyGenError, invalid } from '../errors';
import { checkUrl } from '../inputs';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import type { Schemas } from '../types';
import { asksToFail, newId } from '../world';
import type { World } from '../world';

type Kit = Schemas['BrandKitDetail'];
type Glossary = Schemas['BrandGlossaryDetail'];

/** What is found on every website. */
const COLORS = ['#1a2b3c', '#f0f4ff'];
const FONT = { font_id: 'font-inter', name: 'Inter' };

const NO_COLORS = { primary: null, secondary: null, tertiary: null, accent: null };

const keptKits = collection('kits').of<Kit>();
const kits = shelf({ collection: keptKits, id: 'brand_kit_id', what: 'Brand kit', view: (kit: Kit) => kit });

const keptGlossaries = collection('glossaries').of<Glossary>();
const glossaries = shelf({
	collection: keptGlossaries,
	id: 'brand_glossary_id',
	what: 'Brand glossary',
	view: (glossary: Glossary) => glossary,
});

/** @throws HeyGenError 404 where a request names a glossary that is not there */
export function checkGlossary(world: World, id: string | null | undefined): void {
	if (id) glossaries.find(world, id);
}

/** No two glossaries have one name (docs/heygen.md §3). @throws HeyGenError 409 */
function checkName(world: World, name: string, own?: Glossary): void {
	const taken = world
		.of(keptGlossaries)
		.values()
		.some((glossary) => glossary !== own && glossary.name === name);
	if (taken) throw new HeyGenError('conflict', `There is a brand glossary called ${name} already`, 'name');
}

/** What the website gave so far. */
function gather(kit: Kit, world: World, part: Partial<Kit>): void {
	if (world.of(keptKits).get(kit.brand_kit_id)) Object.assign(kit, part);
}

/** @throws HeyGenError 400 where a role is given to what the kit does not have */
function checkRoles({ logos = [], fonts = [] }: Kit, { logo_roles, font_roles }: Partial<Kit>): void {
	const logo = logo_roles?.primary;
	if (logo && !logos.some(({ logo_id: id }) => id === logo)) {
		throw invalid('logo_roles.primary', `The kit has no logo ${logo}`);
	}
	for (const role of ['title_text', 'body_text'] as const) {
		const font = font_roles?.[role]?.font_id;
		if (font && !fonts.some(({ font_id: id }) => id === font)) {
			throw invalid(`font_roles.${role}.font_id`, `The kit has no font ${font}`);
		}
	}
}

export const brand = {
	collections: [keptKits, keptGlossaries],
	handlers: {
		brandKitsCreate({ body, world }) {
			const { hostname } = checkUrl(body.url, 'url');
			const brand_kit_id = newId();
			const kit: Kit = world.of(keptKits).add(brand_kit_id, {
				brand_kit_id,
				name: body.name || hostname,
				status: 'loading',
				colors: [],
				color_roles: null,
				logos: [],
				logo_roles: null,
				fonts: [],
				font_roles: null,
			});
			const time = world.settings.renderMs;
			world.jobs.after(time / 2, () =>
				gather(kit, world, {
					colors: COLORS,
					color_roles: { ...NO_COLORS, primary: COLORS[0] },
				}),
			);
			world.jobs.after(time, () => {
				// A kit that could not be finished keeps what was gathered (docs/heygen.md §3).
				if (asksToFail(body)) return gather(kit, world, { status: 'error' });
				const logo_id = newId();
				const url = world.links.signed(`/results/kits/${brand_kit_id}/thumbnail.png`);
				gather(kit, world, {
					status: 'completed',
					logos: [{ logo_id, name: 'Logo', url }],
					logo_roles: { primary: logo_id },
					fonts: [FONT],
					font_roles: { title_text: { font_id: FONT.font_id, weight: 700 }, body_text: null },
				});
			});
			return { data: { brand_kit_id, status: 'loading' } };
		},
		brandKitsList(call) {
			const { data, ...page } = kits.list(call);
			return {
				data: data.map(({ brand_kit_id, name, colors, logos = [] }) => ({
					brand_kit_id,
					name,
					colors,
					logo_url: logos[0]?.url ?? null,
				})),
				...page,
			};
		},
		brandKitsGet: kits.get,
		brandKitsUpdate({ path, body, world }) {
			const kit = kits.find(world, path.brand_kit_id);
			checkRoles(kit, body);
			const { name, color_roles, logo_roles, font_roles } = body;
			// Each group is replaced as a whole.
			Object.assign(kit, {
				...(name !== undefined && { name }),
				...(color_roles && { color_roles: { ...NO_COLORS, ...color_roles } }),
				...(logo_roles && { logo_roles: { primary: null, ...logo_roles } }),
				...(font_roles && { font_roles: { title_text: null, body_text: null, ...font_roles } }),
			});
			return { data: kit };
		},
		brandKitsDelete(call) {
			kits.delete(call);
			return { data: { brand_kit_id: call.path.brand_kit_id } };
		},

		brandGlossariesCreate({ body, world }) {
			const { name, terms = [], do_not_translate_terms = [], forced_translations = [] } = body;
			checkName(world, name);
			const brand_glossary_id = newId();
			const created_at = new Date().toISOString();
			return {
				data: world.of(keptGlossaries).add(brand_glossary_id, {
					brand_glossary_id,
					name,
					created_at,
					updated_at: created_at,
					terms,
					do_not_translate_terms,
					forced_translations,
				}),
			};
		},
		brandGlossariesList(call) {
			const { data, ...page } = glossaries.list(call);
			return {
				data: data.map(({ brand_glossary_id, name, created_at, updated_at }) => ({
					brand_glossary_id,
					name,
					created_at,
					updated_at,
				})),
				...page,
			};
		},
		brandGlossariesGet: glossaries.get,
		brandGlossariesUpdate({ path, body, world }) {
			const glossary = glossaries.find(world, path.brand_glossary_id);
			if (body.name !== undefined) checkName(world, body.name, glossary);
			// Each list that is sent replaces the one of before.
			Object.assign(glossary, body, { updated_at: new Date().toISOString() });
			return { data: glossary };
		},
		brandGlossariesDelete(call) {
			glossaries.delete(call);
			return { data: { brand_glossary_id: call.path.brand_glossary_id } };
		},
	},
} satisfies Resource;
