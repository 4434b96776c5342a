/**
 * Generates from `contract/openapi.json` what must not differ from it: `contract/types.d.ts` (shapes) and
 * `contract/endpoints.ts` (method, path, whether its body is JSON, whether the Idempotency-Key is supported, how HeyGen can be told whom to call and how long an ID to send along may be, how
 * many entries a page of a list holds). Then test/contract/generated.test.ts writes what is made of the operations.
 * `--check` writes nothing and fails when a generated file is out of date; what is made of the operations, the tests check.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { commandLine } from './commandLine.mjs';

const {
	values: { check },
} = commandLine(
	`Writes what is generated from contract/openapi.json and from the operations.

  npm run contract
  npm run contract -- --check     writes nothing, and fails where a file is out of date
`,
	{ options: { check: { type: 'boolean' } } },
);

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

/** What a JSON body may have at its top, whichever of its variants it is: key → schema. */
function bodyProperties({ requestBody }) {
	const entriesOf = (schema) => {
		const { properties = {}, oneOf = [], anyOf = [], allOf = [] } = resolved(schema);
		return [...Object.entries(properties), ...[...oneOf, ...anyOf, ...allOf].flatMap(entriesOf)];
	};
	return new Map(entriesOf(requestBody?.content['application/json']?.schema ?? {}));
}

function endpoints() {
	const lines = [...operations].map(([id, { path, method, operation }]) => {
		const supportsKey = (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
		const pageSize =
			(operation.parameters ?? []).find(({ name }) => name === 'limit')?.schema.maximum ?? null;
		const json = operation.requestBody?.content['application/json'] !== undefined;
		const properties = bodyProperties(operation);
		const callback = CALLBACK.filter((name) => properties.has(name)).map((name) => `'${name}'`);
		const idLimit = properties.get('callback_id')?.maxLength ?? null;
		const scopes = (operation['x-heygen-required-scopes'] ?? []).map((scope) => `'${scope}'`);
		return `\t${id}: { method: '${method.toUpperCase()}', path: '${path}', json: ${json}, supportsKey: ${supportsKey}, callback: [${callback.join(', ')}], callbackIdLimit: ${idLimit}, pageSize: ${pageSize}, scopes: [${scopes.join(', ')}] },`;
	});
	return `${HEADER}\n/** Every HeyGen operation by its operationId. */\nexport const endpoints = {\n${lines.join('\n')}\n} as const;\n`;
}

function resolved(schema) {
	return schema.$ref ? openapi.components.schemas[schema.$ref.split('/').pop()] : schema;
}

/**
 * A member of a union says its `type` itself; of a discriminator without a mapping the generator would take the member's name
 * for it.
 */
function withoutDiscriminators(document) {
	const withMembers = (_, value) =>
		value?.oneOf && value.discriminator ? { ...value, discriminator: undefined } : value;
	return JSON.parse(JSON.stringify(document, withMembers));
}

const generated = {
	'contract/types.d.ts': `${HEADER}${astToString(await openapiTS(withoutDiscriminators(openapi), { defaultNonNullable: false }))}`,
	'contract/endpoints.ts': endpoints(),
};

for (const [name, content] of Object.entries(generated)) {
	const file = fileURLToPath(new URL(name, root));
	const current = await readFile(file, 'utf8').catch(() => '');
	if (current === content) continue;
	if (check) {
		console.error(`${name} is out of date: run \`npm run contract\`.`);
		process.exitCode = 1;
	} else {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, content);
		console.log(`wrote ${name}`);
	}
}

if (!check) {
	const jest = fileURLToPath(new URL('node_modules/jest/bin/jest.js', root));
	const { status } = spawnSync(
		process.execPath,
		[jest, '--selectProjects', 'contract', '--', 'contract/generated'],
		{
			cwd: fileURLToPath(root),
			env: { ...process.env, WRITE_GENERATED: 'true' },
			stdio: 'inherit',
		},
	);
	process.exitCode ||= status ?? 1;
}
