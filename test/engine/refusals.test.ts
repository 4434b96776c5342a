import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/HeyGen/resources';
import { findOperation, parametersOf } from '../../nodes/HeyGen/resources/compose';
import { group, look, LOOK_ID, video as completed } from '../support/answers';
import { API_KEY, BEARER_TOKEN, byId, errorOf, runNode } from '../support/engine';
import { itemWith, keepFilesIn, png } from '../support/files';
import { data, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

// n8n itself stops at a required parameter that is left empty; it can't know what an expression will give.
const NOTHING = '={{ $json.missing }}';
const SPACE = '={{ "  " }}';

const avatarVideo = {
	resource: 'video',
	operation: 'create',
	avatarId: byId(LOOK_ID),
	script: 'Hello',
	wait: false,
	options: { engine: 'default' },
};
const imageVideo = {
	resource: 'video',
	operation: 'create',
	type: 'image',
	imageSource: 'url',
	imageUrl: 'https://example.com/a.png',
	voiceId: byId('voice-1'),
	script: 'Hello',
	wait: false,
};
const photoAvatar = {
	resource: 'avatar',
	operation: 'create',
	name: 'Anna',
	photoSource: 'url',
	photoUrl: 'https://example.com/a.png',
	wait: false,
};
const promptAvatar = { ...photoAvatar, type: 'prompt', prompt: 'A teacher' };
const consent = { resource: 'avatar', operation: 'startConsent', groupId: byId('group-1') };
const photo = {
	resource: 'photo',
	operation: 'generate',
	name: 'Anna',
	appearance: 'Brown hair',
	wait: false,
};

const video = (change: IDataObject) => ({ ...avatarVideo, ...change });
const optionsOf = (options: IDataObject) => video({ options });
const settings = (voiceSettings: IDataObject) => video({ options: { voiceSettings } });
const watermark = (change: IDataObject) =>
	video({
		options: {
			engine: 'default',
			watermark: { image: { imageSource: 'url', imageUrl: 'https://example.com/a.png', ...change } },
		},
	});

describe('Nothing is sent, and the message names the parameter, for', () => {
	it.each<[string, IDataObject, string]>([
		// What is of another type than the parameter: dropping it would pay for something else
		['a voice that is a list', video({ voiceId: byId('={{ ["voice-1"] }}') }), '"Voice" must be an ID'],
		['a voice that is an object', video({ voiceId: '={{ { id: "voice-1" } }}' }), '"Voice" must be an ID'],
		[
			'a group that is a list',
			{ ...photoAvatar, avatarGroupId: byId('={{ ["group-1"] }}') },
			'"Add to Avatar Group" must be an ID',
		],
		[
			'a wait that is "TRUE"',
			video({ wait: '={{ "TRUE" }}' }),
			'"Wait for Completion" must be true or false',
		],
		['a wait that is 1', video({ wait: '={{ 1 }}' }), '"Wait for Completion" must be true or false'],
		[
			'a look that leads elsewhere',
			video({ avatarId: byId('../../users/me') }),
			'^"Look" must be an ID; it is ',
		],
		[
			'a look that is the folder above',
			video({ avatarId: byId('={{ ".." }}') }),
			'^"Look" must be an ID; it is ',
		],
		['a look with a query', video({ avatarId: byId('look-1?limit=1') }), '^"Look" must be an ID; it is '],
		[
			'a look with half of a character',
			video({ avatarId: byId('={{ "\ud800" }}') }),
			'^"Look" must be an ID; it is ',
		],
		['a look that is a text', video({ avatarId: byId('x'.repeat(256)) }), '^"Look" must be an ID; it is '],
		// Video > Create: what is said
		['an empty script', video({ script: SPACE }), '"Script" is empty'],
		[
			'a stability that Eleven v3 does not know',
			video({
				options: {
					voiceSettings: { elevenLabsModel: 'eleven_v3', voiceEngine: 'elevenlabs', stability: 0.7 },
				},
			}),
			'"Stability" is 0.7; the model Eleven v3 takes 0, 0.5, 1 only',
		],
		['a script that is a list', video({ script: '={{ [1, 2] }}' }), '"Script" must be text'],
		['an image without a voice', { ...imageVideo, voiceId: byId('  ') }, '"Voice" is empty'],
		['no voice source', video({ voiceSource: 'both' }), '"Speech From" must be one of audio, script'],
		[
			'audio that is nothing',
			video({ voiceSource: 'audio', audioSource: 'asset', audioAssetId: ' ' }),
			'"Audio Asset ID" is empty',
		],
		['speed below its range', settings({ speed: 0.4 }), '"Speed" must be from 0.5 to 1.5; it is 0.4'],
		['speed above its range', settings({ speed: 1.6 }), '"Speed" must be from 0.5 to 1.5; it is 1.6'],
		['a speed that is no number', settings({ speed: 'fast' }), '"Speed" must be a number'],
		['pitch out of range', settings({ pitch: 51 }), '"Pitch" must be from -50 to 50; it is 51'],
		['volume out of range', settings({ volume: 1.1 }), '"Volume" must be from 0 to 1; it is 1.1'],
		[
			'an unknown voice engine',
			settings({ voiceEngine: 'x' }),
			'"Voice Engine" must be one of elevenlabs, fish, starfish',
		],
		[
			'an unknown ElevenLabs model',
			settings({ voiceEngine: 'elevenlabs', elevenLabsModel: 'v9' }),
			/^"ElevenLabs Model" must be one of /.source,
		],
		[
			'an unknown Fish model',
			settings({ voiceEngine: 'fish', fishModel: 's9' }),
			'"Fish Model" must be one of s1, s2-pro',
		],
		// Video > Create: what is seen
		['no look', video({ avatarId: byId(NOTHING) }), '"Look" is empty'],
		[
			'an unknown type',
			video({ type: 'cartoon' }),
			'"Who Speaks" must be one of avatar, cinematic_avatar, image, studio',
		],
		['an unknown engine', video({ options: { engine: 'avatar_ix' } }), /^"Engine" must be one of /.source],
		[
			'a WebM video with a background',
			video({ options: { engine: 'default', backgroundColor: '#ffffff', outputFormat: 'webm' } }),
			'A WebM video takes no "Background Color"',
		],
		[
			'a background image by http',
			video({ options: { engine: 'default', backgroundImage: 'http://example.com/a.png' } }),
			'"Background Image" must be an https URL',
		],
		[
			'two backgrounds',
			video({
				options: {
					engine: 'default',
					backgroundColor: '#ffffff',
					backgroundImage: 'https://example.com/a.png',
				},
			}),
			'"Background Color" cannot be combined with "Background Image"',
		],
		[
			'expressiveness with Avatar V',
			video({ options: { engine: 'avatar_v', expressiveness: 'high' } }),
			'"Expressiveness" does not work with the Engine Avatar V',
		],
		['an opacity out of range', watermark({ opacity: 2 }), '"Opacity" must be from 0 to 1; it is 2'],
		['a scale of nothing', watermark({ scale: 0 }), '"Scale" must be from 0.01 to 2; it is 0'],
		['an unknown position', watermark({ position: 'middle' }), /^"Position" must be one of /.source],
		['an offset that is no number', watermark({ offsetX: 'left' }), '"Offset X" must be a number'],
		// Video > Create: options
		['an unknown resolution', optionsOf({ resolution: '8k' }), '"Resolution" must be one of 720p, 1080p, 4k'],
		['an unknown aspect ratio', optionsOf({ aspectRatio: '3:2' }), /^"Aspect Ratio" must be one of /.source],
		['an unknown format', optionsOf({ outputFormat: 'avi' }), '"Output Format" must be one of mp4, webm'],
		['an unknown fit', optionsOf({ fit: 'stretch' }), '"Fit" must be one of contain, cover'],
		['unknown captions', optionsOf({ caption: 'vtt' }), '"Captions" must be one of none, srt, styled'],
		[
			'a callback ID without a URL',
			optionsOf({ callbackId: 'row-7' }),
			'"Callback ID" is set without a "Callback URL"',
		],
		[
			'a callback by http',
			optionsOf({ callbackUrl: 'http://example.com/done' }),
			'"Callback URL" must be an https URL',
		],
		['a callback to nowhere', optionsOf({ callbackUrl: 'done' }), '"Callback URL" must be an https URL'],
		[
			'a wait limit of nothing',
			video({ wait: true, options: { waitLimit: 0 } }),
			'"Wait Limit (Minutes)" must be from 0.1 to 1440; it is 0',
		],
		[
			'an unknown file to download',
			video({ wait: true, download: ['movie'] }),
			/^"Download" may hold only video, /.source,
		],
		[
			'items at once out of range',
			optionsOf({ concurrency: 51 }),
			'"Items at Once" must be from 1 to 50; it is 51',
		],
		[
			'half an item at once',
			optionsOf({ concurrency: 1.5 }),
			'"Items at Once" must be a whole number; it is 1.5',
		],
		[
			'a key of other characters',
			optionsOf({ idempotencyKey: 'row 7' }),
			'"Idempotency Key" may hold only letters, digits and _ - : . and at most 255 characters',
		],
		[
			'a key that is too long',
			optionsOf({ idempotencyKey: 'k'.repeat(256) }),
			'"Idempotency Key" may hold only letters, digits and _ - : . and at most 255 characters',
		],
		// Avatar > Create
		['an avatar without a name', { ...photoAvatar, name: NOTHING }, '"Name" is empty'],
		[
			'an unknown avatar type',
			{ ...photoAvatar, type: 'cartoon' },
			'"Type" must be one of digital_twin, photo, prompt',
		],
		[
			'a photo by http',
			{ ...photoAvatar, photoUrl: 'http://example.com/a.png' },
			'"Photo" must be an https URL',
		],
		[
			'a photo on Automatic by http',
			{ ...photoAvatar, photoSource: 'auto', photo: 'http://example.com/a.png' },
			'"Photo" must be an https URL',
		],
		[
			'a photo from the disk',
			{ ...photoAvatar, photoUrl: 'file:///etc/passwd' },
			'"Photo" must be an https URL',
		],
		[
			'a photo that is none of the four',
			{ ...photoAvatar, photoSource: 'auto', photo: 'my photo.png' },
			'"Photo" is neither an https URL, a data: URI, an asset ID nor a binary property of this item: my photo.png',
		],
		[
			'a photo where nothing was filled in and the item has no file',
			{ ...photoAvatar, photoSource: 'auto' },
			'"Photo" is missing: the item has no binary property called "data"',
		],
		[
			'a photo in a binary field that is not there',
			{ ...photoAvatar, photoSource: 'binary', photoBinaryProperty: 'face' },
			'"Photo" is missing: the item has no binary property called "face"',
		],
		[
			'a photo that is not base64',
			{ ...photoAvatar, photoSource: 'base64', photoBase64: 'not base64!' },
			'"Photo" is not base64',
		],
		[
			'a data: URI that is not base64',
			{ ...photoAvatar, photoSource: 'auto', photo: 'data:image/png,abc' },
			'"Photo" is a data: URI that is not base64',
		],
		[
			'base64 of another kind of file',
			{ ...photoAvatar, photoSource: 'base64', photoBase64: Buffer.from('hello').toString('base64') },
			'"Photo" is not a file of a kind HeyGen takes here: file',
		],
		[
			'an unknown photo source',
			{ ...photoAvatar, photoSource: 'mail' },
			/^"Photo Source" must be one of /.source,
		],
		['an empty prompt', { ...promptAvatar, prompt: NOTHING }, '"Prompt" is empty'],
		[
			'a prompt over the limit',
			{ ...promptAvatar, prompt: 'x'.repeat(1001) },
			'"Prompt" has 1001 characters; HeyGen takes at most 1000',
		],
		[
			'a reference image by http',
			{
				...promptAvatar,
				referenceImages: { image: [{ imageSource: 'url', imageUrl: 'http://example.com/1.png' }] },
			},
			'"Image" must be an https URL',
		],
		// Avatar > Start Consent
		['no group to consent for', { ...consent, groupId: byId(NOTHING) }, '"Avatar Group" is empty'],
		[
			'a consent text with a bracket',
			{ ...consent, options: { consentText: 'I <agree>' } },
			'"Consent Text" may not contain < or >',
		],
		[
			'a consent text over the limit',
			{ ...consent, options: { consentText: 'x'.repeat(1001) } },
			'"Consent Text" has 1001 characters; HeyGen takes at most 1000',
		],
		[
			'a reroute URL that is none',
			{ ...consent, options: { rerouteUrl: 'example.com' } },
			'"Reroute URL" must be a web address, such as https://example.com/thanks',
		],
		[
			'an unknown way to consent',
			{ ...consent, method: 'mail' },
			'"Consent Method" must be one of link, video',
		],
		// Photo
		['a photo set without a name', { ...photo, name: NOTHING }, '"Name" is empty'],
		['a photo set without an appearance', { ...photo, appearance: NOTHING }, '"Appearance" is empty'],
		[
			'an appearance over the limit',
			{ ...photo, appearance: 'x'.repeat(1001) },
			'"Appearance" has 1001 characters; HeyGen takes at most 1000',
		],
		...['age', 'gender', 'ethnicity', 'orientation', 'pose', 'style'].map(
			(name): [string, IDataObject, string] => [
				`an unknown ${name}`,
				{ ...photo, [name]: 'odd' },
				`^"${name[0]?.toUpperCase()}${name.slice(1)}" must be one of `,
			],
		),
		[
			'an unknown way when retired',
			{ ...photo, ifRetired: 'shrug' },
			'"If Retired" must be one of stop, promptAvatar',
		],
		[
			'no generation to read',
			{ resource: 'photo', operation: 'getGeneration', generationId: NOTHING },
			'"Generation ID" is empty',
		],
		[
			'an unknown photo file',
			{ resource: 'photo', operation: 'getGeneration', generationId: 'g', download: ['x'] },
			'"Download" may hold only photo',
		],
		// The rest
		[
			'an avatar group that is not named',
			{ resource: 'avatar', operation: 'get', groupId: byId(NOTHING) },
			'"Avatar Group" is empty',
		],
		[
			'a look that is not named',
			{ resource: 'look', operation: 'get', lookId: byId(NOTHING) },
			'"Look" is empty',
		],
		[
			'a video that is not named',
			{ resource: 'video', operation: 'get', videoId: byId(NOTHING) },
			'"Video" is empty',
		],
		[
			'a video to delete that is not named',
			{ resource: 'video', operation: 'delete', videoId: byId(SPACE) },
			'"Video" is empty',
		],
		[
			'an unknown file of a video',
			{ resource: 'video', operation: 'get', videoId: byId('v'), download: ['x'] },
			/^"Download" may hold only /.source,
		],
		[
			'an upload without a file',
			{ resource: 'asset', operation: 'upload' },
			'"Input Binary Field" is missing: the item has no binary property called "data"',
		],
		[
			'an unknown ownership',
			{ resource: 'avatar', operation: 'getAll', filters: { ownership: 'mine' } },
			'"Ownership" must be one of private, public',
		],
		[
			'an unknown avatar type to list',
			{ resource: 'look', operation: 'getAll', filters: { avatarType: 'x' } },
			/^"Avatar Type" must be one of /.source,
		],
		[
			'an unknown voice type',
			{ resource: 'voice', operation: 'getAll', filters: { type: 'x' } },
			'"Type" must be one of private, public',
		],
		[
			'an unknown gender',
			{ resource: 'voice', operation: 'getAll', filters: { gender: 'x' } },
			'"Gender" must be one of female, male',
		],
	])('%s', async (_, parameters, expected) => {
		const { message } = await errorOf({ parameters });

		if (expected.startsWith('^')) expect(message).toMatch(new RegExp(expected));
		else expect(message).toBe(expected);
		expect(heygen().sent).toEqual([]);
	});

	it.each([
		['4999 characters and an emoji', 'x'.repeat(4999) + '🙂'],
		['exactly 5000 characters', 'x'.repeat(5000)],
	])('but not for a script of %s', async (_, script) => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting' }));

		expect((await runNode({ parameters: video({ script }) })).error).toBeUndefined();
	});
});

