import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8nApiError, N8nClient } from '../../sandbox/n8n/client';
import { describe as describeExecution, resultOf } from '../../sandbox/n8n/execution';
import { startN8n, type N8n } from '../../sandbox/n8n/server';
import { expectNothingLeftOf, livingMembersOfGroup } from './processes';
import { chain, connected, set } from '../support/workflows';

jest.setTimeout(180_000);

let folder: string;
let n8n: N8n;
let client: N8nClient;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sandbox-n8n-'));
	n8n = await startN8n({ userFolder: join(folder, 'user'), filesDir: join(folder, 'files'), port: 0 });
	client = await N8nClient.open(n8n.url);
});

afterAll(async () => {
	await n8n?.stop();
	await rm(folder, { recursive: true, force: true });
});

describe('executions', () => {
	it('runs a workflow and gives the items of a node', async () => {
		const workflow = await client.saveWorkflow(chain('trivial', set('Edit Fields', { greeting: 'hello' })));
		const execution = await client.runToEnd(workflow.id, { from: 'Start' });
		expect(execution.status).toBe('success');
		expect(resultOf(execution, 'Edit Fields')).toMatchObject([{ json: { greeting: 'hello' } }]);
		expect(() => resultOf(execution, 'Elsewhere')).toThrow('did not run');
	});

	it('updates a workflow of the same name and does not add one', async () => {
		const first = await client.saveWorkflow(chain('again', set('Edit Fields', { value: 'old' })));
		const second = await client.saveWorkflow(chain('again', set('Edit Fields', { value: 'new' })));
		expect(second.id).toBe(first.id);
		const execution = await client.runToEnd(second.id, { from: 'Start' });
		expect(resultOf(execution, 'Edit Fields')[0]?.json).toMatchObject({ value: 'new' });
	});

	it('takes pinned data for what a node would have given', async () => {
		const workflow = await client.saveWorkflow({
			...chain('pinned', set('Edit Fields', { doubled: '={{ $json.value }}{{ $json.value }}' })),
			pinData: { Start: [{ json: { value: 'a' } }, { json: { value: 'b' } }] },
		});
		const execution = await client.runToEnd(workflow.id, { from: 'Start' });
		expect(resultOf(execution, 'Edit Fields').map(({ json }) => json.doubled)).toEqual(['aa', 'bb']);
	});

	it('says why a node failed, and retries the execution with the workflow as it is now', async () => {
		const stop = {
			name: 'Stop',
			type: 'n8n-nodes-base.stopAndError',
			typeVersion: 1,
			parameters: { errorMessage: 'no credits left' },
		};
		const workflow = await client.saveWorkflow(chain('fails', stop));
		const failed = await client.runToEnd(workflow.id, { from: 'Start' });
		expect(failed.status).toBe('error');
		expect(() => resultOf(failed, 'Stop')).toThrow('no credits left');
		expect(describeExecution(failed)).toContain('no credits left');

		await client.saveWorkflow(chain('fails', { ...set('Stop', { fixed: 'yes' }) }));
		const retried = await client.retryExecution(failed.id, { currentWorkflow: true });
		expect(retried).toMatchObject({ status: 'success', mode: 'retry' });
		expect(resultOf(retried, 'Stop')[0]?.json).toMatchObject({ fixed: 'yes' });
	});

	it('stops an execution, and gives up waiting for one with what it saw last', async () => {
		const wait = {
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { amount: 50, unit: 'seconds' },
		};
		const workflow = await client.saveWorkflow(chain('slow', wait));
		const id = await client.run(workflow.id, { from: 'Start' });
		await expect(client.waitForExecution(id, { timeoutMs: 300 })).rejects.toThrow(`execution ${id} (`);
		await client.stopExecution(id);
		expect((await client.waitForExecution(id)).status).toBe('canceled');
	});

	it('lists every execution once, over all pages', async () => {
		const workflow = await client.saveWorkflow({
			...webhookWorkflow('many', 'many'),
			settings: { saveDataSuccessExecution: 'all' },
		});
		await client.activateWorkflow(workflow);
		for (let batch = 0; batch < 5; batch++) {
			await Promise.all(Array.from({ length: 25 }, async () => await client.callWebhook('many')));
		}
		const listed = await client.waitForNewExecutions(workflow.id, [], { count: 125 });
		expect(listed).toHaveLength(125);
		expect(new Set(listed.map(({ id }) => id)).size).toBe(125);
		expect(await client.listExecutions({ workflowId: workflow.id, limit: 3 })).toHaveLength(3);
		expect(await client.listExecutions({ workflowId: workflow.id, status: ['error'] })).toEqual([]);
		await client.deactivateWorkflow(workflow.id);
	});
});

