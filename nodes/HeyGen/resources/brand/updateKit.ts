import type { INodeProperties } from 'n8n-workflow';

import type { Schema } from '../../api/contract';
import type { Operation } from '../../run/operation';
import type { Values } from '../../run/values';
import { kitParameter, nameOf, nameParameter } from './kit';

// HeyGen replaces each group of roles as a whole: what is left empty in one that was added has no role any more.

/** The weight of a font unless told otherwise. */
const REGULAR = 400;

const COLORS = {
	primary: 'Primary',
	secondary: 'Secondary',
	tertiary: 'Tertiary',
	accent: 'Accent',
} as const;

function roles(name: string, displayName: string, values: INodeProperties[]): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		default: {},
		placeholder: `Add ${displayName}`,
		description: 'Replaces all of them: what is left empty is cleared',
		options: [{ displayName, name: 'roles', values }],
	};
}

function fontFields(name: string, displayName: string): INodeProperties[] {
	return [
		{
			displayName: `${displayName} Font ID`,
			name: `${name}FontId`,
			type: 'string',
			default: '',
			description: 'A font_id that Brand > Get Kit lists',
		},
		{
			displayName: `${displayName} Weight`,
			name: `${name}Weight`,
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
			default: REGULAR,
			description: 'How bold the font is, from 1 to 1000; 400 is regular, 700 bold',
		},
	];
}

const parameters: INodeProperties[] = [
	kitParameter,
	nameParameter,
	roles(
		'colorRoles',
		'Color Roles',
		Object.entries(COLORS).map(([name, displayName]) => ({
			displayName,
			name,
			type: 'string',
			default: '',
			placeholder: 'e.g. #1a2b3c',
			description: 'The color in this role',
		})),
	),
	roles('fontRoles', 'Font Roles', [...fontFields('title', 'Title'), ...fontFields('body', 'Body')]),
	roles('logoRoles', 'Logo Roles', [
		{
			displayName: 'Primary Logo ID',
			name: 'primaryLogoId',
			type: 'string',
			default: '',
			description: 'A logo_id that Brand > Get Kit lists',
		},
	]),
];

function fontOf(font: Values, name: 'title' | 'body'): Schema<'UpdateBrandKitFontRole'> | undefined {
	const id = font.optionalId(`${name}FontId`);
	const weight = font.requiredNumber(`${name}Weight`);
	if (id !== undefined) return { font_id: id, weight };
	if (weight === REGULAR) return undefined;
	throw font.refuse(
		`"${font.label(`${name}Weight`)}" is set, and "${font.label(`${name}FontId`)}" is empty`,
		'HeyGen replaces the font roles as a whole: say which font it is.',
	);
}

function bodyOf(values: Values): Schema<'UpdateBrandKitRequest'> {
	const [color] = values.rows('colorRoles', 'roles');
	const [font] = values.rows('fontRoles', 'roles');
	const [logo] = values.rows('logoRoles', 'roles');
	const colorOf = (name: keyof typeof COLORS) => color?.optionalText(name)?.trim();
	return {
		name: nameOf(values),
		color_roles: color && {
			primary: colorOf('primary'),
			secondary: colorOf('secondary'),
			tertiary: colorOf('tertiary'),
			accent: colorOf('accent'),
		},
		font_roles: font && { title_text: fontOf(font, 'title'), body_text: fontOf(font, 'body') },
		logo_roles: logo && { primary: logo.optionalId('primaryLogoId') },
	};
}

export const updateKit: Operation = {
	name: 'Update Kit',
	value: 'updateKit',
	action: 'Update brand kit',
	description: 'Change the name of a brand kit, or which of its colors, fonts and logos have which role',
	calls: ['brandKitsUpdate'],
	parameters,
	async run(item) {
		const { values } = item;
		const id = values.id(kitParameter.name);
		const body = bodyOf(values);
		if (Object.values(body).every((value) => value === undefined)) {
			throw values.refuse(
				`"${values.label('name')}" is empty and no roles are added, so there is nothing to change`,
				'Fill in what is to change.',
			);
		}
		const kit = await item.write('brandKitsUpdate', { path: { brand_kit_id: id }, body });
		return { json: { ...kit } };
	},
};
