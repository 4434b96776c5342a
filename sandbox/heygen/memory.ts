import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { hasCode } from '../errors';
import type { IssuedToken } from './auth';
import type { SavedOAuth } from './oauth';
import type { Simulation } from './simulation';
import type { SavedWorld } from './world';

/** What a file held when the simulated HeyGen started: nothing yet, what is known again, or what it cannot read. */
export type Recollection = 'nothing' | 'remembered' | 'unreadable';

interface Saved {
	world: SavedWorld;
	oauth: SavedOAuth;
	tokens: Array<[token: string, issued: IssuedToken]>;
}

/** A crash loses no more than this, and what was under way. */
const EVERY_MS = 5_000;

/** Keeps in a file what was made in a simulated HeyGen, from one start to the next. */
export class Memory {
	private readonly version: string;
	private written: Buffer | undefined;
	private timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly file: string,
		private readonly simulation: Simulation,
	) {
		this.version = versionOf(simulation);
	}

	/** Lets the world know what the file holds, and from here on keeps the file up to date. */
	recall(): Recollection {
		const found = this.read();
		if (typeof found === 'object') {
			const { world, oauth, auth } = this.simulation;
			world.restore(found.world);
			oauth.restore(found.oauth);
			auth.restore(found.tokens);
		}
		this.timer = setInterval(() => {
			// What is under way is not written down: it would never end.
			if (this.simulation.world.jobs.idle) this.write();
		}, EVERY_MS);
		this.timer.unref();
		return typeof found === 'object' ? 'remembered' : found;
	}

	/** At the end. What is under way ends as it would have, and is found so at the next start; nobody is called any more. */
	keep(): void {
		clearInterval(this.timer);
		const { webhooks, jobs } = this.simulation.world;
		webhooks.silence();
		jobs.runOut();
		this.write();
	}

	private write(): void {
		const { world, oauth, auth } = this.simulation;
		const saved: Saved = { world: world.saved(), oauth: oauth.saved(), tokens: auth.saved() };
		const content = serialize({ version: this.version, saved: serialize(saved) });
		if (this.written?.equals(content)) return;
		mkdirSync(dirname(this.file), { recursive: true });
		// Whoever stops this in the midst of it finds the old one.
		writeFileSync(`${this.file}.new`, content);
		renameSync(`${this.file}.new`, this.file);
		this.written = content;
	}

	private read(): Saved | 'nothing' | 'unreadable' {
		try {
			const { version, saved } = deserialize(readFileSync(this.file)) as { version: string; saved: Buffer };
			return version === this.version ? (deserialize(saved) as Saved) : 'unreadable';
		} catch (error) {
			return hasCode(error, 'ENOENT') ? 'nothing' : 'unreadable';
		}
	}
}

/** Another simulator may keep things in another form, and links lead to where it listened. */
function versionOf({ world }: Simulation): string {
	const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.sort()
		.map((name) => join(__dirname, name));
	const hash = createHash('sha256').update(`${world.links.apiUrl} ${world.links.filesUrl}`);
	for (const file of [...sources, join(__dirname, '..', '..', 'contract', 'openapi.json')]) {
		hash.update(readFileSync(file));
	}
	return hash.digest('hex');
}
