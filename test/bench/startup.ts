import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asArray, asObject } from '../../sandbox/n8n/json';
import { n8nNode } from '../../sandbox/n8n/server';
import { PACKAGE } from '../support/world';
import { compared, inPairs, times, units, type Figure } from './measure';
import { OFFICIAL, OFFICIAL_VERSION } from '../support/official';
import type { Stage } from './stage';

const run = promisify(execFile);

/** The files n8n loads of an installed package. */
async function filesOf(folder: string): Promise<string[]> {
	const manifest = asObject(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')), 'package.json');
	const { nodes, credentials } = asObject(manifest.n8n, 'package.json n8n');
	return [...asArray(nodes, 'nodes'), ...asArray(credentials, 'credentials')].map((file) =>
		join(folder, String(file)),
	);
}

/** What a package costs n8n when it starts, and the editor when it opens. */
export async function startup(stage: Stage): Promise<Figure[]> {
	const { world, official, pairs, say } = stage;
	const ourFolder = join(official.package.folder, '..', '..', PACKAGE);
	const loading = async (folder: string) => {
		const { stdout } = await run(n8nNode(), [join(__dirname, 'loading.cjs'), ...(await filesOf(folder))], {
			env: { NODE_PATH: join(__dirname, '..', '..', 'sandbox', 'n8n', 'node_modules') },
		});
		return Number(asObject(JSON.parse(stdout), 'loading.cjs').clock);
	};
	const samples = await inPairs<'ours' | 'official', number>(
		[
			['ours', async () => await loading(ourFolder)],
			['official', async () => await loading(official.package.folder)],
		],
		{ pairs, say },
	);
	const listSize = async (name: string) =>
		Buffer.byteLength(JSON.stringify(await world.client.nodeTypes(name)), 'utf8');
	const against = `HeyGen's own package ${OFFICIAL_VERSION}`;
	return [
		compared({
			...times.theTime,
			what: 'start-up: loading the node and credential files',
			against,
			ours: samples('ours'),
			theirs: samples('official'),
			show: units.milliseconds,
		}),
		compared({
			...times.asMuch,
			what: "start-up: size of the entries in n8n's list of nodes",
			against,
			ours: [await listSize(PACKAGE)],
			theirs: [await listSize(OFFICIAL)],
			show: units.kilobytes,
		}),
	];
}
