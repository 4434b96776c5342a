import type { IDataObject } from 'n8n-workflow';

import { asset, LOOK_ID } from '../support/answers';
import { byId, errorOf, outputOf } from '../support/engine';
import { itemWith, keepFilesIn, png } from '../support/files';
import { data, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();
beforeEach(async () => await keepFilesIn('memory'));

const cinematic = {
	resource: 'video',
	operation: 'create',
	type: 'cinematic_avatar',
	avatarId: byId(LOOK_ID),
	prompt: 'She walks in',
	wait: false,
};
const body = { type: 'cinematic_avatar', avatar_id: [LOOK_ID], prompt: 'She walks in' };

async function sentFor(change: IDataObject): Promise<unknown> {
	heygen().on('POST', '/v3/videos', data({ video_id: 'video-1', status: 'pending' }));
	await outputOf({ parameters: { ...cinematic, ...change } });
	return heygen().to('POST', '/v3/videos')[0]?.json;
}

describe('A cinematic video', () => {
	it('is made of a look and a prompt, and no look is read for it', async () => {
		expect(await sentFor({})).toEqual(body);
		expect(heygen().calls).toEqual(['POST /v3/videos']);
	});

	it.each(['look-2, look-3', '["look-2", "look-3"]', '={{ ["look-2", "look-3"] }}'])(
		'takes further looks given as %s',
		async (furtherLooks) => {
			expect(await sentFor({ furtherLooks })).toEqual({ ...body, avatar_id: [LOOK_ID, 'look-2', 'look-3'] });
		},
	);

	it('sends its options', async () => {
		const options = {
			title: 'Arrival',
			aspectRatio: '1:1',
			resolution: '1080p',
			duration: 8,
			enhancePrompt: true,
		};
		expect(await sentFor({ options })).toEqual({
			...body,
			title: 'Arrival',
			aspect_ratio: '1:1',
			resolution: '1080p',
			duration: 8,
			enhance_prompt: true,
		});
	});

	it('lets HeyGen choose how long it is', async () => {
		expect(await sentFor({ options: { autoDuration: true } })).toEqual({ ...body, auto_duration: true });
	});

	it('takes references each in its own way, and uploads what n8n holds', async () => {
		heygen().on('POST', '/v3/assets', data(asset('asset-9')));
		heygen().on('POST', '/v3/videos', data({ video_id: 'video-1', status: 'pending' }));
		const picture = png().toString('base64');
		const references = {
			reference: [
				{ file: 'https://example.com/style.png' },
				{ file: 'asset-1' },
				{ file: 'picture' },
				{ file: `data:image/png;base64,${picture}` },
			],
		};
		const item = await itemWith(png(), { property: 'picture' });

		await outputOf({ parameters: { ...cinematic, references }, items: [item] });

		expect(heygen().to('POST', '/v3/videos')[0]?.json).toEqual({
			...body,
			references: [
				{ type: 'url', url: 'https://example.com/style.png' },
				{ type: 'asset_id', asset_id: 'asset-1' },
				{ type: 'asset_id', asset_id: 'asset-9' },
				{ type: 'base64', media_type: 'image/png', data: picture },
			],
		});
	});

	it('is sent without what n8n hides for its type', async () => {
		expect(
			await sentFor({
				voiceSource: 'audio',
				options: {
					backgroundColor: '#ffffff',
					watermark: { image: { image: 'https://example.com/a.png' } },
					fit: 'cover',
					caption: 'srt',
					outputFormat: 'webm',
				},
			}),
		).toEqual(body);
	});
});

describe('Nothing is sent for a cinematic video, and the message names the parameter, for', () => {
	// n8n then takes everything for shown, and wants what is required.
	const byExpression = { type: '={{ "cinematic_avatar" }}', script: 'Hello' };

	it.each<[string, IDataObject, string]>([
		[
			'four looks',
			{ furtherLooks: 'a, b, c' },
			'"Further Looks" holds 3 looks; HeyGen takes at most 3 with "Look"',
		],
		['no look', { avatarId: byId('={{ " " }}') }, '"Look" is empty'],
		['no prompt', { prompt: '={{ " " }}' }, '"Prompt" is empty'],
		[
			'a ratio it does not have',
			{ options: { aspectRatio: '4:5' } },
			'"Aspect Ratio" must be one of 16:9, 9:16, 1:1',
		],
		['4K', { options: { resolution: '4k' } }, '"Resolution" must be one of 720p, 1080p'],
		[
			'a duration too long',
			{ options: { duration: 16 } },
			'"Duration (Seconds)" must be from 4 to 15; it is 16',
		],
		[
			'a duration, and one that HeyGen chooses',
			{ options: { duration: 8, autoDuration: true } },
			'"Duration (Seconds)" does not work with "Automatic Duration"',
		],
		[
			'a reference that is nothing',
			{ references: { reference: [{ file: 'asset-1' }, { file: '={{ " " }}' }] } },
			'Reference 2: "File" is empty',
		],
		[
			'Wait By Callback',
			{ wait: true, options: { waitBy: 'callback' } },
			'"Wait By" Callback does not work with "Who Speaks" Cinematic',
		],
		[
			'a callback address',
			{ options: { callbackUrl: 'https://example.com/done' } },
			'"Callback URL" does not work with "Who Speaks" Cinematic',
		],
		[
			'an option of another type, where an expression gives the type',
			{ ...byExpression, options: { fit: 'cover' } },
			'"Fit" does not work with "Who Speaks" Cinematic',
		],
		[
			'a watermark, where an expression gives the type',
			{ ...byExpression, options: { watermark: { image: { image: 'https://example.com/a.png' } } } },
			'"Watermark" does not work with "Who Speaks" Cinematic',
		],
	])('%s', async (_, change, message) => {
		expect((await errorOf({ asAdded: true, parameters: { ...cinematic, ...change } })).message).toContain(
			message,
		);
		expect(heygen().sent).toEqual([]);
	});

	it('a callback address of an item in a batch', async () => {
		const parameters = {
			...cinematic,
			operation: 'createBatch',
			options: { callbackUrl: 'https://example.com/done' },
		};

		expect((await errorOf({ asAdded: true, parameters })).message).toContain(
			'"Callback URL" does not work with "Who Speaks" Cinematic',
		);
		expect(heygen().sent).toEqual([]);
	});
});
