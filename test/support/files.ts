import { randomBytes } from 'node:crypto';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

// The smallest files that are what they say they are, as far as their first bytes tell.

export function png(width = 640, height = 640, size = 200): Buffer {
	const header = Buffer.alloc(24);
	header.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
	header.writeUInt32BE(13, 8);
	header.write('IHDR', 12, 'latin1');
	header.writeUInt32BE(width, 16);
	header.writeUInt32BE(height, 20);
	return filled(header, size);
}

export function jpeg(width = 640, height = 640): Buffer {
	const app = Buffer.from([0xff, 0xe0, 0x00, 0x06, 0x4a, 0x46, 0x49, 0x46]);
	const frame = Buffer.alloc(11);
	frame.set([0xff, 0xc0, 0x00, 0x09, 0x08]);
	frame.writeUInt16BE(height, 5);
	frame.writeUInt16BE(width, 7);
	return filled(Buffer.concat([Buffer.from([0xff, 0xd8]), app, frame]), 200);
}

export function mp4(size = 200): Buffer {
	return filled(Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42', 'latin1'), size);
}

export function webm(): Buffer {
	return filled(Buffer.from('\x1a\x45\xdf\xa3\x93\x42\x82\x88webm', 'latin1'), 200);
}

export function wav(): Buffer {
	return filled(Buffer.from('RIFF\x24\x08\x00\x00WAVEfmt ', 'latin1'), 200);
}

export function mp3(): Buffer {
	return filled(Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00', 'latin1'), 200);
}

export function pdf(): Buffer {
	return filled(Buffer.from('%PDF-1.7\n', 'latin1'), 200);
}

export function zip(size = 200): Buffer {
	return filled(Buffer.from('PK\x03\x04\x14\x00\x00\x00\x00\x00', 'latin1'), size);
}

/** Subtitles: a first one that says so, and as many more as it takes. */
export function srt(text = 'Hello', count = 1): Buffer {
	const subtitles = Array.from(
		{ length: count },
		(_, index) => `${index + 1}\n00:00:${String(index).padStart(2, '0')},000 --> 00:00:04,000\n${text}\n`,
	);
	return Buffer.from(subtitles.join('\n'));
}

/** What follows the header is no text, so that a byte lost on the way is seen. */
function filled(header: Buffer, size: number): Buffer {
	return Buffer.concat([
		header,
		Buffer.from([0xff, 0x00, 0xfe, 0x0d, 0x0a]),
		randomBytes(Math.max(0, size - header.length - 5)),
	]);
}

/** Where n8n keeps binary data. */
export type Storage = 'memory' | 'filesystem' | 's3';

/** Has n8n keep binary data in memory (inside the items), as files or in S3 (items hold an ID); S3 has to be started before. */
export async function keepFilesIn(storage: Storage): Promise<void> {
	const config = Container.get(BinaryDataConfig);
	config.mode = storage === 'memory' ? 'default' : storage;
	await Container.get(BinaryDataService).init();
}

/** Binary data as another node would have left it, where n8n now keeps it. */
export async function stored(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData> {
	const location = {
		type: 'execution' as const,
		workflowId: 'workflow-under-test',
		executionId: 'execution-before',
	};
	return await Container.get(BinaryDataService).store(location, bytes, { data: '', fileName, mimeType });
}

export async function itemWith(
	bytes: Buffer,
	{ fileName = 'photo.png', mimeType = 'image/png', property = 'data' } = {},
): Promise<INodeExecutionData> {
	return { json: {}, binary: { [property]: await stored(bytes, fileName, mimeType) } };
}

export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (!binary) throw new Error('There is no such binary property');
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}
