import { join } from 'node:path';
import type { Credential, WorkflowFile } from '../../sandbox/n8n/client';
import type { Execution } from '../../sandbox/n8n/execution';
import type { InstalledPackage } from '../../sandbox/n8n/install-package';
import { installOfficial, pointOfficialAt, saveOfficialCredential } from '../support/official';
import { startWorld, type World } from '../support/world';
import { Sender } from './sender';

/** Milliseconds the simulated HeyGen takes for each answer. */
export const LATENCY_MS = 50;

/** A simulated HeyGen that is never short of money, and forgets no request before it is counted. */
export const SETTINGS = { latencyMs: LATENCY_MS, wallet: 1_000_000, logSize: 20_000 };

/** Where all is measured: one n8n with both packages, one simulated HeyGen, one process that sends by bare `fetch`. */
export interface Stage {
	readonly world: World;
	readonly pairs: number;
	readonly sender: Sender;
	readonly official: { readonly package: InstalledPackage; readonly credential: Credential };
	/** The API key, as HTTP Request takes it. */
	readonly headerAuth: Credential;
	readonly say: (line: string) => void;
	readonly stop: () => Promise<void>;
}

export async function setStage(pairs: number, say: (line: string) => void): Promise<Stage> {
	const world = await startWorld({
		settings: SETTINGS,
		env: { N8N_CUSTOM_EXTENSIONS: join(__dirname, 'buffering') },
	});
	const sender = Sender.start();
	const stop = async () => {
		sender.stop();
		await world.stop();
	};
	try {
		const official = await installOfficial(world.userFolder);
		await pointOfficialAt(world.heygen.url, official);
		await world.n8n.restart();
		const credential = await saveOfficialCredential(world);
		const headerAuth = await world.client.saveCredential('X-Api-Key', 'httpHeaderAuth', {
			name: 'X-Api-Key',
			value: world.heygen.apiKey,
		});
		return { world, pairs, sender, official: { package: official, credential }, headerAuth, say, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Runs a workflow as its Execute button does, and leaves n8n alone while it is likely to be busy. */
export async function runQuietly(
	{ world: { client } }: Stage,
	file: WorkflowFile,
	{ busyMs, timeoutMs = 120_000 }: { busyMs: number; timeoutMs?: number },
): Promise<Execution> {
	const workflow = await client.saveWorkflow(file);
	const id = await client.run(workflow.id, { from: 'Start' });
	await new Promise((resolve) => setTimeout(resolve, busyMs));
	return await client.waitForExecution(id, { timeoutMs });
}

/** Milliseconds n8n says a node ran, over all its runs. */
export function nodeTime(execution: Execution, name: string): number {
	return (execution.runs[name] ?? []).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** Requests the simulated HeyGen got since its log was cleared. */
export async function requestCount({ world: { control } }: Stage): Promise<number> {
	const { requests } = await control.metrics();
	return Object.values(requests).reduce((sum, count) => sum + count, 0);
}
