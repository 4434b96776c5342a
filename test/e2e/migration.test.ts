import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { migrateWorkflow } from '../../migration';
import { withCredential } from '../../sandbox/examples';
import type { WorkflowFile } from '../../sandbox/n8n/client';
import { resultOf, type Execution } from '../../sandbox/n8n/execution';
import { isObject } from '../../sandbox/n8n/json';
import { LOOK, startWorld, type World } from '../support/world';

// A workflow such as people share: three rows, a request to v2, a loop that asks, a Switch, a download. It is migrated and
// run in the real n8n.

jest.setTimeout(300_000);

const at = (x: number) => [x, 0];
const request = { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' };

const rule = (status: string) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [
			{
				leftValue: '={{ $json.data.status }}',
				rightValue: status,
				operator: { type: 'string', operation: 'equals' },
			},
		],
	},
	outputKey: status,
	renameOutput: true,
});

function oldWorkflow(voiceId: string) {
	const body = `={
  "video_inputs": [{
    "character": { "type": "avatar", "avatar_id": "${LOOK}", "avatar_style": "normal" },
    "voice": { "type": "text", "input_text": "{{ $json.text.replace(/"/g, '\\\\"') }}", "voice_id": "${voiceId}", "speed": 1.1 }
  }],
  "title": "{{ $json.name }}",
  "dimension": { "width": 720, "height": 1280 }
}`;
	const node = (name: string, type: string, typeVersion: number, x: number, parameters: object) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: at(x),
		parameters,
	});
	const rows =
		"return [{ name: 'Anna', text: 'Say \"hello\"' }, { name: 'Bob', text: '[fail] please' }, { name: 'Cleo', text: 'Bye' }].map((json) => ({ json }));";
	const to = (...outputs: string[]) => ({
		main: outputs.map((name) => [{ node: name, type: 'main', index: 0 }]),
	});
	return {
		name: 'Videos by hand',
		nodes: [
			node('Start', 'manualTrigger', 1, 0, {}),
			node('Rows', 'code', 2, 200, { jsCode: rows }),
			node('Create', 'httpRequest', 4.2, 400, {
				method: 'POST',
				url: 'https://api.heygen.com/v2/video/generate',
				...request,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: body,
				options: {},
			}),
			node('Wait', 'wait', 1.1, 600, { amount: 30 }),
			node('State', 'httpRequest', 4.2, 800, {
				url: 'https://api.heygen.com/v1/video_status.get',
				...request,
				sendQuery: true,
				queryParameters: {
					parameters: [{ name: 'video_id', value: "={{ $('Create').item.json.data.video_id }}" }],
				},
				options: {},
			}),
			node('Which', 'switch', 3.2, 1000, {
				rules: { values: [rule('completed'), rule('failed')] },
				options: { fallbackOutput: 'extra' },
			}),
			node('Download', 'httpRequest', 4.2, 1200, {
				url: '={{ $json.data.video_url }}',
				options: { response: { response: { responseFormat: 'file' } } },
			}),
			node('Save', 'readWriteFile', 1, 1400, {
				operation: 'write',
				fileName: "={{ $('Rows').item.json.name }}.mp4",
				options: {},
			}),
			node('Tell', 'code', 2, 1600, {
				jsCode:
					"return $('State').all().map((item, index) => ({ json: { url: item.json.data.video_url, seconds: item.json.data.duration, id: $('Create').all()[index].json.data.video_id } }));",
			}),
			node('Complain', 'set', 3.4, 1200, {
				assignments: {
					assignments: [
						{ id: '1', name: 'reason', value: '={{ $json.data.error.message }}', type: 'string' },
						{ id: '2', name: 'who', value: "={{ $('Rows').item.json.name }}", type: 'string' },
					],
				},
				options: {},
			}),
		],
		connections: {
			Start: to('Rows'),
			Rows: to('Create'),
			Create: to('Wait'),
			Wait: to('State'),
			State: to('Which'),
			Which: to('Download', 'Complain', 'Wait'),
			Download: to('Save'),
			Save: to('Tell'),
		},
		settings: { executionOrder: 'v1' },
	};
}

function isFile(value: unknown): value is WorkflowFile {
	return isObject(value) && Array.isArray(value.nodes) && isObject(value.connections);
}

let world: World;
let execution: Execution;
let requests: Array<Record<string, unknown>>;

beforeAll(async () => {
	world = await startWorld();
	const { client, credential, control } = world;
	const voices = await fetch(`${world.heygen.url}/v3/voices`, {
		headers: { 'X-Api-Key': world.heygen.apiKey },
	});
	const answer: unknown = await voices.json();
	const [voice]: unknown[] = isObject(answer) && Array.isArray(answer.data) ? answer.data : [];
	const { workflow } = migrateWorkflow(oldWorkflow(isObject(voice) ? String(voice.voice_id) : ''));
	if (!isFile(workflow)) throw new Error('No workflow came out');
	const saved = await client.saveWorkflow(withCredential(workflow, credential));
	execution = await client.runToEnd(saved.id, { from: 'Start', timeoutMs: 120_000 });
	requests = (await control.state()).videos.map((video) => video.request).filter(isObject);
});

afterAll(async () => await world?.stop());

test('the videos are those that version 2 was asked for', () => {
	expect(requests).toHaveLength(3);
	expect(requests.find(({ title }) => title === 'Anna')).toMatchObject({
		type: 'avatar',
		avatar_id: LOOK,
		script: 'Say "hello"',
		voice_settings: { speed: 1.1 },
		aspect_ratio: '9:16',
		resolution: '720p',
	});
});

test('what is finished goes on as before, with its file', async () => {
	expect(execution.status).toBe('success');
	expect(resultOf(execution, 'Create').map(({ json }) => json.title)).toEqual(['Anna', 'Cleo']);
	expect(resultOf(execution, 'Save').map(({ json }) => json.fileName)).toEqual(['Anna.mp4', 'Cleo.mp4']);
	expect((await readFile(join(world.filesDir, 'Cleo.mp4'))).length).toBeGreaterThan(1000);
	for (const [index, { json }] of resultOf(execution, 'Tell').entries()) {
		const made = resultOf(execution, 'Create')[index]?.json;
		expect(json).toEqual({ url: made?.video_url, seconds: made?.duration, id: made?.video_id });
	}
	expect(resultOf(execution, 'Tell')).toHaveLength(2);
});

test('what has failed goes where it went, with its reason', () => {
	expect(resultOf(execution, 'Complain').map(({ json }) => json)).toEqual([
		{ who: 'Bob', reason: expect.stringMatching(/fail/i) },
	]);
});
