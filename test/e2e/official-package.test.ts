import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowFile, WorkflowNode } from '../../sandbox/n8n/client';
import { resultOf, type Execution } from '../../sandbox/n8n/execution';
import { projectRoot, type InstalledPackage } from '../../sandbox/n8n/install-package';
import { asArray, asObject, type JsonObject } from '../../sandbox/n8n/json';
import { delivered, listener, post } from '../support/listener';
import {
	installOfficial,
	OFFICIAL,
	officialNode,
	pointOfficialAt,
	saveOfficialCredential,
} from '../support/official';
import { chain } from '../support/workflows';
import { byId, heyGenNode, LOOK, PACKAGE, rows, startWorld, videoNode, type World } from '../support/world';

// What the README says of HeyGen's own package: each row of its table is a test of this name, and shows both packages.

jest.setTimeout(300_000);

const WEBHOOK_ID = '5b0f0d34-2f3b-4a55-8a43-1f3f3d1f7f10';

/** "Price of the Week" of the simulated HeyGen. */
const TEMPLATE = '1c2d3e4f5a6b4c7d8e9f0a1b2c3d4e5f';

let world: World;
let theirNode: (parameters: JsonObject, settings?: JsonObject) => WorkflowNode;

beforeAll(async () => {
	let official: InstalledPackage | undefined;
	world = await startWorld({
		settings: { trainingMs: 500, renderMs: 500 },
		prepare: async (userFolder) => {
			official = await installOfficial(userFolder);
		},
	});
	if (!official) throw new Error(`${OFFICIAL} was not installed`);
	await pointOfficialAt(world.heygen.url, official);
	await world.n8n.restart();
	const credential = await saveOfficialCredential(world);
	theirNode = (parameters, settings = {}) => ({
		...officialNode(credential, 'HeyGen', parameters),
		...settings,
	});
	await mkdir(world.filesDir, { recursive: true });
	const samples = join(projectRoot, 'sandbox', 'heygen', 'files');
	await copyFile(join(samples, 'portrait.png'), join(world.filesDir, 'portrait.png'));
});
afterAll(async () => await world?.stop());
beforeEach(async () => await world.control.reset());

async function run(file: WorkflowFile): Promise<Execution> {
	const workflow = await world.client.saveWorkflow(file);
	return await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
}

const ours = (resource: string, operation: string, parameters: JsonObject = {}) =>
	heyGenNode({ resource, operation, parameters, credential: world.credential });

const readPhoto: WorkflowNode = {
	name: 'Read Photo',
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1,
	parameters: { fileSelector: 'portrait.png', options: {} },
};

const theirVideo = (settings?: JsonObject) =>
	theirNode(
		{
			resource: 'video',
			operation: 'createVideo',
			videosUseJsonBody: true,
			videosJsonBody: JSON.stringify({ type: 'avatar', avatar_id: LOOK, script: 'Hello number 1' }),
		},
		settings,
	);

const sheet = (name: string, node: WorkflowNode) => ({ ...chain(name, node), pinData: { Start: rows(1) } });

/** The operations a node offers. */
function operationsOf(type: JsonObject | undefined): string[] {
	return (
		asArray(asObject(type, 'node type').properties, 'properties')
			.map((property) => asObject(property, 'property'))
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => asArray(options, 'options'))
			.map((option) => asObject(option, 'option'))
			// n8n adds it to every node that has a credential.
			.filter(({ value }) => value !== '__CUSTOM_API_CALL__')
			.map(({ name }) => String(name))
	);
}

test('Operations', async () => {
	const [theirs] = (await world.client.nodeTypes(OFFICIAL)).filter(
		({ name }) => name === `${OFFICIAL}.heygenNode`,
	);
	const [own] = (await world.client.nodeTypes(PACKAGE)).filter(({ name }) => name === `${PACKAGE}.heyGen`);
	expect(operationsOf(theirs)).toHaveLength(23);
	expect(operationsOf(theirs)).toContain('Register OAuth Client');
	expect(operationsOf(own)).toHaveLength(105);
});

test('Waiting', async () => {
	const theirs = resultOf(await run(sheet('Their video', theirVideo())), 'HeyGen');
	expect(JSON.stringify(theirs[0]?.json)).not.toContain('completed');
	expect((await world.control.state()).videos[0]?.status).not.toBe('completed');

	await world.control.reset();
	const own = resultOf(await run(sheet('Own video', videoNode({ credential: world.credential }))), 'HeyGen');
	expect(own[0]?.json).toMatchObject({ status: 'completed' });
});

test('A lost answer, and Retry On Fail', async () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	const lose = async () =>
		await world.control.addFault({ kind: 'loseResponse', operationId: 'videoCreate', times: 1 });
	await lose();
	await run(sheet('Their lost answer', theirVideo(retry)));
	expect((await world.control.state()).videos).toHaveLength(2);
	const [first] = await world.control.requests({ operationId: 'videoCreate' });
	expect(first?.idempotencyKey).toBeNull();

	await world.control.reset();
	await lose();
	await run(sheet('Own lost answer', videoNode({ credential: world.credential, settings: retry })));
	expect((await world.control.state()).videos).toHaveLength(1);
});

