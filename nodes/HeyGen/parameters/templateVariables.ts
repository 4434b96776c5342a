import type {
	ILoadOptionsFunctions,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect } from '../api/connection';
import type { Data } from '../api/contract';
import { isRecord } from '../api/json';
import { optionsFrom } from '../run/values';
import { templateLocator } from './locators';

// The variables of a template: what can be said of each kind, and the fields in which the editor shows them.

/** By their names; what HeyGen shows of a template's own has the shape of what it takes (docs/heygen.md §3). */
export type Variables = NonNullable<Data<'templateGet'>['variables']>;

export type VariableType = Variables[string]['type'];

export const FITS = { contain: 'Contain', cover: 'Cover', crop: 'Crop', none: 'None' } as const;

export const PLAY_STYLES = {
	fit_to_scene: 'Fit to Scene',
	freeze: 'Freeze',
	full_video: 'Full Video',
	loop: 'Loop',
	once: 'Once',
} as const;

export const CHARACTER_TYPES = { avatar: 'Avatar', talking_photo: 'Talking Photo' } as const;

const fit: INodeProperties = {
	displayName: 'Fit',
	name: 'fit',
	type: 'options',
	options: optionsFrom(FITS),
	default: 'contain',
};

interface VariableKind {
	/** HeyGen's key of the value itself. */
	readonly key: string;
	/** What to give, where the name alone does not say it. */
	readonly what?: string;
	/** What else can be said of it, each called as HeyGen's key. */
	readonly settings: readonly INodeProperties[];
}

const FILE = 'URL, asset ID or binary property';

export const KINDS: Readonly<Record<VariableType, VariableKind>> = {
	text: { key: 'content', settings: [] },
	image: { key: 'asset', what: `image: ${FILE}`, settings: [fit] },
	video: {
		key: 'asset',
		what: `video: ${FILE}`,
		settings: [
			fit,
			{
				displayName: 'Play Style',
				name: 'play_style',
				type: 'options',
				options: optionsFrom(PLAY_STYLES),
				default: 'loop',
			},
			{
				displayName: 'Volume',
				name: 'volume',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1 },
				default: 1,
			},
		],
	},
	audio: { key: 'asset', what: `audio: ${FILE}`, settings: [] },
	character: {
		key: 'character_id',
		what: 'look ID',
		settings: [
			{
				displayName: 'Character Type',
				name: 'character_type',
				type: 'options',
				options: optionsFrom(CHARACTER_TYPES),
				default: 'avatar',
			},
		],
	},
	voice: {
		key: 'voice_id',
		what: 'voice ID',
		settings: [{ displayName: 'Locale', name: 'locale', type: 'string', default: '' }],
	},
};

/** The kind of a variable; undefined for one that HeyGen has added since. */
export function kindOf({ type }: { readonly type: string }): VariableKind | undefined {
	return new Map<string, VariableKind>(Object.entries(KINDS)).get(type);
}

/** What a variable says by itself of one of its settings, where it is something the setting may be. */
export function ownSetting(
	variable: object,
	{ name, type, options = [] }: INodeProperties,
): string | number | undefined {
	const own: unknown = new Map<string, unknown>(Object.entries(variable)).get(name);
	if (type === 'number') return typeof own === 'number' ? own : undefined;
	if (typeof own !== 'string' || own === '') return undefined;
	const isOffered = options.some((option) => 'value' in option && option.value === own);
	return type === 'options' && !isOffered ? undefined : own;
}

/** The field of a setting is called as this, beside the variable's own. */
export function settingId(variable: string, setting: string): string {
	return `${variable}.${setting}`;
}

/** The text of a template as the value of a field. What begins like an expression, n8n would evaluate as one. */
function prefilled(text: unknown): Pick<ResourceMapperField, 'defaultValue'> {
	const isPlain = typeof text === 'string' && text !== '' && !text.startsWith('=');
	return isPlain ? { defaultValue: text } : {};
}

