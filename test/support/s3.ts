import { S3ByteStore } from '@n8n/blob-storage';
import { ObjectStoreConfig, ObjectStoreService } from '@n8n/blob-storage/object-store';
import { Container } from '@n8n/di';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataBlobManager, BinaryDataService, ErrorReporter } from 'n8n-core';
import S3rver from 's3rver';

/** s3rver takes these and no others. */
const KEY = 'S3RVER';
const BUCKET = 'n8n';

/** A real S3 server, and n8n's own way to keep its binary data there: an n8n needs a licence for that, its code does not. */
export async function startS3(): Promise<{ stop: () => Promise<void> }> {
	const directory = await mkdtemp(join(tmpdir(), 'heygen-studio-s3-'));
	const server = new S3rver({
		address: '127.0.0.1',
		port: 0,
		silent: true,
		directory,
		configureBuckets: [{ name: BUCKET, configs: [] }],
	});
	const { port } = await server.run();
	const config = Object.assign(Container.get(ObjectStoreConfig), {
		host: `127.0.0.1:${port}`,
		protocol: 'http',
	});
	Object.assign(config.bucket, { name: BUCKET, region: 'us-east-1' });
	Object.assign(config.credentials, { accessKey: KEY, accessSecret: KEY });
	const objects = Container.get(ObjectStoreService);
	await objects.init();
	Container.get(BinaryDataService).setManager(
		's3',
		new BinaryDataBlobManager(new S3ByteStore(objects), Container.get(ErrorReporter)),
	);
	return {
		async stop() {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
