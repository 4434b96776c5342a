import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { endpoints } from '../../contract/endpoints';
import { resources } from '../../nodes/HeyGen/resources';
import { parametersOf } from '../../nodes/HeyGen/resources/compose';
import { Contract } from '../../sandbox/heygen/contract';
import { account, batch, group, look, video, voice } from '../support/answers';
import { outputOf, searchList } from '../support/engine';
import { itemWith, keepFilesIn, mp4, png, stored } from '../support/files';
import { data, FILE_HOST, page, refusal, useFakeHeyGen, type FakeHeyGen, type Sent } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { bodyOf, operations, propertiesIn, propertiesOf, typesOf } from './openapi';
import { BINARIES, factorsOf, pairwise, parametersFor, UNSET, type Choice, type Level } from './product';

// Every request the operations can send is sent here, as far as any two of their options can meet, through n8n's own engine.
// The fake HeyGen holds each against the contract; what was sent is kept, to be compared with what the contract knows.

const heygen = useFakeHeyGen();
useVirtualTime();
jest.setTimeout(120_000);

const contract = new Contract();
const sent: Sent[] = [];

const uploaded = { asset_id: 'asset-2', url: `${FILE_HOST}/a`, mime_type: 'image/png', size_bytes: 200 };

/** A HeyGen at which everything works at once. */
function serveAll(fake: FakeHeyGen): void {
	const link = `${FILE_HOST}/file.png`;
	const photoLook = look({ supported_api_engines: ['avatar_iii', 'avatar_iv', 'avatar_v'] });
	fake.serves('GET', '/v3/users/me', data(account));
	fake.serves('POST', '/v3/assets', data(uploaded));
	fake.serves('GET', '/v3/avatars', page([group()]));
	fake.serves('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));
	fake.serves('GET', '/v3/avatars/looks', page([look()]));
	fake.serves('GET', /^\/v3\/avatars\/looks\/./, data(photoLook));
	fake.serves('GET', /^\/v3\/avatars\/(?!looks)[^/]+$/, data(group()));
	fake.serves('POST', /^\/v3\/avatars\/[^/]+\/consent$/, data({ url: link, avatar_group: group() }));
	fake.serves('POST', '/v2/photo_avatar/photo/generate', data({ generation_id: 'gen-1' }));
	fake.serves(
		'GET',
		/^\/v2\/photo_avatar\/generation\//,
		data({ id: 'gen-1', status: 'success', image_url_list: [link] }),
	);
	fake.serves('POST', '/v3/videos', data({ video_id: 'id-1', status: 'waiting' }));
	fake.serves('GET', '/v3/videos', page([video('id-1')]));
	fake.serves('GET', /^\/v3\/videos\/id-1$/, data(video('id-1', { video_url: link })));
	fake.serves('DELETE', /^\/v3\/videos\/id-1$/, data({ id: 'id-1' }));
	const place = { item_index: 0, status: 'completed', video_id: 'id-1' };
	fake.serves(
		'POST',
		'/v3/videos/batches',
		data({ batch_id: 'batch-1', status: 'processing', total_items: 1 }),
	);
	fake.serves('GET', '/v3/videos/statuses', ({ query }) =>
		data([query.batch_ids ? { ...place, batch_id: 'batch-1' } : { video_id: 'id-1', status: 'completed' }]),
	);
	fake.serves('GET', /^\/v3\/videos\/batches\/./, data(batch([place])));
	fake.serves('GET', '/v3/voices', page([voice('id-1')]));
	fake.serves(
		'POST',
		'/v3/webhooks/endpoints/id-1/rotate-secret',
		data({ endpoint_id: 'id-1', secret: 'whsec_new' }),
	);
	fake.serves('GET', link, { body: png() });
	fake.serves('GET', photoLook.preview_image_url ?? '', { body: png() });
}

async function itemWithFiles(): Promise<INodeExecutionData> {
	const binary = await Promise.all(
		Object.entries(BINARIES).map(
			async ([name, { bytes, fileName, mimeType }]) =>
				[name, await stored(bytes, fileName, mimeType)] as const,
		),
	);
	return { json: {}, binary: Object.fromEntries(binary) };
}

type Rule = (level: (path: string) => Level | undefined) => boolean;

const REFUSED_VIDEOS: readonly Rule[] = [
	(level) => level('options.callbackId') === 'row-7' && level('options.callbackUrl') === UNSET,
	(level) => level('options.callbackId') === 'row-7' && level('options.callbackUrl') === '',
	(level) =>
		level('options.outputFormat') === 'webm' &&
		['color', 'image'].some((kind) => kind === level('background')),
	(level) => isSet(level('options.expressiveness')) && level('engine') === 'avatar_v',
	(level) => level('type') === 'image' && level('voiceSource') === 'script' && idOf(level('voiceId')) === '',
];

/** What the node refuses by itself, and the other tests hold it to: these levels do not meet. */
const REFUSED: Record<string, readonly Rule[]> = {
	'video.create': REFUSED_VIDEOS,
	'video.createBatch': REFUSED_VIDEOS,
};

function isSet(level: Level | undefined): boolean {
	return level !== undefined && level !== UNSET;
}

function idOf(level: Level | undefined): unknown {
	return typeof level === 'object' && level !== null && 'value' in level ? level.value : undefined;
}

function allowedIn(name: string): (choice: Choice) => boolean {
	const refused = REFUSED[name] ?? [];
	return (choice) => !refused.some((rule) => rule((path) => choice.get(path)));
}

/** What concerns n8n alone, or is the subject of other tests. */
const FIXED: Record<string, Level> = { waitBy: 'polling', waitLimit: 60, 'options.concurrency': UNSET };

const all = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.value}.${operation.value}`,
		resource,
		operation,
	})),
);

async function runAll(name: string, fixed: Record<string, Level>): Promise<number> {
	const found = all.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`There is no ${name}`);
	const { resource, operation } = found;
	const properties = parametersOf(operation);
	const choices = pairwise(factorsOf(properties, fixed), allowedIn(name));
	const items = [await itemWithFiles()];
	for (const choice of choices) {
		const parameters: IDataObject = {
			resource: resource.value,
			operation: operation.value,
			...parametersFor(choice, properties),
		};
		const output = await outputOf({ parameters, items }).catch((error: unknown) => {
			throw new Error(`${JSON.stringify(parameters).slice(0, 2_000)}: ${String(error)}`);
		});
		expect(output).toHaveLength(1);
	}
	sent.push(...heygen().sent);
	return choices.length;
}

beforeEach(async () => await keepFilesIn('memory'));

describe('Every request the contract accepts', () => {
	it.each(all.map(({ name }) => name))('of %s', async (name) => {
		serveAll(heygen());

		expect(await runAll(name, FIXED)).toBeGreaterThan(0);

		expect(heygen().sent.length).toBeGreaterThan(0);
		expect(heygen().complaints).toEqual([]);
	});

	it('of photo.generate when v2 is gone', async () => {
		heygen().serves('POST', '/v2/photo_avatar/photo/generate', refusal(410, 'not_found', 'Gone'));
		serveAll(heygen());

		await runAll('photo.generate', { ...FIXED, ifRetired: 'promptAvatar' });

		expect(heygen().to('POST', '/v3/avatars').length).toBeGreaterThan(0);
		expect(heygen().complaints).toEqual([]);
	});

	it('of asset.upload for a large file', async () => {
		heygen().on(
			'POST',
			'/v3/assets/direct-uploads',
			data({
				asset_id: 'asset-2',
				upload_url: `${FILE_HOST}/put`,
				upload_headers: { 'Content-Type': 'video/mp4' },
				expires_in_seconds: 60,
				max_bytes: 100_000_000,
				status: 'pending',
			}),
		);
		heygen().on('PUT', `${FILE_HOST}/put`, { status: 200 });
		heygen().on('POST', '/v3/assets/asset-2/complete', data({ ...uploaded, status: 'ready' }));

		await outputOf({
			parameters: { resource: 'asset', operation: 'upload' },
			items: [await itemWith(mp4(33 * 1024 * 1024), { fileName: 'film.mp4', mimeType: 'video/mp4' })],
		});
		sent.push(...heygen().sent);

		expect(heygen().complaints).toEqual([]);
	});

	it('of the second page of videoBatchesGet', async () => {
		const place = { item_index: 0, status: 'completed', video_id: 'id-1' };
		heygen().on(
			'GET',
			'/v3/videos/batches/batch-1',
			data(batch([place], { has_more: true, next_token: 'more' })),
			data(batch([{ ...place, item_index: 1 }])),
		);

		await outputOf({ parameters: { resource: 'video', operation: 'getBatch', batchId: 'batch-1' } });
		sent.push(...heygen().sent);

		expect(heygen().complaints).toEqual([]);
	});

	it('of the choice of webhook endpoints', async () => {
		const endpoint = { endpoint_id: 'ep_1', url: 'https://n8n.example.com/webhook/1', status: 'enabled' };
		heygen().on('GET', '/v3/webhooks/endpoints', page([{ ...endpoint, created_at: '2026-11-21T00:00:00Z' }]));

		const { results } = await searchList('searchWebhooks');
		sent.push(...heygen().sent);

		expect(results).toEqual([{ name: 'https://n8n.example.com/webhook/1 (enabled)', value: 'ep_1' }]);
		expect(heygen().complaints).toEqual([]);
	});

	it.each(['avatarList', 'avatarLooksList', 'videoList', 'voiceList'])(
		'of the second page of %s',
		async (operationId) => {
			const { path = '' } = operations.get(operationId) ?? {};
			const [resource] =
				{ avatarList: ['avatar'], avatarLooksList: ['look'], videoList: ['video'], voiceList: ['voice'] }[
					operationId
				] ?? [];
			const entry = { avatar: group(), look: look(), video: video('v'), voice: voice('v') }[resource ?? ''];
			heygen().on('GET', path, page([entry], 'more'), page([entry]));

			await outputOf({ parameters: { resource, operation: 'getAll', returnAll: true } });
			sent.push(...heygen().sent);

			expect(heygen().complaints).toEqual([]);
		},
	);
});

/** Runs after all that sends: jest keeps the order of a file. */
describe('What the contract knows and the node covers', () => {
	const byOperation = (operationId: string) =>
		sent.filter(
			({ method, origin, path }) =>
				origin === 'https://api.heygen.com' && contract.match(method, path)?.operationId === operationId,
		);

	const sourceOf = (directory: string): string[] =>
		readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
			entry.isDirectory()
				? sourceOf(join(directory, entry.name))
				: [readFileSync(join(directory, entry.name), 'utf8')],
		);

	it('is every operation the action node names', () => {
		const root = join(__dirname, '../../nodes/HeyGen');
		const text = ['api', 'jobs', 'parameters', 'resources', 'run']
			.flatMap((directory) => sourceOf(join(root, directory)))
			.join('\n');
		const named = Object.keys(endpoints).filter((id) => text.includes(`'${id}'`));
		const used = Object.keys(endpoints).filter((id) => byOperation(id).length > 0);

		expect(named.length).toBeGreaterThan(15);
		expect(used.sort()).toEqual(named.sort());
	});

	/** Each is left out for a reason; everything else the contract names has to be sent. */
	const LEFT_OUT = new Map([
		['assetDirectUploadsCreate checksum_sha256', 'the file is streamed once, when HeyGen has told where to'],
		['assetCompleteCreate checksum_sha256', 'as above'],
	]);

	const bodies: Array<[operationId: string, type: string | undefined]> = [
		['photoGenerate', undefined],
		['assetDirectUploadsCreate', undefined],
		['assetCompleteCreate', undefined],
		['avatarConsentCreate', undefined],
		...typesOf('avatarCreate').map((type): [string, string] => ['avatarCreate', type]),
		['videoCreate', 'avatar'],
		['videoCreate', 'image'],
	];

	it('is both kinds of video this node makes, out of those there are', () => {
		expect(typesOf('videoCreate')).toEqual(['avatar', 'image', 'cinematic_avatar', 'studio']);
	});

	/** What is known and in none of the bodies, be it a property or one of its values. */
	function missingIn(
		all: readonly unknown[],
		known: ReadonlyMap<string, ReadonlySet<string>>,
		operationId: string,
		type?: string,
	): string[] {
		const seen = new Map<string, Set<string>>();
		for (const json of all) {
			if (type !== undefined && (json as { type: string }).type !== type) continue;
			for (const [path, text] of propertiesIn(json))
				seen.set(path, new Set([...(seen.get(path) ?? []), text]));
		}
		return [...known].flatMap(([path, values]) => {
			const got = seen.get(path);
			if (!got) return LEFT_OUT.has(`${operationId} ${path}`) ? [] : [path];
			return [...values].filter((value) => !got.has(value)).map((value) => `${path} = ${value}`);
		});
	}

	it.each(bodies)(
		'is every property of the body of %s (%s), with every value it may have',
		(operationId, type) => {
			const known = propertiesOf(bodyOf(operationId, type));
			const all = byOperation(operationId).map(({ json }) => json);

			expect(known.size).toBeGreaterThan(0);
			expect(missingIn(all, known, operationId, type)).toEqual([]);
		},
	);

	const batches = () => byOperation('videoBatchesCreate').map(({ json }) => json as { videos: unknown[] });

	it.each(['avatar', 'image'])('is every property of a video in a batch (%s), as of one alone', (type) => {
		const known = propertiesOf(bodyOf('videoCreate', type));
		const all = batches().flatMap(({ videos }) => videos);

		expect(missingIn(all, known, 'videoBatchesCreate', type)).toEqual([]);
	});

	it('is every property of a batch', () => {
		const known = [...propertiesOf(bodyOf('videoBatchesCreate'))].filter(([path]) => !path.includes('[]'));

		expect(known.map(([path]) => path).sort()).toEqual(['callback_url', 'title', 'videos']);
		expect(missingIn(batches(), new Map(known), 'videoBatchesCreate')).toEqual([]);
	});

	it.each([
		'avatarList',
		'avatarLooksList',
		'videoList',
		'voiceList',
		'videoStatusesList',
		'videoBatchesGet',
	])('is every query parameter of %s, with every value it may have', (operationId) => {
		const { parameters = [] } = operations.get(operationId)?.operation ?? {};
		const queries = byOperation(operationId).map(({ query }) => query);

		const missing = parameters
			.filter((parameter) => parameter.in === 'query' && !LEFT_OUT.has(`${operationId} ?${parameter.name}`))
			.flatMap(({ name, schema }) => {
				const got = new Set(queries.map((query) => query[name]));
				if (![...got].some((value) => value !== undefined)) return [name];
				return (schema.enum ?? [])
					.filter((value) => value !== null && !got.has(value))
					.map((value) => `${name} = ${value}`);
			});
		expect(queries.length).toBeGreaterThan(0);
		expect(missing).toEqual([]);
	});

	it('is the Idempotency-Key wherever the contract has one, and nowhere else', () => {
		const posts = sent.filter(
			({ method, origin }) => method === 'POST' && origin === 'https://api.heygen.com',
		);

		const wrong = posts.filter(({ method, path, headers }) => {
			const operationId = contract.match(method, path)?.operationId;
			return (
				(operationId !== undefined && contract.supportsKey(operationId)) !== 'idempotency-key' in headers
			);
		});
		expect(posts.length).toBeGreaterThan(100);
		expect(wrong.map(({ path }) => path)).toEqual([]);
	});
});
