import { readFile, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ObjectStoreService } from '@n8n/blob-storage/object-store';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { SimulatorControl } from '../../sandbox/heygen/control';
import type { NodeRun } from '../support/engine';
import { bytesOf, itemWith, mp4, png, type Storage } from '../support/files';

/** What a file meets is tried against this: the node in n8n's engine, and a simulated HeyGen. */
export interface Bench {
	readonly control: SimulatorControl;
	readonly run: (parameters: IDataObject, items?: INodeExecutionData[]) => Promise<NodeRun>;
	/** Downloads the file of a video that is finished. */
	readonly download: () => Promise<NodeRun>;
	/** What HeyGen was asked for, by its operations; "file host" where it was that. */
	readonly asked: () => Promise<string[]>;
}

export interface FileFault {
	readonly what: string;
	/** As in the table. */
	readonly becomes: string;
	/** Where it can be; everywhere unless it says so. */
	readonly stores?: readonly Storage[];
	hold(bench: Bench): Promise<void>;
}

export const STORES: readonly Storage[] = ['memory', 'filesystem', 's3'];

const MB = 1024 * 1024;
const GB = 1024 * MB;
const MULTIPART = ['assetCreate'];
const DIRECT = ['assetDirectUploadsCreate', 'file host', 'assetCompleteCreate'];

const upload = { resource: 'asset', operation: 'upload' };
const film = { fileName: 'film.mp4', mimeType: 'video/mp4' };

function sizeOf(size: number, calls: readonly string[]): FileFault['hold'] {
	return async ({ run, asked }) => {
		const { error, items } = await run(upload, [await itemWith(mp4(size), film)]);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ mime_type: 'video/mp4', size_bytes: size });
		expect(await asked()).toEqual(calls);
	};
}

async function refused(
	{ run, asked }: Bench,
	item: INodeExecutionData,
	message: RegExp,
	parameters: IDataObject = upload,
): Promise<void> {
	const { error } = await run(parameters, [item]);
	expect(`${error?.message} ${error?.description}`).toMatch(message);
	expect(await asked()).toEqual([]);
}

function fileOf({ binary }: INodeExecutionData): string {
	return Container.get(BinaryDataService).getPath(binary?.data?.id ?? '');
}

/** n8n's store gives half of every file, and then fails; `times` at most. */
function breakStreams(times: number): void {
	const store = Container.get(BinaryDataService);
	const whole = store.getAsStream.bind(store);
	let left = times;
	jest.spyOn(store, 'getAsStream').mockImplementation(async (id, chunkSize) => {
		if (left-- <= 0) return await whole(id, chunkSize);
		const bytes = await store.getAsBuffer({ id, data: '', mimeType: '' });
		return Readable.from(
			(async function* () {
				await Promise.resolve();
				yield bytes.subarray(0, bytes.length / 2);
				throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
			})(),
		);
	});
}

