/**
 * Generates from `contract/openapi.json` what the code is typed with:
 * `contract/types.d.ts` (shapes) and `contract/endpoints.ts` (method, path, whether the Idempotency-Key is supported).
 * `--check` writes nothing and fails when a generated file is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const contract = new URL('../contract/', import.meta.url);
const openapi = JSON.parse(await readFile(new URL('openapi.json', contract), 'utf8'));

const HEADER = '// Generated from contract/openapi.json by `npm run contract`. Do not edit.\n';

function endpoints() {
	const lines = [];
	for (const [path, operations] of Object.entries(openapi.paths)) {
		for (const [method, operation] of Object.entries(operations)) {
			const supportsKey = (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
			lines.push(
				`\t${operation.operationId}: { method: '${method.toUpperCase()}', path: '${path}', supportsKey: ${supportsKey} },`,
			);
		}
	}
	return `${HEADER}\n/** Every HeyGen operation by its operationId. */\nexport const endpoints = {\n${lines.join('\n')}\n} as const;\n`;
}

const generated = {
	'types.d.ts': `${HEADER}${astToString(await openapiTS(openapi, { defaultNonNullable: false }))}`,
	'endpoints.ts': endpoints(),
};

for (const [name, text] of Object.entries(generated)) {
	const file = new URL(name, contract);
	const current = await readFile(file, 'utf8').catch(() => '');
	if (current === text) continue;
	if (process.argv.includes('--check')) {
		console.error(`contract/${name} is out of date: run \`npm run contract\`.`);
		process.exitCode = 1;
	} else {
		await writeFile(file, text);
		console.log(`wrote contract/${name}`);
	}
}