/** The fields of a template's variables: texts filled with the template's own, settings hidden until they are added. */
export function fieldsOf(variables: Variables): ResourceMapperField[] {
	const field = (id: string, displayName: string): ResourceMapperField => ({
		id,
		displayName,
		type: 'string',
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
	});
	return Object.entries(variables).flatMap(([name, variable]) => {
		const kind = kindOf(variable);
		if (!kind) return [];
		const { what, settings } = kind;
		const text = variable.type === 'text' ? { required: true, ...prefilled(variable.content) } : {};
		return [
			{ ...field(name, what === undefined ? name : `${name} (${what})`), ...text },
			...settings
				.filter((setting) => !Object.hasOwn(variables, settingId(name, setting.name)))
				.map((setting): ResourceMapperField => ({
					...field(settingId(name, setting.name), `${name}: ${setting.displayName}`),
					type: setting.type === 'options' || setting.type === 'number' ? setting.type : 'string',
					...(setting.options ? { options: setting.options.filter((option) => 'value' in option) } : {}),
					defaultValue:
						ownSetting(variable, setting) ?? ownSetting({ [setting.name]: setting.default }, setting),
					removed: true,
				})),
		];
	});
}

/** The template's ID as the editor hands it over: of an expression that has no value yet, its text or nothing. */
function chosenId(locator: unknown): string | undefined {
	const value = isRecord(locator) ? locator.value : locator;
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return id === '' || id.startsWith('=') ? undefined : id;
}

/** The editor shows a notice as HTML. */
function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const OTHER_WAY = 'set Specify Variables to Using JSON';

function notice(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/** What the node's resource mappers show, by the names under which n8n asks for it. A notice stands for what fails. */
export const resourceMapping = {
	async getTemplateVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = chosenId(this.getCurrentNodeParameter('templateId'));
		if (id === undefined) {
			return notice(
				`Choose a template, and its variables appear here. Where an expression gives it that has no value yet, ${OTHER_WAY}.`,
			);
		}
		try {
			const connection = await connect(this, this.getCurrentNodeParameter('authentication'));
			const template = await new HeyGenClient(connection).data('templateGet', { path: { template_id: id } });
			const fields = fieldsOf(template.variables ?? {});
			return fields.length > 0
				? { fields }
				: notice('This template has no variables to set: the video is made as it is.');
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return notice(
				`The variables of the template could not be read: ${escaped(reason)}. Choose the template anew, or ${OTHER_WAY}.`,
			);
		}
	},
};

/** A template, for every operation about one. */
export const template = templateLocator({
	name: 'templateId',
	displayName: 'Template',
	description: "A template of your own, made in HeyGen's editor; From List shows those that have variables",
});

export const WAYS = {
	mapped: 'Define Below',
	json: { name: 'Using JSON', description: 'For expressions and AI agents' },
} as const;

/** By which the user gives values to a template's variables. */
export const variableParameters: readonly INodeProperties[] = [
	{
		displayName: 'Specify Variables',
		name: 'specifyVariables',
		type: 'options',
		noDataExpression: true,
		options: optionsFrom(WAYS),
		default: 'mapped',
		description: 'How the values of the variables are given',
	},
	{
		displayName: 'Variables',
		name: 'mappedVariables',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: { show: { specifyVariables: ['mapped'] } },
		description:
			'Every text must have a value, or {{its name}} would stay in the video. Other variables and settings that are left empty stay as in the template.',
		typeOptions: {
			loadOptionsDependsOn: ['templateId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getTemplateVariables',
				mode: 'add',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				hideNoDataError: true,
				refreshStaleSchemaOnOpen: true,
			},
		},
	},
	{
		displayName: 'Variables',
		name: 'variables',
		type: 'json',
		default: '{}',
		required: true,
		placeholder: 'e.g. {"name": "Anna", "logo": "https://example.com/logo.png"}',
		displayOptions: { show: { specifyVariables: ['json'] } },
		description:
			'An object with every text variable by its name; others stay as in the template where left out. A value is text, a file (https URL, data: URI, asset ID or binary property), a look ID or a voice ID, or an object such as Template > Get Variables gives.',
	},
];
