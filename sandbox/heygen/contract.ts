import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { operations } from '../../contract/types';

export type OperationId = keyof operations;

/** What the contract objects to. `param` is a dotted path (`scenes.0.input.script`), a query name or a header name. */
export interface Problem {
	where: 'method' | 'path' | 'query' | 'header' | 'body' | 'response';
	param: string;
	message: string;
}

export interface Match {
	operationId: OperationId;
	pathParams: Record<string, string>;
}

export interface ContractRequest {
	method: string;
	/** An absolute URL or a path; a query string in it is checked together with `query`. */
	url: string;
	query?: Record<string, unknown>;
	headers?: Record<string, unknown>;
	/** The body as JSON carries it (no undefined members). For multipart: FormData or an object whose keys are the field names. */
	body?: unknown;
}

export interface RequestCheck {
	/** Undefined when no operation has this method and path; `problems` then says so. */
	operationId: OperationId | undefined;
	pathParams: Record<string, string>;
	/** The query as the contract types it: integers are numbers, defaults are filled in. */
	query: Record<string, unknown>;
	body: unknown;
	problems: Problem[];
}

type Schema = { [keyword: string]: unknown };

interface Parameter {
	name: string;
	in: 'query' | 'header' | 'path';
	required?: boolean;
	schema: Schema;
}

interface Operation {
	operationId: OperationId;
	parameters?: Parameter[];
	'x-heygen-required-scopes'?: string[];
	requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** The part of an OpenAPI 3.1 document that this file reads. */
interface OpenApiDocument {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, Schema> };
}

interface Route {
	segments: string[];
	method: string;
	operation: Operation;
}

interface Validators {
	query: ValidateFunction;
	path: ValidateFunction;
	headers: ValidateFunction;
	body: ValidateFunction | undefined;
	responses: Map<string, ValidateFunction>;
}

const CONTRACT_FILE = join(__dirname, '../../contract/openapi.json');
const COMPONENTS_ID = 'heygen';
/** Annotation beside a `discriminator`: what its property may be, for the message. */
const TAG_VALUES = 'x-tag-values';
const UNIONS = new Set(['oneOf', 'anyOf']);
/** Annotation beside an `enum`: HeyGen takes other values, too. */
const UNKNOWN_VALUES = 'x-unknown-values';
const EMPTY_OBJECT = { type: 'object' };

/**
 * Checks requests and answers against `contract/openapi.json`.
 *
 * Stricter than the schema alone where HeyGen is: an unknown query parameter is refused, and so is a body on GET
 * and DELETE. Operations are compiled when first used, so making a Contract is cheap.
 */
export class Contract {
	private readonly routes = new Map<string, Route[]>();
	private readonly operations = new Map<string, Operation>();
	private readonly methods = new Map<string, string>();
	private readonly validators = new Map<string, Validators>();
	private readonly strict = ajv(false);
	private readonly coercing = ajv(true);
	private readonly components: Record<string, Schema>;

	constructor(file: string = CONTRACT_FILE) {
		// Trust boundary: the contract is a file of this repository, checked by its own generator.
		const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
		this.components = document.components.schemas;
		const definitions = Object.fromEntries(
			Object.entries(this.components).map(([name, schema]) => [name, this.prepare(schema)]),
		);
		this.strict.addSchema({ $id: COMPONENTS_ID, $defs: definitions });
		for (const [path, methods] of Object.entries(document.paths)) {
			for (const [method, operation] of Object.entries(methods)) {
				this.addRoute(method.toUpperCase(), path, operation);
			}
		}
	}

	/** Every operationId of the contract. */
	operationIds(): OperationId[] {
		return [...this.operations.values()].map((operation) => operation.operationId);
	}

	/** True when the operation takes an `Idempotency-Key`. */
	supportsKey(operationId: OperationId): boolean {
		return this.operation(operationId).parameters?.some((each) => each.name === 'Idempotency-Key') ?? false;
	}

	/** What an API key that is limited to scopes needs for it. */
	scopesOf(operationId: OperationId): readonly string[] {
		return this.operation(operationId)['x-heygen-required-scopes'] ?? [];
	}

	/** True when the operation's body is multipart/form-data. */
	isMultipart(operationId: OperationId): boolean {
		return 'multipart/form-data' in (this.operation(operationId).requestBody?.content ?? {});
	}