/** In the order of the table. */
export const FILE_FAULTS: readonly FileFault[] = [
	{
		what: 'an empty file',
		becomes: 'refused before anything is sent',
		hold: async (bench) => await refused(bench, await itemWith(Buffer.alloc(0)), /is an empty file/),
	},
	{
		what: 'no such binary property',
		becomes: 'refused before anything is sent; the ones there are are named',
		hold: async (bench) =>
			await refused(bench, await itemWith(png(), { property: 'picture' }), /photo.*picture/s, {
				...upload,
				binaryProperty: 'photo',
			}),
	},
	{
		what: 'a kind of file that HeyGen does not take',
		becomes: 'refused before anything is sent, by its first bytes',
		hold: async (bench) =>
			await refused(
				bench,
				await itemWith(Buffer.from('MZ no film'), film),
				/not a file of a kind HeyGen takes/,
			),
	},
	{
		what: 'a wrong ending, or a wrong type',
		becomes: 'sent as what its first bytes say',
		async hold({ run }) {
			const { items } = await run(upload, [
				await itemWith(mp4(), { fileName: 'a.png', mimeType: 'image/png' }),
			]);
			expect(items[0]?.json).toMatchObject({ mime_type: 'video/mp4' });
		},
	},
	{ what: '32 MB less a byte', becomes: 'one multipart request', hold: sizeOf(32 * MB - 1, MULTIPART) },
	{ what: '32 MB', becomes: 'one multipart request', hold: sizeOf(32 * MB, MULTIPART) },
	{ what: '32 MB and a byte', becomes: 'to the file host, in one piece', hold: sizeOf(32 * MB + 1, DIRECT) },
	{
		what: '200 bytes that are called 2 GB',
		becomes: 'an error that says so, without a wait; HeyGen reserves a place and gets nothing',
		stores: ['filesystem'],
		async hold({ run, asked }) {
			const item = await itemWith(mp4(), film);
			const file = `${fileOf(item)}.metadata`;
			const described = JSON.parse(await readFile(file, 'utf8')) as object;
			await writeFile(file, JSON.stringify({ ...described, fileSize: 2 * GB }));
			const { error } = await run(upload, [item]);
			expect(error?.message).toMatch(/upload of film\.mp4: it ends \d+ bytes before its 2147483648/);
			expect(await asked()).not.toContain('assetCompleteCreate');
		},
	},
	{
		what: "a file that is gone from n8n's store",
		becomes: 'an error that says so; HeyGen has nothing of it',
		stores: ['filesystem'],
		async hold({ run, control }) {
			const item = await itemWith(mp4(), film);
			await rm(fileOf(item));
			const { error } = await run(upload, [item]);
			expect(error?.message).toMatch(/ENOENT|not found|no longer/i);
			expect((await control.state()).counts.assets).toBe(0);
		},
	},
	{
		what: 'a file that is gone when its first byte is read',
		becomes: 'an error that says so; HeyGen has nothing of it',
		stores: ['filesystem', 's3'],
		async hold({ run, control }) {
			const item = await itemWith(mp4(), film);
			const store = Container.get(BinaryDataService);
			// The first is to see what kind of file it is.
			jest
				.spyOn(store, 'getAsStream')
				.mockResolvedValueOnce(await store.getAsStream(item.binary?.data?.id ?? ''))
				.mockImplementation(async () => {
					const stream = new Readable({ read: () => {} });
					process.nextTick(() => stream.destroy(new Error('it was there a moment ago')));
					return await Promise.resolve(stream);
				});
			const { error } = await run(upload, [item]);
			expect(error?.message).toMatch(/it was there a moment ago/);
			expect((await control.state()).counts.assets).toBe(0);
		},
	},
	{
		what: "a file that n8n's store breaks off once",
		becomes: 'sent again, whole',
		stores: ['filesystem', 's3'],
		async hold({ run }) {
			const item = await itemWith(mp4(5 * MB), film);
			breakStreams(2);
			const { error, items } = await run(upload, [item]);
			expect(error?.message).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ size_bytes: 5 * MB });
		},
	},
	{
		what: 'a download that is cut half-way',
		becomes: 'loaded again, whole; the third time in a row is an error that says how to get it',
		async hold({ download, control }) {
			await control.addFault({ kind: 'loseResponse', host: 'files', method: 'GET', times: 2 });
			const { error, items } = await download();
			expect(error).toBeUndefined();
			const whole = await bytesOf(items[0]?.binary?.video);
			await control.addFault({ kind: 'loseResponse', host: 'files', method: 'GET' });
			const { error: last } = await download();
			expect(whole.subarray(4, 8).toString()).toBe('ftyp');
			expect(last?.message).toMatch(/The file host did not complete the download of .*-video\.mp4/);
			expect(last?.description).toMatch(/reading a job again costs nothing/);
		},
	},
	{
		what: 'a link that has expired before its file was loaded',
		becomes: 'read anew, once',
		async hold({ download, control, asked }) {
			await control.set({ linkLifetimeSeconds: -1 });
			await control.addFault({ kind: 'delay', operationId: 'videoGet', ms: 300, skip: 1 });
			const loading = download();
			while (!(await asked()).includes('file host')) await new Promise((next) => setImmediate(next));
			await control.set({ linkLifetimeSeconds: 60 });
			const { error, items } = await loading;
			expect(error).toBeUndefined();
			expect(items[0]?.binary?.video?.bytes).toBeGreaterThan(0);
			expect(await asked()).toEqual(['videoGet', 'file host', 'videoGet', 'file host']);
		},
	},
	{
		what: 'a disk that is full',
		becomes: 'an error that says so at once, and how to get the file later',
		stores: ['filesystem'],
		async hold({ download, asked }) {
			const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
			jest.spyOn(Container.get(BinaryDataService), 'store').mockRejectedValue(full);
			const { error } = await download();
			expect(error?.message).toMatch(
				/^n8n could not keep what came of the download of .*-video\.mp4: ENOSPC/,
			);
			expect(error?.description).toMatch(/the store where n8n keeps its files/);
			expect(await asked()).toEqual(['videoGet', 'file host']);
		},
	},
	{
		what: 'an S3 that does not take it',
		becomes: 'an error that says so at once, and how to get the file later',
		stores: ['s3'],
		async hold({ download, asked }) {
			const objects = Container.get(ObjectStoreService);
			const bucket: unknown = Reflect.get(objects, 'bucket');
			Reflect.set(objects, 'bucket', 'none');
			const { error } = await download().finally(() => Reflect.set(objects, 'bucket', bucket));
			expect(error?.message).toMatch(
				/^n8n could not keep what came of the download of .*-video\.mp4: .*bucket/,
			);
			expect(error?.description).toMatch(/the store where n8n keeps its files/);
			expect(await asked()).toEqual(['videoGet', 'file host']);
		},
	},
];