describe('No file is uploaded', () => {
	beforeEach(async () => await keepFilesIn('memory'));

	it.each<[string, IDataObject]>([
		['when the script of the same video is empty', { ...imageVideo, imageSource: 'binary', script: NOTHING }],
		[
			'when the background of the same video is wrong',
			{
				...imageVideo,
				imageSource: 'binary',
				options: { backgroundImage: 'ftp://x' },
			},
		],
		[
			'when an option of the same video is wrong',
			{ ...imageVideo, imageSource: 'binary', options: { callbackId: 'x' } },
		],
		[
			'when an option of the same video of a batch is wrong',
			{ ...imageVideo, operation: 'createBatch', imageSource: 'binary', options: { callbackId: 'x' } },
		],
		[
			'when the watermark of the same video is wrong',
			{
				...imageVideo,
				imageSource: 'binary',
				options: { watermark: { image: { imageSource: 'url', imageUrl: 'ftp://x' } } },
			},
		],
		[
			'when the wait limit is wrong',
			{ ...photoAvatar, photoSource: 'binary', wait: true, options: { waitLimit: 5000 } },
		],
		[
			'when one of several reference images is wrong',
			{
				...promptAvatar,
				referenceImages: { image: [{ imageSource: 'binary' }, { imageSource: 'url', imageUrl: 'ftp://x' }] },
			},
		],
	])('%s', async (_, parameters) => {
		const { message } = await errorOf({ parameters, items: [await itemWith(png())] });

		expect(message).toMatch(/^"/);
		expect(heygen().sent).toEqual([]);
	});
});

describe('What depends on the look is refused once it was read, and no video is created, for', () => {
	const twin = look({ avatar_type: 'digital_twin', supported_api_engines: ['avatar_iv'] });

	it.each<[string, IDataObject, object, string]>([
		[
			'expressiveness of a video look',
			{ options: { engine: 'auto', expressiveness: 'high' } },
			twin,
			'"Expressiveness" works with photo looks only; the look look-1 is a digital_twin',
		],
		[
			'motion of a video look without Avatar V',
			{ options: { engine: 'auto', motionPrompt: 'Waves' } },
			twin,
			'"Motion Prompt" does not work with the engines of the look look-1: avatar_iv',
		],
		[
			'motion of a video look on IV',
			{ options: { engine: 'avatar_iv', motionPrompt: 'Waves' } },
			twin,
			'"Motion Prompt" works with a video look on the Engine Avatar V alone',
		],
		[
			'motion of a video look on the default',
			{ options: { engine: 'default', motionPrompt: 'Waves' } },
			twin,
			'"Motion Prompt" works with a video look on the Engine Avatar V alone',
		],
		[
			'expressiveness of a look that has V alone',
			{ options: { engine: 'auto', expressiveness: 'high' } },
			look({ supported_api_engines: ['avatar_v'] }),
			'"Expressiveness" does not work with the engines of the look look-1: avatar_v',
		],
		[
			'an engine the look does not have',
			{ options: { engine: 'avatar_v', motionPrompt: 'Waves' } },
			look(),
			'The look look-1 does not support this "Engine": avatar_v',
		],
	])('%s', async (_, change, used, expected) => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(used));

		const { message } = await errorOf({ parameters: video(change) });

		expect(message).toBe(expected);
		expect(heygen().to('POST', /./)).toEqual([]);
	});
});

