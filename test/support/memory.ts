import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { N8n } from '../../sandbox/n8n/server';
import { poll } from '../../sandbox/poll';

/** Tells how much memory processes of n8n hold on to that were started with its `env`. */
export class Memory {
	private constructor(private readonly folder: string) {}

	static async open(): Promise<Memory> {
		return new Memory(await mkdtemp(join(tmpdir(), 'heygen-studio-memory-')));
	}

	get env(): Record<string, string> {
		return {
			MEMORY_REPORTS: this.folder,
			NODE_OPTIONS: `--require ${join(__dirname, 'collect.cjs')}`,
		};
	}

	/** Bytes that a process still holds once its garbage is collected. */
	async heldBy({ pid, role }: N8n): Promise<number> {
		if (pid === undefined) throw new Error(`n8n (${role}) does not run`);
		const reports = async () => {
			const text = await readFile(join(this.folder, String(pid)), 'utf8').catch(() => '');
			return text.split('\n').slice(0, -1).map(Number);
		};
		const { length: before } = await reports();
		process.kill(pid, 'SIGUSR2');
		return await poll(async () => (await reports())[before], {
			what: `n8n (${role}) to collect its garbage`,
			timeoutMs: 30_000,
		});
	}

	async close(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}
