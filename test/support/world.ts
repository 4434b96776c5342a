import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type SettingsPatch, type Simulator } from '../../sandbox/heygen';
import { SimulatorControl } from '../../sandbox/heygen/control';
import { spokenSeconds } from '../../sandbox/heygen/pace';
import { N8nClient, type Credential, type WorkflowNode } from '../../sandbox/n8n/client';
import { startN8n, type N8n, type N8nOptions } from '../../sandbox/n8n/server';
import { beginUserFolder } from './packed';
import { expectNoSecretIn, expectNoSecretInExports } from './secrets';

export const PACKAGE = 'n8n-nodes-heygen-studio';

/** A real n8n with the packed package, and a simulated HeyGen, for the tests of one file. */
export interface World {
	readonly heygen: Simulator;
	readonly control: SimulatorControl;
	readonly n8n: N8n;
	readonly client: N8nClient;
	/** The API key of the simulated HeyGen. */
	readonly credential: Credential;
	readonly userFolder: string;
	readonly filesDir: string;
	/** Ends both, and looks whether a secret went where none may be. */
	stop(): Promise<void>;
}

interface WorldOptions {
	settings?: SettingsPatch;
	/** Prepares n8n's user folder before it starts, e.g. with another package. */
	prepare?: (userFolder: string) => Promise<void>;
	env?: N8nOptions['env'];
}

export async function startWorld({ settings, prepare, env }: WorldOptions = {}): Promise<World> {
	const folder = await mkdtemp(join(tmpdir(), 'heygen-studio-e2e-'));
	const userFolder = join(folder, 'user');
	const filesDir = join(folder, 'files');
	const heygen = await startSimulator({ settings });
	const control = new SimulatorControl(heygen.url);
	try {
		await beginUserFolder(userFolder);
		await prepare?.(userFolder);
		const n8n = await startN8n({ userFolder, filesDir, port: 0, env });
		const client = await N8nClient.open(n8n.url);
		const credential = await client.saveCredential('HeyGen', 'heyGenStudioApi', {
			apiKey: heygen.apiKey,
			baseUrl: heygen.url,
		});
		return {
			heygen,
			control,
			n8n,
			client,
			credential,
			userFolder,
			filesDir,
			async stop() {
				const secrets = [heygen.apiKey, heygen.bearerToken];
				try {
					const { leaks } = await control.state();
					if (leaks.length > 0) throw new Error(`Credentials went astray: ${JSON.stringify(leaks)}`);
					if (n8n.pid !== undefined) await expectNoSecretInExports(client, secrets);
					await n8n.stop();
					await expectNoSecretIn(userFolder, secrets);
				} finally {
					await n8n.stop();
					await heygen.stop();
					await rm(folder, { recursive: true, force: true });
				}
			},
		};
	} catch (error) {
		await heygen.stop();
		throw error;
	}
}

interface HeyGenNode {
	name?: string;
	resource: string;
	operation: string;
	authentication?: string;
	parameters?: Record<string, unknown>;
	options?: Record<string, unknown>;
	credential: Credential;
	settings?: Record<string, unknown>;
}

/** The action node as a workflow holds it. */
export function heyGenNode({
	name = 'HeyGen',
	resource,
	operation,
	authentication = 'apiKey',
	parameters = {},
	options = {},
	credential: { id, name: credentialName, type },
	settings = {},
}: HeyGenNode): WorkflowNode {
	return {
		name,
		type: `${PACKAGE}.heyGen`,
		typeVersion: 1,
		parameters: {
			authentication,
			resource,
			operation,
			// Files are downloaded where a test is about them.
			download: [],
			...parameters,
			options: {
				// The tests run by hand what is to work by itself: what was made before is not theirs.
				...(options.idempotencyKey === undefined ? { inManualRuns: 'new' } : {}),
				...options,
			},
		},
		credentials: { [type]: { id, name: credentialName } },
		...settings,
	};
}

/** A stock look of the simulated HeyGen. */
export const LOOK = 'Carlotta_Sofa_public';

/** What a second of its video costs. */
const SECOND_PRICE = 0.0667;

/** A node that makes a video of every row; the title tells which row it belongs to. */
export function videoNode({
	operation = 'create',
	parameters = {},
	options = {},
	...rest
}: Omit<HeyGenNode, 'resource' | 'operation'> & { operation?: 'create' | 'createBatch' }): WorkflowNode {
	return heyGenNode({
		resource: 'video',
		operation,
		parameters: {
			type: 'avatar',
			avatarId: byId(LOOK),
			voiceSource: 'script',
			script: `=${scriptOf('{{ $json.row }}')}`,
			...parameters,
		},
		options: { engine: 'default', title: '=Row {{ $json.row }}', ...options },
		...rest,
	});
}

function scriptOf(row: string): string {
	return `Hello number ${row}`;
}

/** What the videos of so many rows cost: HeyGen's price, for as long as the simulated HeyGen speaks. */
export function priceOfRows(count: number, script: (row: string) => string = scriptOf): number {
	const seconds = rows(count).map(({ json }) => spokenSeconds(script(String(json.row))));
	return SECOND_PRICE * seconds.reduce((sum, each) => sum + each, 0);
}

/** A sheet of rows, numbered from 1. */
export function rows(count: number): Array<{ json: { row: number } }> {
	return Array.from({ length: count }, (_, index) => ({ json: { row: index + 1 } }));
}

/** A resource locator's value, given by its ID. */
export function byId(value: string) {
	return { __rl: true, mode: 'id', value };
}
