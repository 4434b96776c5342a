const { rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);

/** An old file left in `dist` would be packed and published, so every build starts empty. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	try {
		await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
	} catch (error) {
		throw new Error(error.stdout || error.message);
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
exports.build = series(clean, parallel(compile, icons, codex, schemas));
exports.default = exports.build;
