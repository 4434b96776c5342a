import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { globalAgent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import axios from 'axios';
import type { SettingsPatch } from '../../sandbox/heygen';
import { freePort } from '../../sandbox/ports';
import { Bench, until } from './support';

const root = join(__dirname, '..', '..');

/** What is under way when it stops would not end by itself for as long as this test runs. */
const SLOW: SettingsPatch = { renderMs: 600_000, trainingMs: 600_000, photoMs: 600_000 };

let folder: string;
let memory: string;
let port: number;
let filesPort: number;
let bench: Bench;

const start = async (settings?: SettingsPatch) =>
	(bench = await Bench.at({ settings, port, filesPort, memory }));

async function restart(settings?: SettingsPatch): Promise<void> {
	await bench.stop();
	// Its sockets would be taken for those of the next one, which has the same address.
	globalAgent.destroy();
	await start(settings);
}

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'simulator-memory-'));
	memory = join(folder, 'below', 'heygen.memory');
	port = await freePort();
	filesPort = await freePort(port);
});

afterEach(async () => {
	await bench.stop();
	await rm(folder, { recursive: true, force: true });
});

/** One of whatever the account can own, with what the API says of it. */
async function build(): Promise<string[]> {
	const asset = await bench.asset('portrait.png', 'image/png');
	const avatar = await bench.post('/v3/avatars', {
		type: 'photo',
		name: 'Anna',
		file: { type: 'asset_id', asset_id: asset },
	});
	const look = avatar.text('data.avatar_item.id');
	const video = await bench.post('/v3/videos', {
		type: 'avatar',
		avatar_id: 'Abigail_Sofa_public',
		script: 'Hello',
	});
	const folderMade = await bench.post('/v3/folders', { name: 'Spring' });
	const glossary = await bench.post('/v3/brand-glossaries', { name: 'Words' });
	const voice = await bench.post('/v3/voices/clone', {
		voice_name: 'Mine',
		audio: { type: 'asset_id', asset_id: await bench.asset('voice.mp3', 'audio/mpeg') },
	});
	return [
		`/v3/assets/${asset}`,
		`/v3/avatars/looks/${look}`,
		`/v3/avatars/${avatar.text('data.avatar_group.id')}`,
		`/v3/videos/${video.text('data.video_id')}`,
		`/v3/folders/${folderMade.text('data.folder_id')}`,
		`/v3/brand-glossaries/${glossary.text('data.brand_glossary_id')}`,
		`/v3/voices/${voice.text('data.voice_clone_id')}`,
	];
}

const LISTS = [
	'/v3/assets?username=simulated-user',
	'/v3/avatars',
	'/v3/videos',
	'/v3/voices?type=private',
	'/v3/brand-glossaries',
];

/** Links are signed anew each time. */
const seen = async (paths: string[]) =>
	await Promise.all(
		paths.map(async (path) => {
			const { status, body } = await bench.get(path);
			return { path, status, body: JSON.stringify(body).replace(/Expires=\d+&Signature=\w+/g, 'signed') };
		}),
	);