	/** The status with which the operation tells of its success: what is only accepted is a 202. */
	successOf(operationId: OperationId): number {
		const declared = Object.keys(this.operation(operationId).responses);
		return Number(declared.find((status) => status.startsWith('2')) ?? 200);
	}

	/** The operation behind a method and a path (a query string is ignored). */
	match(method: string, path: string): Match | undefined {
		const segments = segmentsOf(path);
		for (const route of this.routes.get(routeKey(method.toUpperCase(), segments.length)) ?? []) {
			const pathParams = matchSegments(route.segments, segments);
			if (pathParams) return { operationId: route.operation.operationId, pathParams };
		}
		return undefined;
	}

	/** Checks method, path, query, headers and body. Never throws for a bad request. */
	checkRequest(request: ContractRequest): RequestCheck {
		const url = new URL(request.url.startsWith('/') ? `http://contract.invalid${request.url}` : request.url);
		const query = { ...queryOf(url.searchParams), ...defined(request.query ?? {}) };
		const match = this.match(request.method, url.pathname);
		if (!match) {
			const message = `no operation has ${request.method.toUpperCase()} ${url.pathname}`;
			return {
				operationId: undefined,
				pathParams: {},
				query,
				body: request.body,
				problems: [{ where: 'path', param: url.pathname, message }],
			};
		}
		const { operationId, pathParams } = match;
		const validators = this.validatorsOf(operationId);
		const headers = lowerCased(request.headers ?? {});
		const problems = [
			...problemsOf(validators.path, { ...pathParams }, 'path'),
			...problemsOf(validators.query, query, 'query'),
			...problemsOf(validators.headers, headers, 'header'),
			...this.checkBody(operationId, headers, request.body),
		];
		return { operationId, pathParams, query, body: request.body, problems };
	}

	/** Checks an answer. A status without a declared body accepts anything. */
	checkResponse(operationId: OperationId, status: number, body: unknown): Problem[] {
		const { responses } = this.validatorsOf(operationId);
		const declared = this.operation(operationId).responses;
		const key = String(status) in declared ? String(status) : 'default';
		const validate = responses.get(key);
		return validate ? problemsOf(validate, body, 'response') : [];
	}

	private checkBody(operationId: OperationId, headers: Record<string, unknown>, body: unknown): Problem[] {
		const operation = this.operation(operationId);
		const declared = operation.requestBody;
		if (!declared) {
			if (body === undefined || body === null) return [];
			const bodiless = ['GET', 'DELETE'].includes(this.methods.get(operationId) ?? '');
			if (!bodiless && isRecord(body) && Object.keys(body).length === 0) return [];
			return [{ where: 'body', param: '', message: 'this operation takes no body' }];
		}
		if (body === undefined) {
			return declared.required ? [{ where: 'body', param: '', message: 'Field required' }] : [];
		}
		const expected = this.isMultipart(operationId) ? 'multipart/form-data' : 'application/json';
		const contentType = headers['content-type'];
		if (typeof contentType === 'string' && !contentType.toLowerCase().startsWith(expected)) {
			return [{ where: 'header', param: 'Content-Type', message: `must be ${expected}` }];
		}
		const validate = this.validatorsOf(operationId).body;
		return validate
			? problemsOf(validate, this.isMultipart(operationId) ? formFields(body) : body, 'body')
			: [];
	}

	private operation(operationId: OperationId): Operation {
		const operation = this.operations.get(operationId);
		if (!operation) throw new Error(`The contract has no operation ${operationId}`);
		return operation;
	}

