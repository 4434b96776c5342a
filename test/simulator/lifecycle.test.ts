import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSimulator } from '../../sandbox/heygen';
import { UNTIL_FINISHED } from '../../sandbox/heygen/control';
import { Bench, until } from './support';

const run = promisify(execFile);
const root = join(__dirname, '../..');
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');

let started: Bench | undefined;

const startBench = async (...given: Parameters<typeof Bench.start>) =>
	(started = await Bench.start(...given));

// Also where the test failed: a server that goes on keeps jest from ending.
afterEach(async () => {
	await started?.stop();
	started = undefined;
});

describe('lifecycle', () => {
	it('has the API and the files on two origins', async () => {
		const bench = await startBench();
		expect(bench.simulator.url).not.toBe(bench.simulator.filesUrl);
	});

	it('says which port is busy and leaves nothing running', async () => {
		const first = await startSimulator();
		const port = Number(new URL(first.url).port);
		await expect(startSimulator({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
		await expect(startSimulator({ filesPort: port })).rejects.toThrow(`Port ${port}`);
		await first.stop();
		// Both failed starts must have given back what they had taken.
		const again = await startSimulator({ port });
		expect(again.url).toBe(first.url);
		await again.stop();
	});

	it('refuses an unknown setting at the start', async () => {
		const settings = JSON.parse('{"rendersMs": 1}') as object;
		await expect(startSimulator({ settings })).rejects.toThrow('Setting "rendersMs": is unknown');
	});

	it('goes back to the beginning on reset', async () => {
		const bench = await startBench({ wallet: 5, renderMs: 60_000 });
		await bench.post('/v3/videos', { type: 'avatar', avatar_id: 'Abigail_Sofa_public', script: 'Hi' });
		await bench.control.set({ latencyMs: 5, wallet: 1 });
		await bench.control.addFault({ kind: 'status' });
		await bench.control.reset();
		const state = await bench.control.state();
		expect(state.counts).toMatchObject({ videos: 0, looks: 0, voices: 62 });
		expect(state.jobs.running).toBe(0);
		expect(await bench.control.settings()).toMatchObject({ latencyMs: 0, wallet: 5, renderMs: 60_000 });
		expect(await bench.control.requests()).toEqual([]);
		expect((await bench.get('/v3/users/me')).status).toBe(200);
	});

	it('ends what is under way when it is told to', async () => {
		const bench = await startBench({ renderMs: UNTIL_FINISHED });
		await bench.post('/v3/videos', { type: 'avatar', avatar_id: 'Abigail_Sofa_public', script: 'Hi' });
		expect((await bench.control.state()).videos.map(({ status }) => status)).toEqual(['pending']);
		await bench.control.finishJobs();
		const { videos, jobs } = await bench.control.state();
		expect([videos.map(({ status }) => status), jobs.running]).toEqual([['completed'], 0]);
	});

	it('counts sockets and hides credentials in its log', async () => {
		// Long enough for all to be there at once on a busy machine.
		const bench = await startBench({ latencyMs: 1000 });
		await bench.control.clearRequests();
		await Promise.all(Array.from({ length: 20 }, () => bench.get('/v3/users/me')));
		const { peakInFlight, peakSockets, inFlight, requests } = await bench.control.metrics();
		expect([peakInFlight, inFlight, requests.userMeGet]).toEqual([20, 0, 20]);
		expect(peakSockets).toBeGreaterThanOrEqual(20);
		const [request] = await bench.control.requests({ operationId: 'userMeGet' });
		expect(request?.headers['x-api-key']).toBe('REDACTED');
		expect(JSON.stringify(request)).not.toContain(bench.simulator.apiKey);
	});

	it('lets the process end after stop, whatever was under way', async () => {
		const script = `
			import { startSimulator } from './sandbox/heygen';
			import axios from 'axios';
			(async () => {
				const s = await startSimulator({ settings: { renderMs: 60000, webhookBackoffMs: 60000, webhookMaxAttempts: 99 } });
				const http = axios.create({ baseURL: s.url, headers: { 'x-api-key': s.apiKey } });
				await http.post('/v3/webhooks/endpoints', { url: 'http://127.0.0.1:9/none' });
				await http.post('/v3/videos', { type: 'avatar', avatar_id: 'Abigail_Sofa_public', script: 'Hi' });
				await http.post('/_simulator/events', { eventType: 'personalized_video' });
				await http.patch('/_simulator/settings', { latencyMs: 60000 });
				http.get('/v3/users/me').catch(() => undefined);
				await new Promise((resolve) => setImmediate(resolve));
				await s.stop();
				process.stdout.write('stopped');
			})();
		`;
		const { stdout } = await run(process.execPath, [tsx, '--eval', script], { cwd: root, timeout: 20_000 });
		expect(stdout).toBe('stopped');
	}, 25_000);

	it('does not wait for the address of a host that nobody knows', async () => {
		const script = `
			import axios from 'axios';
			import { createSocket } from 'node:dgram';
			import dns from 'node:dns';
			import { once } from 'node:events';
			(async () => {
				// It hears every question and answers none.
				const silent = createSocket('udp4').bind(0, '127.0.0.1');
				await once(silent, 'listening');
				const servers = ['127.0.0.1:' + silent.address().port];
				dns.Resolver = class extends dns.Resolver {
					constructor() {
						super();
						this.setServers(servers);
					}
				};
				const { startSimulator } = require('./sandbox/heygen');
				const s = await startSimulator({ settings: { renderMs: 0 } });
				const asked = once(silent, 'message');
				await axios.post(
					s.url + '/v3/videos',
					{
						type: 'avatar',
						avatar_id: 'Abigail_Sofa_public',
						script: 'Hi',
						callback_url: 'https://hook.example.com',
					},
					{ headers: { 'x-api-key': s.apiKey } },
				);
				await asked;
				silent.unref();
				const began = Date.now();
				process.on('exit', () => process.stdout.write(String(Date.now() - began)));
				await s.stop();
			})();
		`;
		const { stdout } = await run(process.execPath, [tsx, '--eval', script], { cwd: root, timeout: 60_000 });
		// A question that is not broken off is repeated for more than twenty seconds.
		expect(Number(stdout || Infinity)).toBeLessThan(10_000);
	}, 65_000);

	it('runs from the command line until it is told to stop', async () => {
		const child = spawn(
			process.execPath,
			[
				'--import',
				'tsx',
				'sandbox/heygen/main.ts',
				'--port',
				'0',
				'--files-port',
				'0',
				'--set',
				'renderMs=7',
			],
			{ cwd: root },
		);
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		const exit = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
		const url = await until('its address', () => /Simulated HeyGen\s+(\S+)/.exec(output)?.[1], 15_000);
		const settings = (await (await fetch(`${url}/_simulator/settings`)).json()) as { renderMs: number };
		expect(settings.renderMs).toBe(7);
		child.kill('SIGTERM');
		expect(await exit).toBe(0);
	}, 20_000);
});
