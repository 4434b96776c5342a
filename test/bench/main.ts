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

const PARTS: Record<string, (stage: Stage) => Promise<Figure[]>> = {
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

const README = join(projectRoot, 'README.md');
const RAW = join(projectRoot, 'sandbox', '.data', 'reports', 'bench.json');
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

function explain(problem: string): never {
	console.error(`✗ ${problem}\nnpm run bench -- [--pairs N] [${Object.keys(PARTS).join('] [')}]`);
	process.exit(1);
}

function readArguments(args: string[]): { pairs: number; names: string[] } {
	let pairs = LEAST_PAIRS;
	const names: string[] = [];
	for (let index = 0; index < args.length; index++) {
		const argument = args[index] ?? '';
		const [flag, inline] = argument.split('=');
		if (flag === '--pairs') {
			pairs = Number(inline ?? args[++index]);
			if (!Number.isInteger(pairs) || pairs < 1) explain('--pairs takes a number from 1 on.');
		} else if (Object.hasOwn(PARTS, argument)) {
			names.push(argument);
		} else {
			explain(`There is no part ${argument}.`);
		}
	}
	return { pairs, names: names.length > 0 ? names : Object.keys(PARTS) };
}

/** The section of the README between its markers. */
function publish(figures: Figure[], pairs: number): void {
	const readme = readFileSync(README, 'utf8');
	const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`README.md has no "${BEGIN}" … "${END}"`);
	const text = [
		`\`npm run bench\`, one run: medians of ${pairs} pairs, each measured right after the other in the same n8n, against the simulated HeyGen at ${LATENCY_MS} ms an answer.`,
		'',
		table(figures),
	].join('\n');
	writeFileSync(README, `${readme.slice(0, begin)}${BEGIN}\n${text}\n${readme.slice(end)}`);
}

async function main(): Promise<void> {
	const { pairs, names } = readArguments(process.argv.slice(2));
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
		console.log('The README has been brought up to date.');
	} else {
		console.log(`The README stays as it is: it shows runs of all parts in at least ${LEAST_PAIRS} pairs.`);
	}
	const missed = figures.filter(({ met }) => met === false);
	console.log(
		`\n${figures.length} figures in ${minutes()}, ${missed.length} ${missed.length === 1 ? 'target' : 'targets'} missed`,
	);
	if (broken.length > 0) console.log(`✗ not measured: ${broken.join(', ')}`);
	process.exitCode = missed.length + broken.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