test('An avatar from a photo', async () => {
	const theirs = theirNode({
		resource: 'avatar',
		operation: 'createAvatar',
		avatarCreateType: 'photo',
		avatarName: 'Anna',
	});
	const { error } = await run(chain('Their photo avatar', readPhoto, theirs));
	expect(error?.message).toContain('you must enable Define Body Using JSON');

	const own = ours('avatar', 'create', {
		type: 'photo',
		name: 'Anna',
		photoSource: 'binary',
		photoBinaryProperty: 'data',
	});
	const [look] = resultOf(await run(chain('Own photo avatar', readPhoto, own)), 'HeyGen');
	expect(look?.json).toMatchObject({ avatar_type: 'photo_avatar', status: 'completed' });
});

test('Files of the item', async () => {
	const theirs = theirNode({
		resource: 'asset',
		operation: 'uploadAssets',
		binaryData: true,
		binaryPropertyName: 'data',
	});
	const { error } = await run(chain('Their upload', readPhoto, theirs));
	expect(error?.httpCode).toBe('400');
	const [upload] = await world.control.requests({ operationId: 'assetCreate' });
	const { size } = await stat(join(world.filesDir, 'portrait.png'));
	expect(Number(upload?.headers['content-length'])).toBeLessThan(size);

	await world.control.reset();
	const own = ours('asset', 'upload', { fileSource: 'binary', fileBinaryProperty: 'data' });
	const [asset] = resultOf(await run(chain('Own upload', readPhoto, own)), 'HeyGen');
	expect(asset?.json).toMatchObject({ mime_type: 'image/png', size_bytes: size });
});

test('Lists', async () => {
	const theirs = theirNode({ resource: 'list', operation: 'listVoices', engineFilter: 'any' });
	const pages = resultOf(await run(chain('Their list', theirs)), 'HeyGen');
	expect(pages).toHaveLength(1);
	expect(pages[0]?.json).toMatchObject({ has_more: true, next_token: expect.any(String) });

	const own = ours('voice', 'getAll', { returnAll: true });
	const voices = resultOf(await run(chain('Own list', own)), 'HeyGen');
	expect(voices.length).toBeGreaterThan(asArray(pages[0]?.json.data, 'data').length);
	expect(voices.every(({ json }) => typeof json.voice_id === 'string')).toBe(true);
});

test('Templates', async () => {
	const theirs = theirNode({
		resource: 'video',
		operation: 'createTemplateVideo',
		templateIDString: TEMPLATE,
		caption: false,
		dimension: {},
		templateVariables: {},
	});
	await run(chain('Their template', theirs));
	const [sent] = (await world.control.requests()).slice(-1);
	expect(sent?.path).toBe(`/v2/template/${TEMPLATE}/generate`);

	const own = ours('template', 'generate', {
		templateId: byId(TEMPLATE),
		specifyVariables: 'json',
		variables: '{"price": "9 euros"}',
	});
	const [video] = resultOf(await run(chain('Own template', own)), 'HeyGen');
	expect(video?.json).toMatchObject({ status: 'completed' });
	const [generated] = await world.control.requests({ operationId: 'templateGenerate' });
	expect(generated?.path).toBe(`/v3/templates/${TEMPLATE}`);
});

test('Trigger', async () => {
	const theirs = await world.client.saveWorkflow({
		name: 'Their trigger',
		nodes: [
			{
				name: 'HeyGen Trigger',
				type: `${OFFICIAL}.heygenTrigger`,
				typeVersion: 1,
				parameters: { events: [] },
				webhookId: WEBHOOK_ID,
			},
		],
		connections: {},
	});
	await world.client.activateWorkflow(theirs);
	expect((await world.control.state()).endpoints).toEqual([]);

	const url = `${world.n8n.url}/webhook/${WEBHOOK_ID}/heygen`;
	const heyGens = JSON.stringify({ event_type: 'avatar_video.success', event_data: {} });
	expect(await post(url, heyGens)).toMatchObject({ status: 500 });
	const [failed] = await world.client.waitForNewExecutions(theirs.id, []);
	const { error } = await world.client.waitForExecution(failed?.id ?? '');
	expect(error?.message).toContain('Missing or invalid "event" field');
	const before = await world.client.listExecutions({ workflowId: theirs.id });
	const unsigned = JSON.stringify({ event: 'avatar_video.success' });
	expect(await post(url, unsigned)).toMatchObject({ status: 200 });
	expect(await world.client.waitForNewExecutions(theirs.id, before)).toHaveLength(1);
	await world.client.deactivateWorkflow(theirs.id);

	await world.control.reset();
	const own = await world.client.saveWorkflow(
		listener({
			name: 'Own trigger',
			events: ['avatar_video.success'],
			webhookId: WEBHOOK_ID,
			credential: world.credential,
			parameters: { fetchDetails: false },
		}),
	);
	await world.client.activateWorkflow(own);
	const [endpoint] = (await world.control.state()).endpoints;
	expect(endpoint?.url).toBe(`${world.n8n.url}/webhook/${WEBHOOK_ID}/webhook`);
	const arrived = await world.control.emit({ eventType: 'avatar_video.success' });
	expect(await delivered(world.control, arrived)).toEqual([200]);
	expect(await world.client.waitForNewExecutions(own.id, [])).toHaveLength(1);
	expect(await post(endpoint?.url ?? '', unsigned)).toMatchObject({ status: 401 });
});
