/**
 * Loaded into n8n before n8n itself. Its standard input is a pipe that only the process that started it holds open,
 * so the end of that pipe means that this process is gone, however it died, and that nobody else will stop n8n.
 */
const { isMainThread } = require('node:worker_threads');

const GRACE_MS = 5000;

function watch({ stdin, pid }) {
	let stopping = false;
	const stop = () => {
		if (stopping) return;
		stopping = true;
		process.kill(pid, 'SIGTERM');
		// n8n leads its own process group, so this takes its task runner with it.
		setTimeout(() => process.kill(-pid, 'SIGKILL'), GRACE_MS);
	};
	for (const event of ['error', 'end', 'close']) stdin.on(event, stop);
	stdin.resume();
	stdin.unref();
}

// Node loads this into each of n8n's worker threads too.
if (isMainThread) watch(process);
