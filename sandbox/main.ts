import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { saveTestedCredential } from './credential';
import { importExamples } from './examples';
import { startSimulator } from './heygen';
import { runMainJob } from './mainJob';
import { N8nClient, SANDBOX_OWNER } from './n8n/client';
import { installProject, projectRoot } from './n8n/install-package';
import { N8N_PORT, startN8n } from './n8n/server';
import { hasCode } from './errors';
import { portOf, refuseTakenPorts, type PortChoice } from './ports';
import { Session, Steps } from './session';

const dataFolder = join(projectRoot, 'sandbox', '.data');
const filesDir = join(dataFolder, 'files');
const samples = join(projectRoot, 'sandbox', 'heygen', 'files');

const SIMULATED_LIMIT_MS = 120_000;
/** HeyGen renders for minutes, in its queue at times for hours. */
const REAL_LIMIT_MS = 2 * 60 * 60_000;

/** A user's own portrait or footage in the folder is left as it is. */
async function provideSamples(): Promise<void> {
	await mkdir(filesDir, { recursive: true });
	for (const name of ['portrait.png', 'footage.mp4']) {
		await copyFile(join(samples, name), join(filesDir, name), 1 /* COPYFILE_EXCL */).catch(
			(error: unknown) => {
				if (!hasCode(error, 'EEXIST')) throw error;
			},
		);
	}
	await rm(join(filesDir, 'talking-video.mp4'), { force: true });
}

/** What is installed and what tests have reported has nothing to do with earlier starts. */
const LASTING = ['n8n', 'reports'];

async function forget(): Promise<void> {
	await mkdir(dataFolder, { recursive: true });
	const names = (await readdir(dataFolder)).filter((name) => !LASTING.includes(name));
	await Promise.all(
		names.map(async (name) => await rm(join(dataFolder, name), { recursive: true, force: true })),
	);
}

interface HeyGen {
	apiKey: string;
	baseUrl: string;
	simulated: boolean;
}

/** The API's, and the one after it for the files. */
const SIMULATOR_PORT: PortChoice = {
	variable: 'SIMULATOR_PORT',
	otherwise: 8089,
	used: ['the simulated HeyGen', "the simulated HeyGen's files"],
};

/** Each address has a memory of its own: what is kept holds links to it. */
const memoryOf = (port: number) => join(dataFolder, `heygen-${port}.memory`);

const RECOLLECTIONS = {
	nothing: undefined,
	remembered: 'It remembers what earlier starts have made. With --fresh it forgets.',
	unreadable: 'It has FORGOTTEN what earlier starts have made: another version of it has kept that.',
};

async function chooseHeyGen(session: Session, steps: Steps, apiKey: string | undefined): Promise<HeyGen> {
	if (apiKey) {
		steps.say(
			`Put a portrait.png and a footage.mp4 of a real person into ${filesDir} first: the samples show none.`,
		);
		steps.say('HEYGEN_API_KEY is set: this uses HeyGen itself and SPENDS MONEY of its wallet,');
		steps.say(
			'for two avatars, one video and one set of photos. Ctrl-C within 10 seconds stops before anything is spent.',
		);
		await session.pause(10_000);
		return { apiKey, baseUrl: 'https://api.heygen.com', simulated: false };
	}
	const port = portOf(SIMULATOR_PORT);
	const simulator = await steps.step(
		'Start the simulated HeyGen',
		async () =>
			await session.start(
				'the simulated HeyGen',
				async () => await startSimulator({ port, filesPort: port + 1, memory: memoryOf(port) }),
			),
		({ url }) => url,
	);
	const said = RECOLLECTIONS[simulator.recollection];
	if (said) steps.say(`    ${said}`);
	return { apiKey: simulator.apiKey, baseUrl: simulator.url, simulated: true };
}

interface Wanted {
	/** Ends after the main job. */
	once?: boolean;
	/** Forgets what earlier starts have made. */
	fresh?: boolean;
}

/** Resolves to the exit code. */
export async function main({ once, fresh }: Wanted): Promise<number> {
	return await Session.run(async (session) => {
		const steps = new Steps();
		const apiKey = process.env.HEYGEN_API_KEY?.trim();
		await refuseTakenPorts(apiKey ? [N8N_PORT] : [N8N_PORT, SIMULATOR_PORT]);
		if (fresh) await forget();
		await provideSamples();
		await steps.step(
			'Build the package and install it as a user would',
			async () => await installProject(dataFolder),
			({ name, version }) => `${name} ${version}`,
		);
		const heygen = await chooseHeyGen(session, steps, apiKey);
		const webhookUrl = heygen.simulated ? undefined : process.env.WEBHOOK_URL;
		const server = await steps.step(
			'Start n8n',
			async () =>
				await session.start(
					'n8n',
					async (signal) => await startN8n({ userFolder: dataFolder, filesDir, webhookUrl, signal }),
				),
			({ url }) => url,
		);
		const n8n = await N8nClient.open(server.url);
		const credential = await steps.step(
			'Save and test the HeyGen credential',
			async () => await saveTestedCredential(n8n, heygen),
		);
		const workflows = await steps.step(
			'Import the example workflows',
			async () => await importExamples(n8n, credential),
			(imported) => `${imported.size} workflows`,
		);

		steps.say('');
		steps.say('The main job');
		await runMainJob({
			n8n,
			workflows,
			filesDir,
			steps,
			signal: session.signal,
			reachable: heygen.simulated || webhookUrl !== undefined,
			timeoutMs: heygen.simulated ? SIMULATED_LIMIT_MS : REAL_LIMIT_MS,
		});
		steps.say('');
		steps.say('The main job succeeded.');
		if (once) return;

		const { email, password } = SANDBOX_OWNER;
		steps.say('');
		steps.say(`The editor is open at ${server.url}   (sign in: ${email} / ${password})`);
		if (heygen.simulated)
			steps.say(`The simulated HeyGen is at ${heygen.baseUrl}   (API key: ${heygen.apiKey})`);
		steps.say('Ctrl-C stops both.');
		await session.untilInterrupted();
	});
}
