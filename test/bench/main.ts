import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { creates } from './creates';
import { files } from './files';
import { table, type Figure } from './measure';
import { money } from './money';
import { reads } from './reads';
import { LATENCY_MS, setStage, type Stage } from './stage';
import { startup } from './startup';
import { trigger } from './trigger';
import { waiting } from './waiting';

/** All that can be measured, in this order. */
export const PARTS: Record<string, (stage: Stage) => Promise<Figure[]>> = {
	reads,
	creates,
	waiting,
	files,
	money,
	trigger,
	startup,
};

/** Fewer would be a trial. */
const LEAST_PAIRS = 5;

const PAGE = join(projectRoot, 'docs', 'figures.md');
const RAW = join(projectRoot, 'sandbox', '.data', 'reports', 'bench.json');
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** The section of the page between its markers. */
function publish(figures: Figure[], pairs: number): void {
	const page = readFileSync(PAGE, 'utf8');
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`${PAGE} has no "${BEGIN}" … "${END}"`);
	const text = [
		`\`npm run bench\`, one run: medians of ${pairs} pairs, each measured right after the other in the same n8n, against the simulated HeyGen at ${LATENCY_MS} ms an answer.`,
		'',
		table(figures),
	].join('\n');
	writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n${text}\n${page.slice(end)}`);
}

/** Measures the named parts, in so many pairs each. */
export async function main({
	pairs = LEAST_PAIRS,
	names,
}: {
	pairs?: number;
	names: string[];
}): Promise<void> {
	const startedAt = Date.now();
	const minutes = () => `${((Date.now() - startedAt) / 60_000).toFixed(1)} min`;
	const raw: string[] = [];
	const say = (line: string) => {
		raw.push(line);
		console.log(`  ${line}`);
	};
	console.log(`Measuring ${names.join(', ')} in ${pairs} pairs …`);
	const stage = await setStage(pairs, say);
	let stopping: Promise<void> | undefined;
	const stop = async () => await (stopping ??= stage.stop());
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (stopping) return;
			console.error(`\n✗ ended by ${signal}`);
			void stop().finally(() => process.exit(130));
		});
	}
	const results: Record<string, Figure[]> = {};
	const broken: string[] = [];
	try {
		for (const name of names) {
			console.log(`\n── ${name} (${minutes()})`);
			raw.push(`── ${name}`);
			try {
				await stage.world.control.reset();
				await stage.world.n8n.restart();
				results[name] = (await PARTS[name]?.(stage)) ?? [];
			} catch (error) {
				if (stopping) throw error;
				// What the others show is not lost with it.
				console.error(`✗ ${name} could not be measured:`, error);
				broken.push(name);
			}
		}
	} finally {
		await stop();
	}
	const figures = Object.values(results).flat();
	mkdirSync(dirname(RAW), { recursive: true });
	writeFileSync(RAW, JSON.stringify({ pairs, results, raw }, null, 2));
	console.log(`\n${table(figures)}\n\nAll single results are in ${RAW}.`);
	const whole = Object.keys(PARTS).every((name) => results[name]);
	if (whole && pairs >= LEAST_PAIRS) {
		publish(figures, pairs);
		console.log('docs/figures.md has been brought up to date.');
	} else {
		console.log(
			`docs/figures.md stays as it is: it shows runs of all parts in at least ${LEAST_PAIRS} pairs.`,
		);
	}
	const missed = figures.filter(({ met }) => met === false);
	console.log(
		`\n${figures.length} figures in ${minutes()}, ${missed.length} ${missed.length === 1 ? 'target' : 'targets'} missed`,
	);
	if (broken.length > 0) console.log(`✗ not measured: ${broken.join(', ')}`);
	process.exitCode = missed.length + broken.length > 0 ? 1 : 0;
}
