const { execFile } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const { promisify } = require('node:util');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

const run = promisify(execFile);

/** An old file left in `dist` would be packed and published, so every build starts empty. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function types() {
	try {
		await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
	} catch (error) {
		throw new Error(error.stdout || error.message);
	}
}

/** What n8n loads, by the paths that package.json gives. */
const registered = [...n8n.nodes, ...n8n.credentials];

/**
 * One file instead of three hundred, which are a third larger and take more than twice the time to load. Names and lines stay
 * as they are written, so that it can be read.
 */
async function bundle() {
	const sources = registered.map((file) => file.replace(/^dist\/(.*)\.js$/, './$1'));
	await build({
		stdin: { contents: sources.map((file) => `export * from '${file}';`).join('\n'), resolveDir: __dirname },
		bundle: true,
		outfile: join('dist', 'heygen.js'),
		external: ['n8n-workflow'],
		platform: 'node',
		target: 'node20.15',
		charset: 'utf8',
		tsconfig: 'tsconfig.build.json',
		logLevel: 'warning',
	});
}

/** n8n looks for each node and credential in a file of its name, and beside it for icon, codex and previews. */
async function entries() {
	for (const file of registered) {
		const path = relative(dirname(file), join('dist', 'heygen.js')).replaceAll('\\', '/');
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `"use strict";\nmodule.exports = require("${path}");\n`);
	}
}

/** gulp 5 decodes files as UTF-8 unless told not to, which would damage any picture that is not an SVG. */
const copy = (patterns) => () => src(patterns, { base: '.', encoding: false }).pipe(dest('dist'));

const icons = copy(['nodes/**/*.{svg,png}', 'credentials/**/*.{svg,png}']);
icons.displayName = 'icons';
const codex = copy('nodes/**/*.node.json');
codex.displayName = 'codex';
const schemas = copy('nodes/**/__schema__/**/*.json');
schemas.displayName = 'schemas';

exports.clean = clean;
exports.build = series(clean, parallel(types, bundle, entries, icons, codex, schemas));
exports.default = exports.build;