describe('memory', () => {
	it('finds again what was made, under its ids', async () => {
		await start();
		expect(bench.simulator.recollection).toBe('nothing');
		const paths = await build();
		await until('all to be done', async () => (await bench.control.state()).jobs.running === 0);
		const before = await seen([...paths, ...LISTS]);
		expect(before.map(({ status }) => status)).toEqual(before.map(() => 200));
		await restart();
		expect(bench.simulator.recollection).toBe('remembered');
		expect(await seen([...paths, ...LISTS])).toEqual(before);
		const later = await bench.post('/v3/folders', { name: 'Summer' });
		await restart();
		expect(await seen([...paths, ...LISTS])).toEqual(before);
		expect((await bench.get(`/v3/folders/${later.text('data.folder_id')}`)).at('data.name')).toBe('Summer');
	});

	it('serves the file of an asset again', async () => {
		await start();
		const asset = await bench.asset('portrait.png', 'image/png');
		const { url } = (await bench.get(`/v3/assets/${asset}`)).at('data') as { url: string };
		const before = await axios.get<Buffer>(url, { responseType: 'arraybuffer' });
		await restart();
		const after = await axios.get<Buffer>(url, { responseType: 'arraybuffer' });
		expect(after.data.equals(before.data)).toBe(true);
		expect(after.data.length).toBeGreaterThan(0);
	});

	it('has ended by the next start what was under way, which its history tells and nobody was told', async () => {
		await start(SLOW);
		const endpoint = await bench.post('/v3/webhooks/endpoints', {
			url: `http://127.0.0.1:${await freePort()}/`,
		});
		const paths = await build();
		expect((await bench.control.state()).jobs.running).toBeGreaterThan(0);
		await restart(SLOW);
		const [, look, , video] = await Promise.all(paths.map(async (path) => await bench.get(path)));
		expect([look?.at('data.status'), video?.at('data.status')]).toEqual(['completed', 'completed']);
		const events = (await bench.get('/v3/webhooks/events')).list('data');
		expect(events.map(({ event_type }) => event_type)).toContain('avatar_video.success');
		const { endpoints, jobs } = await bench.control.state();
		expect(endpoints).toMatchObject([
			{ endpoint_id: endpoint.text('data.endpoint_id'), secret: endpoint.text('data.secret') },
		]);
		expect(jobs.running).toBe(0);
		expect(await bench.control.deliveries()).toEqual([]);
	});

	it('lets a reset forget for good, and begins each time with its money and its settings', async () => {
		await start({ wallet: 50 });
		await build();
		await bench.control.set({ latencyMs: 3 });
		await restart({ wallet: 50 });
		expect(await bench.control.settings()).toMatchObject({ wallet: 50, latencyMs: 0 });
		await bench.control.reset();
		await restart();
		expect((await bench.control.state()).counts).toMatchObject({
			videos: 0,
			looks: 0,
			assets: 0,
			folders: 0,
		});
	});

	it.each([
		['of another version', serialize({ version: 'another', saved: serialize({}) })],
		['of no kind', Buffer.from('{"half": ')],
	])('forgets, and says so, where the file is %s', async (_what, content) => {
		memory = join(folder, 'heygen.memory');
		await writeFile(memory, content);
		await start();
		expect(bench.simulator.recollection).toBe('unreadable');
		expect((await bench.control.state()).counts).toMatchObject({ videos: 0, voices: 62 });
		await bench.post('/v3/folders', { name: 'Spring' });
		await restart();
		expect(bench.simulator.recollection).toBe('remembered');
	});

	it('knows another address for another HeyGen, to which its links do not lead', async () => {
		await start();
		await bench.stop();
		filesPort = await freePort(port, filesPort);
		await start();
		expect(bench.simulator.recollection).toBe('unreadable');
	});

	it('lets who has signed in stay signed in', async () => {
		await start({ oauthInstantApproval: true });
		const redirect = 'http://localhost:5678/rest/oauth2-credential/callback';
		const verifier = 'v'.repeat(43);
		const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
		const approved = await bench.request({
			url: '/oauth/authorize',
			params: {
				response_type: 'code',
				client_id: 'n8n',
				redirect_uri: redirect,
				state: 's',
				code_challenge: Buffer.from(challenge).toString('base64url'),
				code_challenge_method: 'S256',
			},
		});
		const code = new URL(approved.header('location') ?? '').searchParams.get('code') ?? '';
		const signIn = { client_id: 'n8n', redirect_uri: redirect, code, code_verifier: verifier };
		const token = async (fields: Record<string, string>) =>
			await bench.post('/v1/oauth/token', new URLSearchParams(fields));
		const issued = await token({ grant_type: 'authorization_code', ...signIn });
		await restart();
		const headers = { 'x-api-key': undefined, authorization: `Bearer ${issued.text('access_token')}` };
		expect((await bench.get('/v3/users/me', { headers })).status).toBe(200);
		const renewed = await token({ grant_type: 'refresh_token', refresh_token: issued.text('refresh_token') });
		expect(renewed.status).toBe(200);
	});
});

describe('the command', () => {
	const children: ChildProcess[] = [];

	afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

	/** Resolves when it has said all, with what it says from then on. */
	async function command(...args: string[]): Promise<{ child: ChildProcess; output: () => string }> {
		const ports = ['--port', String(port), '--files-port', String(filesPort)];
		const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/heygen/main.ts', ...ports, ...args], {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		children.push(child);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		}
		await until('its memory', () => /Memory .*\n/.test(output), 60_000);
		return { child, output: () => output };
	}

	it('remembers even what was made before a crash, and says when it has stopped', async () => {
		// For its client alone: the command has the same ports, and the same key.
		await start();
		await bench.stop();
		await rm(memory);
		const first = await command('--memory', memory);
		expect(first.output()).toContain('Memory            nothing yet');
		const made = await bench.post('/v3/folders', { name: 'Spring' });
		await until('the file', () => existsSync(memory), 60_000);
		first.child.kill('SIGKILL');
		await once(first.child, 'close');
		const second = await command('--memory', memory);
		expect(second.output()).toContain('Memory            what earlier starts have made');
		expect((await bench.get(`/v3/folders/${made.text('data.folder_id')}`)).at('data.name')).toBe('Spring');
		second.child.kill('SIGINT');
		expect(await once(second.child, 'close')).toEqual([0, null]);
		expect(second.output()).toMatch(/\nStopped\.\n$/);
	}, 120_000);

	it('says so where it forgets all', async () => {
		await start();
		await bench.stop();
		const { child, output } = await command();
		expect(output()).toContain('Memory            none: it forgets all when it stops');
		child.kill('SIGTERM');
		expect(await once(child, 'close')).toEqual([0, null]);
	}, 60_000);
});