	private addRoute(method: string, path: string, operation: Operation): void {
		const segments = segmentsOf(path);
		const key = routeKey(method, segments.length);
		const routes = this.routes.get(key) ?? [];
		routes.push({ segments, method, operation });
		// A literal segment wins over a parameter: /v3/avatars/looks is not the group called "looks".
		routes.sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));
		this.routes.set(key, routes);
		this.operations.set(operation.operationId, operation);
		this.methods.set(operation.operationId, method);
	}

	private validatorsOf(operationId: OperationId): Validators {
		const known = this.validators.get(operationId);
		if (known) return known;
		const operation = this.operation(operationId);
		const compiled: Validators = {
			query: this.coercing.compile(parametersSchema(operation, 'query')),
			path: this.coercing.compile(parametersSchema(operation, 'path')),
			headers: this.strict.compile(parametersSchema(operation, 'header')),
			body: this.compileBody(operation),
			responses: new Map(),
		};
		for (const [status, response] of Object.entries(operation.responses)) {
			const schema = response.content?.['application/json']?.schema;
			if (schema) compiled.responses.set(status, this.strict.compile(this.prepare(schema)));
		}
		this.validators.set(operationId, compiled);
		return compiled;
	}

	private compileBody(operation: Operation): ValidateFunction | undefined {
		const content = operation.requestBody?.content;
		const multipart = content?.['multipart/form-data']?.schema;
		if (multipart) {
			// A file's bytes are not JSON: only the names of the fields can be checked here.
			const names = Object.keys(isRecord(multipart.properties) ? multipart.properties : {});
			return this.strict.compile({
				type: 'object',
				required: multipart.required,
				properties: Object.fromEntries(names.map((name) => [name, true])),
				additionalProperties: false,
			});
		}
		const schema = content?.['application/json']?.schema;
		return schema && this.strict.compile(this.prepare(schema));
	}

	/**
	 * Rewrites a schema so that its problems name the branch the caller meant: a union told apart by a constant
	 * (`type: "photo"`) becomes ajv's `discriminator`, and a nullable one looks at null first.
	 */
	private prepare(node: Schema): Schema {
		const branches = arrayOfSchemas(node.oneOf) ?? arrayOfSchemas(node.anyOf);
		const prepared = this.prepareKeywords(node);
		if (!branches) return prepared;
		const nullable = branches.some((branch) => branch.type === 'null');
		const others = branches.filter((branch) => branch.type !== 'null');
		const tag = others.length > 1 ? this.discriminatorOf(others) : undefined;
		const preparedBranches = others.map((branch) => this.prepare(branch));
		const [only] = preparedBranches;
		let union: Schema;
		if (tag) {
			union = {
				type: 'object',
				required: [tag.name],
				discriminator: { propertyName: tag.name },
				[TAG_VALUES]: tag.values,
				oneOf: preparedBranches,
			};
		} else if (only && preparedBranches.length === 1) {
			union = only;
		} else {
			union = { anyOf: preparedBranches };
		}
		return { ...prepared, ...(nullable ? { if: { type: 'null' }, then: true, else: union } : union) };
	}

	/** Everything but the unions, which `prepare` writes itself. */
	private prepareKeywords(node: Schema): Schema {
		return Object.fromEntries(
			Object.entries(node).flatMap(([keyword, value]) => {
				if (UNIONS.has(keyword)) return [];
				if (keyword === 'enum' && UNKNOWN_VALUES in node) return [];
				if (keyword === '$ref' && typeof value === 'string') {
					return [[keyword, value.replace('#/components/schemas/', `${COMPONENTS_ID}#/$defs/`)]];
				}
				if (keyword === 'properties' && isRecord(value)) {
					const properties = Object.entries(value).map(([name, schema]) => [
						name,
						isRecord(schema) ? this.prepare(schema) : schema,
					]);
					return [[keyword, Object.fromEntries(properties)]];
				}
				if (isRecord(value) && (keyword === 'items' || keyword === 'additionalProperties')) {
					return [[keyword, this.prepare(value)]];
				}
				return [[keyword, value]];
			}),
		);
	}

	/** The property by whose constant all branches can be told apart. */
	private discriminatorOf(branches: Schema[]): { name: string; values: string[] } | undefined {
		const properties = branches.map((branch) => {
			const resolved = this.resolve(branch).properties;
			return isRecord(resolved) ? resolved : {};
		});
		for (const name of Object.keys(properties[0] ?? {})) {
			const values = properties.flatMap((each) => {
				const property = each[name];
				return isRecord(property) && typeof property.const === 'string' ? [property.const] : [];
			});
			if (new Set(values).size === branches.length) return { name, values };
		}
		return undefined;
	}

	private resolve(schema: Schema): Schema {
		if (typeof schema.$ref !== 'string') return schema;
		return this.components[schema.$ref.replace('#/components/schemas/', '')] ?? schema;
	}
}