describe('webhooks', () => {
	it('answer as soon as the workflow is active, and no more when it is not', async () => {
		const workflow = await client.saveWorkflow(webhookWorkflow('hook', 'hook'));
		await client.activateWorkflow(workflow);
		const seen = await client.listExecutions({ workflowId: workflow.id });
		expect((await client.callWebhook('hook', { body: { a: 1 }, query: { q: 'x' } })).status).toBe(200);
		const [summary] = await client.waitForNewExecutions(workflow.id, seen);
		const execution = await client.getExecution(summary?.id ?? '');
		expect(resultOf(execution, 'Webhook')[0]?.json).toMatchObject({ body: { a: 1 }, query: { q: 'x' } });
		await client.deactivateWorkflow(workflow.id);
		expect((await client.callWebhook('hook')).status).toBe(404);
	});

	it('take one test event while the editor listens', async () => {
		const workflow = await client.saveWorkflow(webhookWorkflow('test hook', 'test-hook'));
		await client.listenForTestEvent(workflow.id, 'Webhook');
		expect((await client.callWebhook('test-hook', { test: true })).status).toBe(200);
		const [summary] = await client.waitForNewExecutions(workflow.id, []);
		expect(summary).toMatchObject({ status: 'success', mode: 'manual' });
		await client.deleteWorkflow(workflow.id);
		await expect(client.getWorkflow(workflow.id)).rejects.toThrow(N8nApiError);
	});
});

describe('files', () => {
	it('are read and written by a path relative to the folder of files', async () => {
		const portrait = randomBytes(4096);
		await writeFile(join(n8n.filesDir, 'portrait.png'), portrait);
		const workflow = await client.saveWorkflow(
			chain(
				'files',
				readWrite('Read', { fileSelector: 'portrait.png', options: {} }),
				readWrite('Write', {
					operation: 'write',
					fileName: 'talking-video.mp4',
					dataPropertyName: 'data',
					options: {},
				}),
			),
		);
		const execution = await client.runToEnd(workflow.id, { from: 'Start' });
		const file = resultOf(execution, 'Write')[0]?.binary?.data;
		expect(file).toMatchObject({ mimeType: 'image/png' });
		expect(file?.id).toMatch(/^filesystem/);
		expect(file && (await client.downloadBinary(file))).toEqual(portrait);
		expect(await readFile(join(n8n.filesDir, 'talking-video.mp4'))).toEqual(portrait);
	});

	it('outside of that folder are out of reach', async () => {
		await writeFile(join(folder, 'secret.png'), 'secret');
		const workflow = await client.saveWorkflow(
			chain('secret', readWrite('Read', { fileSelector: '../secret.png', options: {} })),
		);
		const execution = await client.runToEnd(workflow.id, { from: 'Start' });
		expect(() => resultOf(execution, 'Read')).toThrow(/not allowed/);
	});
});

describe('credentials', () => {
	it('are created, updated by name and tested', async () => {
		const data = { user: 'u', password: 'p' };
		const credential = await client.saveCredential('basic', 'httpBasicAuth', data);
		expect(await client.saveCredential('basic', 'httpBasicAuth', { ...data, password: 'q' })).toEqual(
			credential,
		);
		expect((await client.listCredentials()).filter(({ name }) => name === 'basic')).toEqual([credential]);
		const test = await client.testCredential(credential, data);
		expect(test).toEqual({
			status: 'Error',
			message: expect.stringContaining('No testing function') as string,
		});
		await client.deleteCredential(credential.id);
	});

	it('of OAuth2 lead to the page that asks the user', async () => {
		const credential = await client.saveCredential('oauth', 'oAuth2Api', {
			grantType: 'pkce',
			authUrl: 'http://127.0.0.1:9/authorize',
			accessTokenUrl: 'http://127.0.0.1:9/token',
			clientId: 'client',
			clientSecret: 'secret',
			scope: 'a b',
		});
		const url = new URL(await client.oauth2AuthorizeUrl(credential.id));
		expect(url.origin + url.pathname).toBe('http://127.0.0.1:9/authorize');
		expect(url.searchParams.get('code_challenge_method')).toBe('S256');
		expect(url.searchParams.get('redirect_uri')).toBe(`${n8n.url}/rest/oauth2-credential/callback`);
		const state = url.searchParams.get('state') ?? '';
		// Nothing listens on the token endpoint.
		await expect(
			client.oauth2Callback(
				`${n8n.url}/rest/oauth2-credential/callback?code=c&state=${encodeURIComponent(state)}`,
			),
		).rejects.toThrow('refused the OAuth2 callback');
	});
});

