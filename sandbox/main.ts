import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importExamples } from './examples';
import { startSimulator } from './heygen';
import { runMainJob } from './mainJob';
import { N8nClient, SANDBOX_OWNER } from './n8n/client';
import { installProject, projectRoot } from './n8n/install-package';
import { startN8n } from './n8n/server';
import { hasCode } from './errors';
import { Session, Steps } from './session';

const USAGE = `Runs the main job in a real n8n, with the package of this folder, and leaves the editor open.

  npm start                    on a simulated HeyGen: nothing is spent
  npm start -- --once          ends after the main job; exit code 0 says it succeeded
  npm start -- --fresh         forgets the workflows and executions of earlier starts

  HEYGEN_API_KEY=…             uses HeyGen itself. This spends money.
  WEBHOOK_URL=https://…        with it, the public address under which HeyGen reaches this n8n
  N8N_PORT=5678 SIMULATOR_PORT=8089
`;

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

interface HeyGen {
	apiKey: string;
	baseUrl: string;
	simulated: boolean;
}

async function chooseHeyGen(session: Session, steps: Steps): Promise<HeyGen> {
	const apiKey = process.env.HEYGEN_API_KEY?.trim();
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
	const port = Number(process.env.SIMULATOR_PORT ?? 8089);
	const simulator = await steps.step(
		'Start the simulated HeyGen',
		async () =>
			await session.start(
				'the simulated HeyGen',
				async () => await startSimulator({ port, filesPort: port + 1 }),
			),
		({ url }) => url,
	);
	return { apiKey: simulator.apiKey, baseUrl: simulator.url, simulated: true };
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: { once: { type: 'boolean' }, fresh: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return 0;
	}
	return await Session.run(async (session) => {
		const steps = new Steps();
		if (values.fresh) await rm(dataFolder, { recursive: true, force: true });
		await provideSamples();
		await steps.step(
			'Build the package and install it as a user would',
			async () => await installProject(dataFolder),
			({ name, version }) => `${name} ${version}`,
		);
		const heygen = await chooseHeyGen(session, steps);
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
		const credential = await steps.step('Save and test the HeyGen credential', async () => {
			const { apiKey, baseUrl } = heygen;
			const saved = await n8n.saveCredential('HeyGen', 'heyGenStudioApi', { apiKey, baseUrl });
			const { status, message } = await n8n.testCredential(saved, { apiKey, baseUrl });
			if (status !== 'OK') throw new Error(`HeyGen does not accept the credential: ${message}`);
			return saved;
		});
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
		if (values.once) return;

		const { email, password } = SANDBOX_OWNER;
		steps.say('');
		steps.say(`The editor is open at ${server.url}   (sign in: ${email} / ${password})`);
		if (heygen.simulated)
			steps.say(`The simulated HeyGen is at ${heygen.baseUrl}   (API key: ${heygen.apiKey})`);
		steps.say('Ctrl-C stops both.');
		await session.untilInterrupted();
	});
}

void main().then((code) => {
	process.exitCode = code;
});
