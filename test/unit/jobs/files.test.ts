import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { IBinaryData } from 'n8n-workflow';

import { downloaded, type Downloading } from '../../../nodes/HeyGen/jobs/files';
import { stubClient } from '../../support/client';

const HOST = 'https://files.example.com';

interface Thing {
	readonly links: Array<string | null | undefined>;
}

/** The names of the files of a thing as they are downloaded, and what is said of them. */
async function loaded(links: Thing['links'], several = true) {
	const client = await stubClient(() => ({}));
	client.connection.context.helpers.httpRequest = async () =>
		await Promise.resolve({ statusCode: 200, headers: {}, body: Readable.from(['bytes']) });
	const hints: string[] = [];
	const helpers: Downloading['helpers'] = {
		async prepareBinaryData(content, fileName): Promise<IBinaryData> {
			const bytes = Buffer.isBuffer(content) ? content : await buffer(content);
			return { data: bytes.toString(), fileName, mimeType: 'image/png' };
		},
	};
	const photo = {
		name: 'photo',
		displayName: 'Photos',
		ending: 'png',
		several,
		links: (thing: Thing) => thing.links,
	};
	const unwanted = { ...photo, name: 'thumbnail' };
	const binary = await downloaded(
		{ client, helpers, hint: (message) => hints.push(message) },
		{ name: 'photo generation', files: [photo, unwanted] },
		'g1',
		{ links },
		['photo'],
	);
	const names = Object.entries(binary ?? {}).map(([property, { fileName }]) => [property, fileName]);
	return { names, hints };
}

test('each file has a property and a name of its own, and the ending that its link has', async () => {
	const links = [`${HOST}/a.JPG?x=1`, `${HOST}/b`, `${HOST}/v.ab/c`, `${HOST}/d.longest`];
	expect(await loaded(links)).toEqual({
		names: [
			['photo_1', 'g1-photo_1.jpg'],
			['photo_2', 'g1-photo_2.png'],
			['photo_3', 'g1-photo_3.png'],
			['photo_4', 'g1-photo_4.png'],
		],
		hints: [],
	});
	expect((await loaded([`${HOST}/a.webp`], false)).names).toEqual([['photo', 'g1-photo.webp']]);
});

test.each<[Thing['links']]>([[[]], [['']], [[null, undefined]]])(
	'that there is none, %j, is said',
	async (links) => {
		expect(await loaded(links)).toEqual({
			names: [],
			hints: ['HeyGen has no photos of the photo generation g1, so none was downloaded.'],
		});
	},
);
