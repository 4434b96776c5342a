import axios from 'axios';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowNode } from '../../sandbox/n8n/client';
import { resultOf } from '../../sandbox/n8n/execution';
import { asObject, asString, type JsonObject } from '../../sandbox/n8n/json';
import { chain } from '../support/workflows';
import { byId, heyGenNode } from '../support/world';
import { compared, counted, inPairs, times, units, type Figure } from './measure';
import { makeVideos, NODE } from './rivals';
import { runQuietly, type Stage } from './stage';

const MEGABYTE = 1024 * 1024;
const LARGE = 300 * MEGABYTE;
/** What an n8n has moved before, so that it is not one that has never run anything. */
const SMALL = MEGABYTE;
/** As n8n writes them beside a file, in millions of bytes. */
const IN_WORDS = new Map([
	[LARGE, '315 MB'],
	[SMALL, '1.05 MB'],
]);
const LIMIT = 64 * MEGABYTE;

const SETTLED = 2 * MEGABYTE;
const SETTLING_LIMIT_MS = 15_000;

/** HeyGen takes videos, pictures and sounds of at most 100 MB; only of a document it takes as much as this. */
async function writeDocument(path: string, size: number): Promise<void> {
	await writeFile(path, '%PDF-1.7\n');
	const file = await open(path, 'r+');
	await file.truncate(size);
	await file.close();
}

/** Bytes of a process that are in memory: now, or at most since the peak was forgotten. Linux only. */
async function resident(pid: number, which: 'VmRSS' | 'VmHWM'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${which}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
}

async function settled(pid: number): Promise<number> {
	const deadline = Date.now() + SETTLING_LIMIT_MS;
	for (let before = NaN; ;) {
		const now = await resident(pid, 'VmRSS');
		if (Math.abs(now - before) < SETTLED || Date.now() > deadline) return now;
		before = now;
		await sleep(1_000);
	}
}

/** Moves one file by a workflow that is made for a file of this size. */
async function move(stage: Stage, name: string, size: number, nodes: WorkflowNode[]): Promise<void> {
	const { client, control } = stage.world;
	await control.set({ videoBytes: size });
	const execution = await runQuietly(stage, chain(name, ...nodes), { busyMs: 1_000 });
	const [item] = resultOf(execution, NODE);
	const moved = item?.json.bytes ?? item?.json.size_bytes ?? item?.binary?.video?.fileSize;
	if (moved !== size && moved !== IN_WORDS.get(size)) {
		throw new Error(`${name}: not ${size} bytes but ${JSON.stringify(moved)}`);
	}
	// Its files go with it.
	await client.deleteExecutions([execution.id]);
}

type NodesFor = (size: number) => Promise<WorkflowNode[]>;

/** By how many bytes the memory of an n8n grew at most, in which nothing else ran since it moved a small file. */
async function peakAboveIdle(stage: Stage, name: string, nodesFor: NodesFor): Promise<number> {
	const { n8n } = stage.world;
	await n8n.restart();
	await move(stage, name, SMALL, await nodesFor(SMALL));
	const { pid } = n8n;
	if (pid === undefined) throw new Error('n8n does not run');
	const idle = await settled(pid);
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	await move(stage, name, LARGE, await nodesFor(LARGE));
	return (await resident(pid, 'VmHWM')) - idle;
}

const buffering = (parameters: JsonObject): WorkflowNode => ({
	name: NODE,
	type: 'CUSTOM.buffering',
	typeVersion: 1,
	parameters,
});

/** Where a file of that size may be put. */
async function uploadTarget(
	{ world: { heygen } }: Stage,
	size: number,
): Promise<{ url: string; headers: string }> {
	const { data: answer } = await axios.post<unknown>(
		`${heygen.url}/v3/assets/direct-uploads`,
		{ filename: 'document.pdf', content_type: 'application/pdf', size_bytes: size },
		{ headers: { 'X-Api-Key': heygen.apiKey }, proxy: false },
	);
	const target = asObject(asObject(answer, 'answer').data, 'answer.data');
	return {
		url: asString(target.upload_url, 'upload_url'),
		headers: JSON.stringify(target.upload_headers),
	};
}

async function videoLink({ world: { heygen } }: Stage, id: string): Promise<string> {
	const { data: answer } = await axios.get<unknown>(`${heygen.url}/v3/videos/${id}`, {
		headers: { 'X-Api-Key': heygen.apiKey },
		proxy: false,
	});
	return asString(asObject(asObject(answer, 'answer').data, 'answer.data').video_url, 'video_url');
}

/** The memory that n8n's process takes for a file of 300 MB, its files being kept on disk. */
export async function files(stage: Stage): Promise<Figure[]> {
	const { world, pairs, say } = stage;
	const [videoId = ''] = await makeVideos(stage, 1);
	const pathOf = (size: number) => join(world.filesDir, `document-${size}.pdf`);
	for (const size of [SMALL, LARGE]) await writeDocument(pathOf(size), size);
	const readFromDisk = (size: number): WorkflowNode => ({
		name: 'Read',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		parameters: { operation: 'read', fileSelector: pathOf(size), options: {} },
	});
	const upload = heyGenNode({
		name: NODE,
		resource: 'asset',
		operation: 'upload',
		parameters: { source: 'binary', binaryProperty: 'data' },
		credential: world.credential,
	});
	const download = heyGenNode({
		name: NODE,
		resource: 'video',
		operation: 'get',
		parameters: { videoId: byId(videoId), download: ['video'] },
		credential: world.credential,
	});
	const ways: Record<'upload' | 'bufferedUpload' | 'download' | 'bufferedDownload', NodesFor> = {
		upload: (size) => Promise.resolve([readFromDisk(size), upload]),
		bufferedUpload: async (size) => [
			readFromDisk(size),
			buffering({ direction: 'upload', ...(await uploadTarget(stage, size)) }),
		],
		download: () => Promise.resolve([download]),
		bufferedDownload: async () => [
			buffering({ direction: 'download', url: await videoLink(stage, videoId) }),
		],
	};
	const contender = (name: keyof typeof ways) =>
		[name, async () => await peakAboveIdle(stage, name, ways[name])] as const;
	// Each starts in an n8n of its own, so there is nothing else to warm up.
	const samples = await inPairs<keyof typeof ways, number>(
		[contender('upload'), contender('bufferedUpload'), contender('download'), contender('bufferedDownload')],
		{ pairs, say, warmUps: 0 },
	);
	for (const size of [SMALL, LARGE]) await rm(pathOf(size));
	await world.control.set({ videoBytes: null });
	const rows = (what: string, ours: number[], theirs: number[]): Figure[] => {
		const row = {
			what,
			against: 'a node that reads the file into a buffer',
			ours,
			theirs,
			show: units.megabytes,
		};
		return [counted({ ...row, target: { atMost: LIMIT } }), compared({ ...row, ...times.asMuch })];
	};
	return [
		...rows(
			'a document of 300 MB uploaded: peak memory above idle',
			samples('upload'),
			samples('bufferedUpload'),
		),
		...rows(
			'a video of 300 MB downloaded: peak memory above idle',
			samples('download'),
			samples('bufferedDownload'),
		),
	];
}
