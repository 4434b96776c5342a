import { commandLine } from '../../scripts/commandLine.mjs';
import { startSimulator } from '.';
import type { Recollection } from './memory';

const USAGE = `A simulated HeyGen on this machine.

  npx tsx sandbox/heygen/main.ts [--port 8089] [--files-port 8090] [--api-key KEY] [--memory FILE]
                                  [--set name=value ...]

  --memory heygen.memory      keeps what is made, for the next start; without it all is forgotten
  --set renderMs=10000        a setting, as JSON; GET /_simulator/settings lists them
`;

const MEMORY: Record<Recollection, string> = {
	nothing: 'nothing yet',
	remembered: 'what earlier starts have made',
	unreadable: 'nothing: it was kept by another version of it, or at another address',
};

async function main(): Promise<void> {
	const { values } = commandLine(USAGE, {
		options: {
			port: { type: 'string', default: '8089' },
			'files-port': { type: 'string', default: '8090' },
			'api-key': { type: 'string' },
			memory: { type: 'string' },
			set: { type: 'string', multiple: true, default: [] },
		},
	});
	const simulator = await startSimulator({
		port: portOf(values.port),
		filesPort: portOf(values['files-port']),
		apiKey: values['api-key'],
		memory: values.memory,
		settings: Object.fromEntries(values.set.map(settingOf)),
	});
	const stop = () => {
		// A second signal ends it the hard way.
		process.exitCode = 0;
		void simulator.stop().then(() => process.stderr.write('Stopped.\n'));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	process.stdout.write(
		[
			`Simulated HeyGen  ${simulator.url}`,
			`Files             ${simulator.filesUrl}`,
			`API key           ${simulator.apiKey}`,
			`Bearer token      ${simulator.bearerToken}`,
			`Control           ${simulator.url}/_simulator/state`,
			`Memory            ${values.memory === undefined ? 'none: it forgets all when it stops' : MEMORY[simulator.recollection]}`,
			'',
		].join('\n'),
	);
}

function portOf(value: string): number {
	const port = Number(value);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`"${value}" is not a port`);
	return port;
}

function settingOf(pair: string): [string, unknown] {
	const [name = '', ...rest] = pair.split('=');
	const text = rest.join('=');
	try {
		return [name, JSON.parse(text)];
	} catch {
		// A bare word is a text: --set signatureStyle=plain
		return [name, text];
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
