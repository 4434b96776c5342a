import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureInstalled } from '../../sandbox/apt';

const run = promisify(execFile);

/** A picture, and for how many milliseconds it was to be seen. */
interface Frame {
	readonly picture: Buffer;
	readonly shown: number;
}

/** Pictures of a page, taken one after the other while something happens on it. */
export class Film {
	private readonly frames: Frame[] = [];

	constructor(private readonly page: Page) {}

	/** Takes one picture. Without `shown` it is shown for as long as it took. */
	async take(shown?: number): Promise<void> {
		const begun = Date.now();
		const picture = await this.page.screenshot({ animations: 'disabled' });
		const last = this.frames.at(-1);
		const took = shown ?? Date.now() - begun;
		if (last?.picture.equals(picture))
			this.frames[this.frames.length - 1] = { picture, shown: last.shown + took };
		else this.frames.push({ picture, shown: took });
	}

	/** Takes pictures until something is true of the page, and one of that. */
	async takeUntil(done: () => Promise<boolean>): Promise<void> {
		for (let ended = false; !ended;) {
			ended = await done();
			await this.take();
		}
	}

	/**
	 * Writes a GIF, which every reader of Markdown shows.
	 *
	 * @param width of the GIF, in pixels.
	 */
	async write(file: string, width: number): Promise<void> {
		const ffmpeg = await ensureInstalled('ffmpeg');
		const folder = await mkdtemp(join(tmpdir(), 'heygen-studio-film-'));
		try {
			const lines = await Promise.all(
				this.frames.map(async ({ picture, shown }, index) => {
					const name = `${String(index).padStart(4, '0')}.png`;
					await writeFile(join(folder, name), picture);
					return `file ${name}\nduration ${shown / 1000}\n`;
				}),
			);
			// What is named last is shown as long as the one before only if it is named twice.
			const list = [...lines, lines.at(-1)?.split('\n')[0], ''].join('\n');
			await writeFile(join(folder, 'frames.txt'), ['ffconcat version 1.0', list].join('\n'));
			await mkdir(dirname(file), { recursive: true });
			const scaled = `scale=${width}:-1:flags=lanczos`;
			const colors = 'split[a][b];[a]palettegen=max_colors=128:stats_mode=full[p]';
			const painted = '[b][p]paletteuse=dither=none:diff_mode=rectangle';
			await run(
				ffmpeg,
				[
					'-y',
					'-f',
					'concat',
					'-i',
					'frames.txt',
					'-vf',
					`${scaled},${colors};${painted}`,
					'-fps_mode',
					'vfr',
					file,
				],
				{ cwd: folder },
			);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}
}