function ajv(coerce: boolean): Ajv2020 {
	const instance = new Ajv2020({
		allErrors: true,
		discriminator: true,
		strict: false,
		coerceTypes: coerce,
		useDefaults: coerce,
		verbose: true,
	});
	addFormats(instance);
	return instance;
}

function parametersSchema(operation: Operation, place: Parameter['in']): Schema {
	const parameters = operation.parameters?.filter((each) => each.in === place) ?? [];
	if (place === 'header' && parameters.length === 0) return EMPTY_OBJECT;
	const name = (each: Parameter) => (place === 'header' ? each.name.toLowerCase() : each.name);
	return {
		type: 'object',
		properties: Object.fromEntries(parameters.map((each) => [name(each), each.schema])),
		required: parameters.filter((each) => each.required).map(name),
		// Every client sends headers of its own; anything else unknown is a mistake.
		additionalProperties: place === 'header',
	};
}

function problemsOf(validate: ValidateFunction, value: unknown, where: Problem['where']): Problem[] {
	if (validate(value)) return [];
	const problems = new Map<string, Problem>();
	for (const error of validate.errors ?? []) {
		// "must match else" only repeats what the branch itself says.
		if (error.keyword === 'if') continue;
		const problem = { where, ...explain(error, where) };
		if (!problems.has(problem.param)) problems.set(problem.param, problem);
	}
	return [...problems.values()];
}

function explain(error: ErrorObject, where: Problem['where']): { param: string; message: string } {
	const path = error.instancePath
		.split('/')
		.slice(1)
		.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
	const params: Record<string, unknown> = error.params;
	const at = (name?: unknown) => {
		const param = [...path, ...(typeof name === 'string' ? [name] : [])].join('.');
		return where === 'header' && param === 'idempotency-key' ? 'Idempotency-Key' : param;
	};
	switch (error.keyword) {
		case 'additionalProperties':
			return { param: at(params.additionalProperty), message: 'Extra inputs are not permitted' };
		case 'required':
			return { param: at(params.missingProperty), message: 'Field required' };
		case 'enum':
			return {
				param: at(),
				message: `must be one of ${listed(params.allowedValues)}`,
			};
		case 'discriminator':
			return { param: at(params.tag), message: `must be one of ${listed(error.parentSchema?.[TAG_VALUES])}` };
		default:
			return { param: at(), message: error.message ?? 'is invalid' };
	}
}

function listed(values: unknown): string {
	if (!Array.isArray(values) || values.length === 0) return 'the declared values';
	return values.map((value) => JSON.stringify(value)).join(', ');
}

/** Empty segments count: `/v3/videos/` with its id forgotten must not pass for the list of videos. */
function segmentsOf(path: string): string[] {
	return (path.split('?')[0] ?? '').split('/').slice(1);
}

function routeKey(method: string, length: number): string {
	return `${method} ${length}`;
}

function parameterCount(segments: string[]): number {
	return segments.filter((segment) => segment.startsWith('{')).length;
}

function matchSegments(pattern: string[], actual: string[]): Record<string, string> | undefined {
	const params: Record<string, string> = {};
	for (const [index, expected] of pattern.entries()) {
		const value = actual[index] ?? '';
		if (expected.startsWith('{')) {
			const decoded = decodeSegment(value);
			if (!decoded) return undefined;
			params[expected.slice(1, -1)] = decoded;
		} else if (expected !== value) {
			return undefined;
		}
	}
	return params;
}

function decodeSegment(value: string): string | undefined {
	try {
		return decodeURIComponent(value);
	} catch {
		// A malformed escape names no resource.
		return undefined;
	}
}

function queryOf(search: URLSearchParams): Record<string, unknown> {
	return Object.fromEntries(
		[...new Set(search.keys())].map((name) => {
			const values = search.getAll(name);
			return [name, values.length === 1 ? values[0] : values];
		}),
	);
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function lowerCased(headers: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(defined(headers)).map(([name, value]) => [name.toLowerCase(), value]),
	);
}

function formFields(body: unknown): unknown {
	if (body instanceof FormData) {
		return Object.fromEntries([...body.keys()].map((name) => [name, true]));
	}
	return body;
}

function arrayOfSchemas(value: unknown): Schema[] | undefined {
	return Array.isArray(value) ? value.filter(isRecord) : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