describe('node types', () => {
	it('are those n8n loaded', async () => {
		const types = await client.nodeTypes('n8n-nodes-base');
		expect(types.map(({ name }) => name)).toContain('n8n-nodes-base.httpRequest');
		expect((await client.credentialTypes()).map(({ name }) => name)).toContain('oAuth2Api');
	});

	it('load the choices of a parameter as the editor asks for them', async () => {
		const workflow = await client.saveWorkflow(chain('listed'));
		const page = await client
			.locatorChoices(
				{
					node: { type: 'n8n-nodes-base.executeWorkflow', typeVersion: 1.2 },
					parameter: 'workflowId',
					method: 'searchWorkflows',
					parameters: {},
				},
				{ filter: 'listed' },
			)
			.catch((error: unknown) => error);
		// The built-in locators of workflows are loaded by the editor itself, so n8n knows no such method.
		expect(page).toBeInstanceOf(N8nApiError);
		await client.deleteWorkflow(workflow.id);
	});
});

describe('the process', () => {
	it('refuses a port that is taken and says how to choose another', async () => {
		await expect(startN8n({ userFolder: join(folder, 'second'), port: n8n.port })).rejects.toThrow(
			`Port ${n8n.port} is in use, so n8n cannot listen on it. Stop what uses it, or choose another port: N8N_PORT=${n8n.port + 1} npm start`,
		);
	});

	it('comes back after a crash with what it knew, and an execution that was running is no longer', async () => {
		const wait = {
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { amount: 50, unit: 'seconds' },
		};
		const workflow = await client.saveWorkflow(chain('interrupted', wait));
		const id = await client.run(workflow.id, { from: 'Start' });
		await client.waitForExecution(id, { until: ['running'] });
		const { pid } = n8n;
		await n8n.kill();
		expect(n8n.pid).toBeUndefined();
		await expectNothingLeftOf(pid);
		await n8n.restart();
		const again = await N8nClient.open(n8n.url);
		expect((await again.getWorkflow(workflow.id)).name).toBe('interrupted');
		expect((await again.waitForExecution(id)).status).toBe('crashed');
		client = again;
	});

	it('leaves nothing behind when it is stopped, and can be stopped twice', async () => {
		const { pid } = n8n;
		await Promise.all([n8n.stop(), n8n.stop()]);
		await n8n.stop();
		await expectNothingLeftOf(pid);
		expect(await n8n.logs()).toContain('Stopping n8n');
	});

	it('says what its log says when it cannot start', async () => {
		await expect(startN8n({ userFolder: n8n.userFolder, port: 0, encryptionKey: 'another' })).rejects.toThrow(
			/^n8n \(main\) did not start: it ended with code 1\. The end of its log \(.*\):\n[\s\S]*encryption key/i,
		);
	});

	it('can be told to give up its start', async () => {
		const giveUp = new AbortController();
		const starting = startN8n({ userFolder: n8n.userFolder, port: 0, signal: giveUp.signal });
		giveUp.abort(new Error('not wanted any more'));
		await expect(starting).rejects.toThrow('not wanted any more');
	});

	it('does not outlive the process that started it, even when that is killed', async () => {
		const parent = spawn(
			process.execPath,
			[
				...['--import', 'tsx', '--eval'],
				`require('./sandbox/n8n/server.ts')
					.startN8n({ userFolder: ${JSON.stringify(n8n.userFolder)}, port: 0 })
					.then(({ pid }) => console.log(pid))`,
			],
			{ stdio: ['ignore', 'pipe', 'inherit'] },
		);
		const [output] = (await once(parent.stdout, 'data')) as [Buffer];
		const pid = Number(output);
		expect(await livingMembersOfGroup(pid)).not.toEqual([]);
		parent.kill('SIGKILL');
		await expectNothingLeftOf(pid);
	});
});

function readWrite(name: string, parameters: Record<string, unknown>) {
	return { name, type: 'n8n-nodes-base.readWriteFile', typeVersion: 1, parameters };
}

function webhookWorkflow(name: string, path: string) {
	const nodes = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: { path, httpMethod: 'POST', options: {} },
		},
		set('Edit Fields', { seen: 'yes' }),
	];
	return { name, nodes, connections: connected(nodes.map((node) => node.name)) };
}
