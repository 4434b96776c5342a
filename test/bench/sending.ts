/**
 * Sends requests by bare `fetch`, so many at a time, and tells how long that took. A process of its own, run by the Node
 * that also runs n8n: it shares no event loop with the simulated HeyGen.
 */
interface Job {
	requests: Array<{ url: string; method: string; headers: Record<string, string>; body?: string }>;
	width: number;
}

function isJob(message: unknown): message is Job {
	return typeof message === 'object' && message !== null && 'requests' in message && 'width' in message;
}

async function send({
	requests,
	width,
}: Job): Promise<{ milliseconds: number; answers: Record<string, number> }> {
	const answers: Record<string, number> = {};
	const left = [...requests];
	const lane = async () => {
		for (let request = left.shift(); request; request = left.shift()) {
			const { url, ...init } = request;
			const response = await fetch(url, init);
			await response.arrayBuffer();
			answers[response.status] = (answers[response.status] ?? 0) + 1;
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: width }, lane));
	return { milliseconds: performance.now() - started, answers };
}

process.on('message', (message) => {
	if (!isJob(message)) return;
	send(message).then(
		(result) => process.send?.(result),
		(error: unknown) => process.send?.({ error: String(error) }),
	);
});

export {};
