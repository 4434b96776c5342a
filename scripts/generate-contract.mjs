/**
 * Generates from `contract/openapi.json` what must not differ from it:
 * `contract/types.d.ts` (shapes), `contract/endpoints.ts` (method, path, whether the Idempotency-Key is supported, how HeyGen can be told whom to call) and
 * `nodes/HeyGen/__schema__/` (the outputs the editor offers for dragging before a node has run).
 * `--check` writes nothing and fails when a generated file is out of date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('../', import.meta.url);
const openapi = JSON.parse(await readFile(new URL('contract/openapi.json', root), 'utf8'));

const HEADER = '// Generated from contract/openapi.json by `npm run contract`. Do not edit.\n';

const operations = new Map(
	Object.entries(openapi.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => [
			operation.operationId,
			{ path, method, operation },
		]),
	),
);

const CALLBACK = ['callback_url', 'callback_id'];

/** The keys a JSON body may have at its top, whichever of its variants it is. */
function bodyKeys({ requestBody }) {
	const keysOf = (schema) => {
		const { properties = {}, oneOf = [], anyOf = [], allOf = [] } = resolved(schema);
		return [...Object.keys(properties), ...[...oneOf, ...anyOf, ...allOf].flatMap(keysOf)];
	};
	return new Set(keysOf(requestBody?.content['application/json']?.schema ?? {}));
}

function endpoints() {
	const lines = [...operations].map(([id, { path, method, operation }]) => {
		const supportsKey = (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
		const callback = CALLBACK.filter((name) => bodyKeys(operation).has(name)).map((name) => `'${name}'`);
		return `\t${id}: { method: '${method.toUpperCase()}', path: '${path}', supportsKey: ${supportsKey}, callback: [${callback.join(', ')}] },`;
	});
	return `${HEADER}\n/** Every HeyGen operation by its operationId. */\nexport const endpoints = {\n${lines.join('\n')}\n} as const;\n`;
}

function resolved(schema) {
	return schema.$ref ? openapi.components.schemas[schema.$ref.split('/').pop()] : schema;
}

/** The editor's previews know one type a key and no references. */
function preview(reference) {
	const schema = resolved(reference);
	const type = [schema.type].flat().find((name) => name !== 'null');
	if (type === 'object') {
		const properties = Object.entries(schema.properties ?? {}).map(([name, value]) => [name, preview(value)]);
		return { type, properties: Object.fromEntries(properties) };
	}
	return type === 'array' ? { type, items: preview(schema.items ?? {}) } : { type: type ?? 'string' };
}

function answerOf(operationId) {
	const { schema } = operations.get(operationId).operation.responses[200].content['application/json'];
	const { data } = resolved(schema).properties;
	return preview(data.items ?? data);
}

function merged(...schemas) {
	return { type: 'object', properties: Object.assign({}, ...schemas.map(({ properties }) => properties)) };
}

function picked({ properties }, names) {
	return { type: 'object', properties: Object.fromEntries(names.map((name) => [name, properties[name]])) };
}

/** A look or a group, whose `error` leaves the node as its `failure`: n8n takes an `error` of an item for one of the node. */
function failing({ type, properties }) {
	const renamed = Object.entries(properties).map(([name, value]) => [
		name === 'error' ? 'failure' : name,
		value,
	]);
	return { type, properties: Object.fromEntries(renamed) };
}

const text = { type: 'string' };
const look = failing(answerOf('avatarLooksGet'));
const group = failing(answerOf('avatarGet'));
const consent = answerOf('avatarConsentCreate');
const batch = answerOf('videoBatchesGet');
const batchItem = batch.properties.items.items;

/** resource/operation → what the operation gives for one item. */
const outputs = {
	'account/get': answerOf('userMeGet'),
	'asset/upload': answerOf('assetCreate'),
	'avatar/create': merged(
		{ properties: { look_id: text } },
		picked(look, ['group_id', 'name', 'avatar_type', 'status']),
		picked(group, ['consent_status']),
		picked(look, ['preview_image_url', 'preview_video_url', 'default_voice_id', 'supported_api_engines']),
	),
	'avatar/get': group,
	'avatar/getAll': group,
	'avatar/startConsent': {
		...consent,
		properties: { ...consent.properties, avatar_group: failing(consent.properties.avatar_group) },
	},
	'look/get': look,
	'look/getAll': look,
	'photo/generate': merged(answerOf('photoGenerate'), answerOf('photoGenerationGet'), {
		properties: { generated_by: text },
	}),
	'photo/getGeneration': answerOf('photoGenerationGet'),
	'video/create': merged(answerOf('videoCreate'), answerOf('videoGet')),
	'video/createBatch': merged(
		answerOf('videoBatchesCreate'),
		picked(batchItem, ['item_index', 'video_id']),
		answerOf('videoGet'),
	),
	'video/delete': { type: 'object', properties: { deleted: { type: 'boolean' }, id: text } },
	'video/get': answerOf('videoGet'),
	'video/getAll': answerOf('videoGet'),
	'video/getBatch': picked(
		batch,
		Object.keys(batch.properties).filter((name) => !['has_more', 'next_token'].includes(name)),
	),
	'voice/getAll': answerOf('voiceList'),
	'webhook/rotateSecret': {
		type: 'object',
		properties: { endpoint_id: text, rotated: { type: 'boolean' } },
	},
};

const generated = {
	'contract/types.d.ts': `${HEADER}${astToString(await openapiTS(openapi, { defaultNonNullable: false }))}`,
	'contract/endpoints.ts': endpoints(),
	...Object.fromEntries(
		Object.entries(outputs).map(([name, schema]) => [
			`nodes/HeyGen/__schema__/v1.0.0/${name}.json`,
			`${JSON.stringify({ ...schema, version: 1 }, undefined, '\t')}\n`,
		]),
	),
};

for (const [name, content] of Object.entries(generated)) {
	const file = fileURLToPath(new URL(name, root));
	const current = await readFile(file, 'utf8').catch(() => '');
	if (current === content) continue;
	if (process.argv.includes('--check')) {
		console.error(`${name} is out of date: run \`npm run contract\`.`);
		process.exitCode = 1;
	} else {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, content);
		console.log(`wrote ${name}`);
	}
}
