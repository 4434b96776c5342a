import type { IDataObject } from 'n8n-workflow';

import { look, LOOK_ID, video } from '../support/answers';
import { byId, errorOf, outputOf, runNode } from '../support/engine';
import { data, outline, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const started = { video_id: 'video-1', status: 'pending', output_format: 'mp4' };

const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: 'Hello Anna',
	wait: false,
	options: { engine: 'default' },
};
const avatarBody = { type: 'avatar', avatar_id: LOOK_ID, script: 'Hello Anna' };

const imageVideo = {
	resource: 'video',
	operation: 'create',
	type: 'image',
	imageSource: 'url',
	imageUrl: 'https://example.com/anna.png',
	script: 'Hello Anna',
	voiceId: byId('voice-1'),
	wait: false,
};
const imageBody = {
	type: 'image',
	image: { type: 'url', url: 'https://example.com/anna.png' },
	script: 'Hello Anna',
	voice_id: 'voice-1',
};

async function sentFor(parameters: IDataObject): Promise<unknown> {
	heygen().on('POST', '/v3/videos', data(started));
	await outputOf({ parameters });
	return heygen().to('POST', '/v3/videos')[0]?.json;
}

describe('Video > Create', () => {
	it('creates an avatar video with the voice of the look', async () => {
		heygen().on('POST', '/v3/videos', data(started));

		const { items } = await runNode({ parameters: { ...avatarVideo, simplify: false } });

		expect(items).toEqual([{ json: started, pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({ call: 'POST /v3/videos', query: {}, json: avatarBody });
		expect(heygen().only.headers['idempotency-key']).toMatch(/^n8n-[0-9a-f]{64}$/);
	});

	it('creates an image video', async () => {
		expect(await sentFor(imageVideo)).toEqual(imageBody);
	});

	it('puts the video into a folder and speaks by a glossary', async () => {
		const options = { folderId: ' f-1 ', brandGlossaryId: byId('g-1') };

		for (const [parameters, body] of [
			[avatarVideo, avatarBody],
			[imageVideo, imageBody],
		] as const) {
			expect(await sentFor({ ...parameters, options })).toEqual({
				...body,
				folder_id: 'f-1',
				brand_glossary_id: 'g-1',
			});
			heygen().sent.length = 0;
		}
		expect(await sentFor({ ...avatarVideo, options: { folderId: ' ' } })).toEqual(avatarBody);
	});

	it('says that it is the folder HeyGen does not know', async () => {
		const unknown = refusal(404, 'resource_not_found', 'Folder f-1 not found', { param: 'folder_id' });
		heygen().on('POST', '/v3/videos', unknown);

		const { message } = await errorOf({ parameters: { ...avatarVideo, options: { folderId: 'f-1' } } });

		expect(message).toBe('HeyGen does not accept "Folder ID": Folder f-1 not found');
	});

	it('gives the full video after waiting, with what the creation said', async () => {
		heygen().on('POST', '/v3/videos', data(started));
		heygen().on('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'completed' }]));
		heygen().on('GET', '/v3/videos/video-1', data(video('video-1', { duration: 3.5 })));

		const output = await outputOf({ parameters: { ...avatarVideo, wait: true, simplify: false } });

		expect(output).toEqual([
			{
				...started,
				...video('video-1', { duration: 3.5 }),
				estimated_price: {
					usd: 0.204225,
					usd_from: 0.175,
					usd_to: 0.23345,
					basis:
						"3.5 seconds of video of a look at 0.05 to 0.0667 USD a second, by what was known of HeyGen's prices in autumn 2026",
				},
			},
		]);
	});

	it.each<{ what: string; parameters: IDataObject; body: object }>([
		{ what: 'a voice', parameters: { voiceId: byId('voice-2') }, body: { voice_id: 'voice-2' } },
		{
			what: 'plain voice settings',
			parameters: { options: { voiceSettings: { speed: 1.2, pitch: -5, volume: 0.5, locale: 'en-GB' } } },
			body: { voice_settings: { speed: 1.2, pitch: -5, volume: 0.5, locale: 'en-GB' } },
		},
		{
			what: 'ElevenLabs settings',
			parameters: {
				options: {
					voiceSettings: {
						voiceEngine: 'elevenlabs',
						elevenLabsModel: 'eleven_turbo_v2_5',
						similarityBoost: 0.6,
						stability: 0.7,
						style: 0.1,
						useSpeakerBoost: false,
					},
				},
			},
			body: {
				voice_settings: {
					engine_settings: {
						engine_type: 'elevenlabs',
						model: 'eleven_turbo_v2_5',
						similarity_boost: 0.6,
						stability: 0.7,
						style: 0.1,
						use_speaker_boost: false,
					},
				},
			},
		},
		{
			what: 'Fish settings, without what belongs to ElevenLabs',
			parameters: {
				options: {
					voiceSettings: {
						voiceEngine: 'fish',
						fishModel: 's2-pro',
						similarity: 0.6,
						stability: 0.7,
						style: 0.1,
						useSpeakerBoost: true,
					},
				},
			},
			body: {
				voice_settings: {
					engine_settings: { engine_type: 'fish', model: 's2-pro', similarity: 0.6, stability: 0.7 },
				},
			},
		},
		{
			what: 'Starfish',
			parameters: { options: { voiceSettings: { voiceEngine: 'starfish', stability: 0.7 } } },
			body: { voice_settings: { engine_settings: { engine_type: 'starfish' } } },
		},
		{
			what: 'a background color',
			parameters: { options: { backgroundColor: '#f0f4ff' } },
			body: { background: { type: 'color', value: '#f0f4ff' } },
		},
		{
			what: 'a background image by URL',
			parameters: { options: { backgroundImage: 'https://example.com/office.jpg' } },
			body: { background: { type: 'image', url: 'https://example.com/office.jpg' } },
		},
		{
			what: 'a background image by asset',
			parameters: { options: { backgroundImage: 'asset-3' } },
			body: { background: { type: 'image', asset_id: 'asset-3' } },
		},
		{
			what: 'a watermark with its placement',
			parameters: {
				options: {
					watermark: {
						image: {
							imageSource: 'url',
							imageUrl: 'https://example.com/logo.png',
							opacity: 0.5,
							scale: 0.2,
							position: 'top_left',
							offsetX: 0.12,
							offsetY: -0.3,
						},
					},
				},
			},
			body: {
				watermark: {
					image: { type: 'url', url: 'https://example.com/logo.png' },
					opacity: 0.5,
					scale: 0.2,
					placement: { position: 'top_left', offset_x: 0.12, offset_y: -0.3 },
				},
			},
		},
		{
			what: 'a subtitle file',
			parameters: { options: { caption: 'srt' } },
			body: { caption: { file_format: 'srt' } },
		},
		{
			what: 'styled captions',
			parameters: { options: { caption: 'styled' } },
			body: { caption: { file_format: 'srt', style: 'default' } },
		},
		{ what: 'no captions', parameters: { options: { caption: 'none' } }, body: {} },
		{
			what: 'all plain options',
			parameters: {
				options: {
					title: 'For Anna',
					aspectRatio: '9:16',
					resolution: '4k',
					fit: 'cover',
					outputFormat: 'webm',
					removeBackground: false,
					callbackUrl: 'https://example.com/done',
					callbackId: 'row-7',
				},
			},
			body: {
				title: 'For Anna',
				aspect_ratio: '9:16',
				resolution: '4k',
				fit: 'cover',
				output_format: 'webm',
				remove_background: false,
				callback_url: 'https://example.com/done',
				callback_id: 'row-7',
			},
		},
	])('sends $what, for both types', async ({ parameters, body }) => {
		expect(await sentFor({ ...avatarVideo, ...parameters })).toEqual({ ...avatarBody, ...body });
		heygen().sent.length = 0;
		expect(await sentFor({ ...imageVideo, ...parameters })).toEqual({ ...imageBody, ...body });
	});

	it.each([
		[
			'url',
			{ audioSource: 'url', audioUrl: 'https://example.com/hello.mp3' },
			{ audio_url: 'https://example.com/hello.mp3' },
		],
		['asset', { audioSource: 'asset', audioAssetId: 'asset-4' }, { audio_asset_id: 'asset-4' }],
	])('speaks a recording given by %s, and no script', async (_, parameters, audio) => {
		const sent = await sentFor({
			...avatarVideo,
			voiceSource: 'audio',
			voiceId: byId('voice-2'),
			...parameters,
		});

		expect(sent).toEqual({ type: 'avatar', avatar_id: LOOK_ID, ...audio });
	});

	it('sends the motion prompt and expressiveness of an image video without reading a look', async () => {
		const sent = await sentFor({ ...imageVideo, options: { motionPrompt: 'Waves', expressiveness: 'high' } });

		expect(sent).toEqual({ ...imageBody, motion_prompt: 'Waves', expressiveness: 'high' });
		expect(heygen().calls).toEqual(['POST /v3/videos']);
	});
});

describe('The engine of an avatar video', () => {
	const photo = look({ supported_api_engines: ['avatar_iii', 'avatar_v', 'avatar_iv'] });
	const footage = look({ avatar_type: 'digital_twin', supported_api_engines: ['avatar_iv', 'avatar_v'] });

	it.each([
		['the best of all', photo, {}, { type: 'avatar_v' }],
		[
			'what is left for a stock look',
			look({ supported_api_engines: ['avatar_iii'] }),
			{},
			{ type: 'avatar_iii' },
		],
		['IV with expressiveness', photo, { expressiveness: 'low' }, { type: 'avatar_iv' }],
		['V for the motion of a video look', footage, { motionPrompt: 'Waves' }, { type: 'avatar_v' }],
		['V for the motion of a photo look', photo, { motionPrompt: 'Waves' }, { type: 'avatar_v' }],
		[
			'nothing for engine names it does not know',
			look({ supported_api_engines: ['avatar_4_turbo'] }),
			{},
			undefined,
		],
		['nothing for a look that lists none', look({ supported_api_engines: undefined }), {}, undefined],
	])('is, on Automatic, %s', async (_, used, options, engine) => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(used));

		const sent = await sentFor({ ...avatarVideo, options: { engine: 'auto', ...options } });

		expect((sent as { engine?: unknown }).engine).toEqual(engine);
	});

	it.each(['avatar_iii', 'avatar_iv', 'avatar_v'])('is %s where that is chosen, unread', async (engine) => {
		expect(await sentFor({ ...avatarVideo, options: { engine } })).toEqual({
			...avatarBody,
			engine: { type: engine },
		});
		expect(heygen().calls).toEqual(['POST /v3/videos']);
	});

	it('takes a reference look on Avatar V', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(photo));
		heygen().on('GET', '/v3/avatars/looks/look-8', data({ ...footage, id: 'look-8' }));
		const sent = await sentFor({
			...avatarVideo,
			options: { engine: 'avatar_v', referenceLookId: byId('look-8') },
		});

		expect(sent).toEqual({ ...avatarBody, engine: { type: 'avatar_v', reference_look_id: 'look-8' } });
	});

	it.each<[string, object, string]>([
		['is no digital twin', { avatar_type: 'photo_avatar' }, 'it is a photo_avatar'],
		['belongs to another group', { group_id: 'group-2' }, 'it belongs to another avatar group'],
		['has no consent', { status: 'pending_consent' }, 'the person in its footage has not agreed yet'],
	])('takes no reference look that %s', async (_, change, reason) => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(photo));
		heygen().on('GET', '/v3/avatars/looks/look-8', data({ ...footage, id: 'look-8', ...change }));

		const { message } = await errorOf({
			parameters: { ...avatarVideo, options: { engine: 'avatar_v', referenceLookId: byId('look-8') } },
		});

		expect(message).toMatch(/^"Reference Look" cannot be .*\(look-8\): /);
		expect(message).toContain(reason);
	});

	it.each([0, 0.5, 1])('takes a stability of %s with Eleven v3', async (stability) => {
		const voiceSettings = { voiceEngine: 'elevenlabs', elevenLabsModel: 'eleven_v3', stability };
		const sent = await sentFor({ ...avatarVideo, options: { engine: 'default', voiceSettings } });

		expect(sent).toMatchObject({ voice_settings: { engine_settings: { model: 'eleven_v3', stability } } });
	});

	it('reads a look once for all items that use it', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(photo));
		heygen().always('POST', '/v3/videos', data(started));

		await outputOf({
			parameters: { ...avatarVideo, options: { engine: 'auto' } },
			items: [{ json: {} }, { json: {} }, { json: {} }],
		});

		expect(heygen().to('GET', /looks/)).toHaveLength(1);
		expect(heygen().to('POST', '/v3/videos')).toHaveLength(3);
	});
});

describe('Video > Get', () => {
	it('reads one video', async () => {
		heygen().on('GET', '/v3/videos/video-1', data(video('video-1')));

		const { items } = await runNode({
			parameters: { resource: 'video', operation: 'get', videoId: byId('video-1'), simplify: false },
		});

		expect(items).toEqual([{ json: video('video-1'), binary: undefined, pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({ call: 'GET /v3/videos/video-1', query: {}, json: undefined });
	});
});

describe('Video > Delete', () => {
	it('deletes one video, without a body', async () => {
		heygen().on('DELETE', '/v3/videos/video-1', data({ id: 'video-1', deleted: true }));

		const { items } = await runNode({
			parameters: { resource: 'video', operation: 'delete', videoId: byId('video-1') },
		});

		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(outline(heygen().only)).toEqual({ call: 'DELETE /v3/videos/video-1', query: {}, json: undefined });
		expect(heygen().only.bytes).toHaveLength(0);
	});
});
