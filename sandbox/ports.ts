import { createServer } from 'node:net';

/** Ports that follow each other, of which the first is chosen. */
export interface PortChoice {
	/** The environment's variable that chooses. */
	variable: string;
	/** The port where it does not. */
	otherwise: number;
	/** What each of them is for, in their order. */
	used: string[];
}

const LOOPBACK = '127.0.0.1';

/** Below the range from which systems pick the ports of outgoing connections, so nothing takes one by chance. */
const FIRST = 20_000;
const LAST = 29_999;
const HIGHEST = 65_535;

/**
 * The port that the environment chooses, or else the usual one.
 * @throws Error where that is none
 */
export function portOf({ variable, otherwise, used }: PortChoice): number {
	const chosen = process.env[variable];
	if (!chosen) return otherwise;
	const highest = HIGHEST - used.length + 1;
	const port = Number(chosen);
	if (!Number.isInteger(port) || port < 1 || port > highest) {
		throw new Error(`${variable} is "${chosen}", and has to be a number from 1 to ${highest}.`);
	}
	return port;
}

/** @throws Error naming every port that cannot be had, with what chooses another */
export async function refuseTakenPorts(choices: PortChoice[]): Promise<void> {
	const wanted = choices.flatMap((choice) =>
		choice.used.map((what, index) => ({ what, port: portOf(choice) + index, choice })),
	);
	const complaints: string[] = [];
	for (const [index, { what, port, choice }] of wanted.entries()) {
		const promised = wanted.slice(0, index).some((earlier) => earlier.port === port);
		if (!promised && (await isPortFree(port))) continue;
		const other = await freeRun(portOf(choice) + 1, choice.used.length);
		complaints.push(
			`Port ${port} for ${what} is in use. Stop what uses it, or choose another: ${choice.variable}=${other} npm start`,
		);
	}
	if (complaints.length > 0) throw new Error(complaints.join('\n  '));
}

/** The first of so many free ports in a row. */
async function freeRun(from: number, length: number): Promise<number> {
	for (let first = from; first + length - 1 <= HIGHEST; first++) {
		const run = Array.from({ length }, (_, index) => first + index);
		const free = await Promise.all(run.map(isPortFree));
		if (free.every(Boolean)) return first;
	}
	return await freePort();
}

export async function isPortFree(port: number): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(false);
			else reject(error);
		});
		probe.listen({ port, host: LOOPBACK, exclusive: true }, () => probe.close(() => resolve(true)));
	});
}

/** A port on loopback that is free now. Two calls in a row may give the same one unless the first is passed in `except`. */
export async function freePort(...except: number[]): Promise<number> {
	for (let attempt = 0; attempt < 100; attempt++) {
		const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
		if (!except.includes(port) && (await isPortFree(port))) return port;
	}
	throw new Error(`No free port between ${FIRST} and ${LAST}.`);
}
