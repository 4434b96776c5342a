import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Below the range from which systems pick the ports of outgoing connections, so nothing takes one by chance. */
const FIRST = 20_000;
const LAST = 29_999;

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