describe('Nothing is sent', () => {
	const parameters = { resource: 'account', operation: 'get' };

	it.each([
		['http to another machine', 'http://api.heygen.com'],
		['http to this network', 'http://192.168.1.7:8080'],
		['a name that only begins like this machine', 'http://localhost.example.com'],
		['another protocol', 'ftp://api.heygen.com'],
		['no address at all', 'heygen'],
		['a password in the address', 'https://anna:secret@api.heygen.com'],
	])('with a Base URL that is %s', async (_, baseUrl) => {
		for (const [authentication, credentials] of [
			['apiKey', { heyGenStudioApi: { apiKey: API_KEY, baseUrl } }],
			['bearerToken', { heyGenStudioBearerApi: { accessToken: BEARER_TOKEN, baseUrl } }],
			['oAuth2', { heyGenStudioOAuth2Api: { baseUrl } }],
		] as const) {
			const { message, description } = await errorOf({
				parameters: { ...parameters, authentication },
				credentials,
			});

			expect(message).toMatch(/^Base URL must be an https address/);
			expect(description).toContain('Nothing was sent');
		}
		expect(heygen().sent).toEqual([]);
	});

	it.each([
		'http://localhost:8080',
		'http://127.0.0.1:8080',
		'http://[::1]:8080',
		'https://proxy.example.com/heygen/',
	])('elsewhere than to a Base URL that is allowed: %s', async (baseUrl) => {
		const url = new URL(baseUrl);
		heygen().trusted.add(url.origin);
		heygen().on('GET', `${url.origin}${url.pathname.replace(/\/$/, '')}/v3/users/me`, {
			body: { data: { username: 'anna' } },
		});

		const { error } = await runNode({
			parameters,
			credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl } },
		});

		expect(error).toBeUndefined();
		expect(heygen().only.origin).toBe(url.origin);
	});

	it.each<[string, IDataObject, RegExp]>([
		[
			'an unknown resource',
			{ resource: 'song', operation: 'get' },
			/HeyGen has no operation "" on "song" here/,
		],
		[
			'an unknown operation',
			{ resource: 'video', operation: 'dance' },
			/HeyGen has no operation "dance" on "video" here/,
		],
		[
			"n8n's Custom API Call",
			{ resource: 'video', operation: '__CUSTOM_API_CALL__' },
			/HeyGen has no operation "__CUSTOM_API_CALL__"/,
		],
		[
			'an unknown authentication',
			{ ...parameters, authentication: 'password' },
			/Authentication is not one of/,
		],
	])('for %s', async (_, given, expected) => {
		const { message } = await errorOf({ parameters: given });

		expect(message).toMatch(expected);
	});
});

