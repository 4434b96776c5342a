import { parseArgs } from 'node:util';
import { startSimulator } from '.';

const USAGE = `A simulated HeyGen on this machine.

  npx tsx sandbox/heygen/main.ts [--port 8089] [--files-port 8090] [--api-key KEY] [--set name=value ...]

  --set renderMs=10000        a setting, as JSON; GET /_simulator/settings lists them
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8089' },
			'files-port': { type: 'string', default: '8090' },
			'api-key': { type: 'string' },
			set: { type: 'string', multiple: true, default: [] },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return;
	}
	const simulator = await startSimulator({
		port: portOf(values.port),
		filesPort: portOf(values['files-port']),
		apiKey: values['api-key'],
		settings: Object.fromEntries(values.set.map(settingOf)),
	});
	process.stdout.write(
		[
			`Simulated HeyGen  ${simulator.url}`,
			`Files             ${simulator.filesUrl}`,
			`API key           ${simulator.apiKey}`,
			`Bearer token      ${simulator.bearerToken}`,
			`Control           ${simulator.url}/_simulator/state`,
			'',
		].join('\n'),
	);
	const stop = () => {
		// A second signal ends it the hard way.
		process.exitCode = 0;
		void simulator.stop();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
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
