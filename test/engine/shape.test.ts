import type { IDataObject } from 'n8n-workflow';

import { given, group, GROUP_ID, look, LOOK_ID, video } from '../support/answers';
import { byId, outputOf, runNode } from '../support/engine';
import { data, page, useFakeHeyGen, type Reply } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { callFromMcp } from '../support/tool';

const heygen = useFakeHeyGen();
useVirtualTime();

const parameters = {
	resource: 'avatar',
	operation: 'create',
	type: 'prompt',
	name: 'Anna',
	prompt: 'A friendly teacher',
	wait: false,
};

function create(): void {
	heygen().on('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));
}

const WHOLE = { avatar_item: given(look()), avatar_group: given(group()) };

const SHORT = { look_id: LOOK_ID, group_id: GROUP_ID, status: 'completed' };

describe('A result with many fields', () => {
	it('is given in short', async () => {
		create();
		const [output] = await outputOf({ parameters });

		expect(output).toMatchObject(SHORT);
		expect(output).not.toHaveProperty('avatar_item');
	});

	it('is given whole where Simplify is off', async () => {
		create();
		const [output] = await outputOf({ parameters: { ...parameters, simplify: false } });

		expect(output).toEqual(WHOLE);
	});

	it('may not be asked for in a form that does not exist', async () => {
		const { error } = await runNode({ parameters: { ...parameters, simplify: 'a bit' } });

		expect(error?.message).toBe('"Simplify" must be true or false');
		expect(heygen().sent).toEqual([]);
	});
});

const FAILURE = { code: 'training_failed', message: 'Too dark' };

const LOOK = {
	id: LOOK_ID,
	group_id: GROUP_ID,
	name: 'Anna',
	avatar_type: 'photo_avatar',
	status: 'failed',
	preview_image_url: 'https://files.heygen.example/look-1.webp',
	default_voice_id: 'voice-1',
	supported_api_engines: ['avatar_iii', 'avatar_iv'],
	failure: FAILURE,
};

const GROUP = {
	id: GROUP_ID,
	name: 'Anna',
	status: 'failed',
	consent_status: 'approved',
	looks_count: 1,
	preview_image_url: 'https://files.heygen.example/group-1.webp',
	created_at: '2026-09-21T14:13:20.000Z',
	failure: FAILURE,
};

const VIDEO = {
	id: 'v',
	title: 'Video v',
	status: 'completed',
	duration: 3.5,
	video_url: 'https://files.heygen.example/v.mp4',
	video_page_url: 'https://app.heygen.com/videos/v',
	folder_id: 'f',
	created_at: '2026-09-21T14:13:20.000Z',
	completed_at: '2026-09-21T14:14:20.000Z',
};

const failedLook = look({ status: 'failed', error: FAILURE });
const failedGroup = group({ status: 'failed', error: FAILURE, consent_status: 'approved', gender: 'female' });
const wholeVideo = video('v', {
	duration: 3.5,
	video_url: 'https://files.heygen.example/v.mp4',
	video_page_url: 'https://app.heygen.com/videos/v',
	folder_id: 'f',
	gif_url: null,
	output_language: 'en',
	completed_at: 1_790_000_060,
});

describe('What is left of a long result', () => {
	it.each<[string, IDataObject, string, Reply, object]>([
		['Look > Get', { lookId: byId(LOOK_ID) }, `/v3/avatars/looks/${LOOK_ID}`, data(failedLook), LOOK],
		['Look > Get Many', {}, '/v3/avatars/looks', page([failedLook]), LOOK],
		['Avatar > Get', { groupId: byId(GROUP_ID) }, `/v3/avatars/${GROUP_ID}`, data(failedGroup), GROUP],
		['Avatar > Get Many', {}, '/v3/avatars', page([failedGroup]), GROUP],
		['Video > Get', { videoId: byId('v') }, '/v3/videos/v', data(wholeVideo), VIDEO],
		['Video > Get Many', {}, '/v3/videos', page([wholeVideo]), VIDEO],
	])('of %s is what HeyGen has of it, with times that n8n can read', async (name, of, path, reply, short) => {
		heygen().on('GET', path, reply);
		const [resource, operation] = name.toLowerCase().split(' > ');
		const parameters = { resource, operation: operation === 'get' ? 'get' : 'getAll', ...of };

		expect(await outputOf({ parameters })).toEqual([short]);
	});

	it('of a video that is not waited for is under which ID to find it', async () => {
		heygen().on('POST', '/v3/videos', data({ video_id: 'v', status: 'waiting', output_format: 'mp4' }));

		const output = await outputOf({
			parameters: {
				resource: 'video',
				operation: 'create',
				avatarId: byId(LOOK_ID),
				script: 'Hello',
				wait: false,
				options: { engine: 'default' },
			},
		});

		expect(output).toEqual([{ id: 'v', video_id: 'v', status: 'waiting' }]);
	});
});

describe('As the tool of an agent', () => {
	const HINT = `The look ${LOOK_ID} was created and is paid: do not create it again. Read it later with Look > Get and the ID ${LOOK_ID}.`;

	it('it is given in short', async () => {
		create();
		expect(await callFromMcp({ parameters }, {})).toMatchObject([SHORT]);
	});

	it('it is given whole where Output is Raw', async () => {
		create();
		const answer = await callFromMcp({ parameters: { ...parameters, output: 'raw' } }, {});

		expect(answer).toEqual([{ ...WHOLE, hint: HINT }]);
	});

	it('only what was selected is given', async () => {
		create();
		const selecting = { ...parameters, output: 'selected', fields: 'avatar_group, nothing' };

		expect(await callFromMcp({ parameters: selecting }, {})).toEqual([
			{ avatar_group: given(group()), hint: HINT },
		]);
	});

	it('a field can be selected by its name in short, too', async () => {
		heygen().on('POST', '/v3/video-translations', data({ video_translation_ids: ['t-1'] }));
		const translating = {
			resource: 'translation',
			operation: 'create',
			videoSource: 'url',
			videoUrl: 'https://example.com/film.mp4',
			outputLanguages: ['German'],
			wait: false,
		};

		const tool = { parameters: { ...translating, output: 'selected', fields: 'id, video_translation_id' } };

		expect(await callFromMcp(tool, {})).toMatchObject([{ id: 't-1', video_translation_id: 't-1' }]);
	});

	it('why it failed can be selected by the name under which it is given', async () => {
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(failedLook));
		const selecting = { resource: 'look', operation: 'get', lookId: byId(LOOK_ID), output: 'selected' };

		expect(await callFromMcp({ parameters: { ...selecting, fields: 'failure' } }, {})).toEqual([
			{ failure: FAILURE },
		]);
	});

	it('is refused before anything is paid where nothing was selected', async () => {
		const selecting = { ...parameters, output: 'selected' };

		await expect(callFromMcp({ parameters: selecting }, {})).rejects.toThrow('"Fields" is empty');
		expect(heygen().sent).toEqual([]);
	});
});