describe('A value of another type costs nothing:', () => {
	const WRONG: Partial<Record<INodeProperties['type'], string | IDataObject>> = {
		boolean: '={{ "yes" }}',
		number: '={{ "many" }}',
		options: '={{ 7 }}',
		multiOptions: '={{ "nothing" }}',
		string: '={{ [1] }}',
		resourceLocator: byId('={{ [1] }}'),
	};

	/** The parameters of an operation, each once with a value it cannot have. */
	function wrongOnes({ resource, operation }: IDataObject): Array<[name: string, change: IDataObject]> {
		const found = findOperation(resources, resource, operation);
		return parametersOf(found!).flatMap((property): Array<[string, IDataObject]> => {
			const { name, type, options = [] } = property;
			// Which parameters there are depends on it; n8n itself stops where those of the other types are empty.
			if (name === 'type') return [];
			if (type !== 'collection') {
				const wrong = WRONG[type];
				return wrong === undefined ? [] : [[name, { [name]: wrong }]];
			}
			return options.flatMap((member): Array<[string, IDataObject]> => {
				const wrong = 'type' in member ? WRONG[member.type] : undefined;
				return wrong === undefined ? [] : [[`${name}.${member.name}`, { [name]: { [member.name]: wrong } }]];
			});
		});
	}

	it.each<[string, IDataObject]>([
		['a video', { ...avatarVideo, wait: true }],
		['a video of a picture', { ...imageVideo, wait: true }],
		['an avatar', { ...photoAvatar, wait: true }],
		['a prompt avatar', { ...promptAvatar, wait: true }],
		['consent', consent],
		['photos', { ...photo, wait: true }],
	])('%s, whatever parameter it is', async (_, parameters) => {
		heygen().serves('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting' }));
		heygen().serves('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));
		heygen().serves('POST', '/v3/avatars/group-1/consent', data({ avatar_group: group() }));
		heygen().serves('POST', '/v2/photo_avatar/photo/generate', data({ generation_id: 'g' }));
		heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'v', status: 'completed' }]));
		heygen().serves('GET', '/v3/videos/v', data(completed('v', { status: 'completed' })));
		heygen().serves('GET', /^\/v3\/avatars\/looks\/./, data(look()));
		heygen().serves('GET', /^\/v3\/avatars\/(?!looks)./, data(group()));
		heygen().serves('GET', /^\/v2\//, data({ id: 'g', status: 'success', image_url_list: [] }));
		const paidAndFailed: string[] = [];
		let refused = 0;
		for (const [name, change] of wrongOnes(parameters)) {
			heygen().sent.length = 0;
			const { error } = await runNode({ parameters: { ...parameters, ...change } });
			const paid = heygen().sent.some(({ method }) => method === 'POST');
			if (error) refused++;
			if (error && paid) paidAndFailed.push(`${name}: ${error.message}`);
		}

		expect(paidAndFailed).toEqual([]);
		expect(refused).toBeGreaterThan(2);
	});
});
