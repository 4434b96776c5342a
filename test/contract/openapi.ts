import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRecord } from '../../sandbox/heygen/contract';

export interface Schema {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly const?: string;
	readonly enum?: ReadonlyArray<string | null>;
	readonly oneOf?: readonly Schema[];
	readonly anyOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	/** Of an object whose keys are names of the user's or HeyGen's: what stands under each. */
	readonly additionalProperties?: Schema | boolean;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly maxLength?: number;
	readonly maxItems?: number;
	readonly pattern?: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface OpenApiOperation {
	readonly operationId: string;
	/** What a key that is limited to scopes needs for it. */
	readonly 'x-heygen-required-scopes'?: readonly string[];
	readonly parameters?: ReadonlyArray<{
		readonly name: string;
		readonly in: string;
		readonly schema: Schema;
	}>;
	readonly requestBody?: { readonly content: Content };
	readonly responses: Readonly<Record<string, { readonly content?: Content } | undefined>>;
}

interface OpenApi {
	readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const openapi = JSON.parse(
	readFileSync(join(__dirname, '../../contract/openapi.json'), 'utf8'),
) as OpenApi;

export const operations = new Map(
	Object.entries(openapi.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(
			([method, operation]) => [operation.operationId, { path, method, operation }] as const,
		),
	),
);

export function schemaNamed(name: string): Schema {
	const schema = openapi.components.schemas[name];
	if (!schema) throw new Error(`The contract has no schema ${name}`);
	return schema;
}

export function resolved(schema: Schema): Schema {
	return schema.$ref ? schemaNamed(schema.$ref.split('/').pop() ?? '') : schema;
}

/** The JSON body of an operation; of a union the branch with this `type`. */
export function bodyOf(operationId: string, type?: string): Schema {
	const schema = operations.get(operationId)?.operation.requestBody?.content['application/json']?.schema;
	if (!schema) throw new Error(`${operationId} has no JSON body`);
	const whole = resolved(schema);
	const branches = whole.oneOf?.map(resolved);
	if (type === undefined || !branches) return whole;
	const branch = branches.find(({ properties }) => properties?.type?.const === type);
	if (!branch) throw new Error(`${operationId} has no body of the type ${type}`);
	return branch;
}

/** The schema at a path of property names. */
export function schemaAt(schema: Schema, path: string): Schema {
	return path.split('.').reduce((current, name) => {
		const next = resolved(current).properties?.[name];
		if (!next) throw new Error(`The contract has no ${name} in ${path}`);
		return resolved(next);
	}, schema);
}

/** What stands under any name in an object of this schema; undefined where its names are known. */
function namedIn({ additionalProperties: named }: Schema): Schema | undefined {
	return typeof named === 'object' ? named : undefined;
}

/** By which key things of several kinds say which they are: most by their type, those of HeyGen's models by their mode. */
const KINDS = ['type', 'mode'] as const;

/** The kind of what a schema is of, where it is one of several. */
function kindOf({ properties = {} }: Schema): string | undefined {
	return KINDS.map((key) => properties[key]?.const).find((kind) => kind !== undefined);
}

/** Whether a value may be of this branch of a union, by its kind. */
function mayBe(branch: Schema, value: unknown): boolean {
	const { properties = {} } = resolved(branch);
	if (!isRecord(value)) return true;
	return KINDS.every((key) => {
		const kind = properties[key]?.const;
		return kind === undefined || value[key] === undefined || value[key] === kind;
	});
}

/**
 * Every schema that a value at this place may have: list entries stand under `[]`, what stands under any name under `{}`, what
 * is of one kind under `<kind>`.
 *
 * @param value what stands there: of the kinds that it may be, it is then only its own.
 */
export function schemasAt(schema: Schema, place: readonly string[], value?: unknown): Schema[] {
	const whole = resolved(schema);
	const { properties = {}, items, oneOf = [], anyOf = [] } = whole;
	const [first, ...others] = place;
	const branches = [...oneOf, ...anyOf]
		.filter((branch) => mayBe(branch, value))
		.flatMap((branch) => schemasAt(branch, place, value));
	if (first === undefined) return [whole, ...branches];
	if (first.startsWith('<')) {
		return [...branches, ...(first === `<${kindOf(whole)}>` ? schemasAt(whole, others, value) : [])];
	}
	const next = first === '[]' ? items : first === '{}' ? namedIn(whole) : properties[first];
	const inside = Array.isArray(value) ? (value[0] as unknown) : isRecord(value) ? value[first] : undefined;
	return [...branches, ...(next ? schemasAt(next, others, inside) : [])];
}

/**
 * Every property below a schema, with the values it is limited to (empty where it is not). What is one of several kinds is
 * told apart by its `type` or `mode`: `videos[]<avatar>.title`.
 */
export function propertiesOf(
	schema: Schema,
	prefix = '',
	found = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
	const { properties = {}, items, oneOf = [], anyOf = [] } = resolved(schema);
	for (const branch of [...oneOf, ...anyOf]) propertiesOf(branch, prefix, found);
	if (items) propertiesOf(items, `${prefix}[]`, found);
	const named = namedIn(resolved(schema));
	if (named) propertiesOf(named, `${prefix}{}`, found);
	const kind = kindOf({ properties });
	const place = kind === undefined ? prefix : `${prefix}<${kind}>`;
	if (kind !== undefined) found.set(place, new Set());
	for (const [name, property] of Object.entries(properties)) {
		const path = place === '' ? name : `${place}.${name}`;
		const target = resolved(property);
		const values = [...(target.enum ?? []), target.const].filter((value) => typeof value === 'string');
		found.set(path, new Set([...(found.get(path) ?? []), ...values]));
		propertiesOf(target, path, found);
	}
	return found;
}

/** Of the paths of {@link propertiesOf} those at which a name may be any. */
export function mapsAmong(paths: Iterable<string>): Set<string> {
	return new Set([...paths].flatMap((path) => /^(.*?)\{\}/.exec(path)?.[1] ?? []));
}

/** A place in a value as a place of its schema: a name that anything may have is `{}` there. */
export function placeIn(schema: Schema, place: readonly string[]): string[] {
	return place.reduce<string[]>((path, name) => {
		const isKnown = schemasAt(schema, [...path, name]).length > 0;
		return [...path, !isKnown && schemasAt(schema, [...path, '{}']).length > 0 ? '{}' : name];
	}, []);
}

/**
 * Every property in a JSON value, with the text it holds, by the paths of {@link propertiesOf}: each both with the kinds of
 * the things it is in and without, because a value does not say whether it could have been of another kind.
 *
 * @param maps where a name may be any.
 */
export function* propertiesIn(
	value: unknown,
	maps: ReadonlySet<string> = new Set(),
	prefixes = [''],
): Generator<[path: string, text: string]> {
	if (Array.isArray(value)) {
		const inside = prefixes.map((prefix) => `${prefix}[]`);
		for (const entry of value) yield* propertiesIn(entry, maps, inside);
	} else if (isRecord(value)) {
		const kind = KINDS.map((key) => value[key]).find((of) => typeof of === 'string');
		const kinds = kind === undefined ? [] : prefixes.map((prefix) => `${prefix}<${String(kind)}>`);
		for (const place of kinds) yield [place, ''];
		for (const [name, member] of Object.entries(value)) {
			const paths = [...prefixes, ...kinds].map((place) =>
				maps.has(place) ? `${place}{}` : place === '' ? name : `${place}.${name}`,
			);
			for (const path of paths) yield [path, typeof member === 'string' ? member : ''];
			yield* propertiesIn(member, maps, paths);
		}
	}
}
