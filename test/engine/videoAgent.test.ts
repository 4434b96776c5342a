import type { IDataObject } from 'n8n-workflow';

import type { Data } from '../../nodes/HeyGen/api/contract';
import { video } from '../support/answers';
import { byId, errorOf, outputOf, runNode, searchList } from '../support/engine';
import { itemWith, mp4, pdf } from '../support/files';
import { data, FILE_HOST, lost, page, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const ID = 'session-1';
const SESSIONS = '/v3/video-agents';
const SESSION = `${SESSIONS}/${ID}`;
const resource = 'videoAgent';
const create = { resource, operation: 'create', prompt: 'Our new tariff' };
const send = { resource, operation: 'sendMessage', sessionId: byId(ID), message: 'Go on' };

type Session = Data<'videoAgentGet'>;

const created = data({ session_id: ID, status: 'thinking', video_id: null, created_at: 1_790_000_000 });
const session = (change: Partial<Session> = {}): Session => ({
	session_id: ID,
	status: 'completed',
	progress: 100,
	title: 'Tariff',
	video_id: 'v',
	created_at: 1_790_000_000,
	messages: [
		{ role: 'user', type: 'text', content: 'Our new tariff' },
		{ role: 'model', type: 'text', content: 'The video is ready.' },
	],
	...change,
});
const asking = (status: Session['status'], content: string): Session =>
	session({
		status,
		video_id: null,
		messages: [
			{ role: 'user', type: 'text', content: 'Our new tariff' },
			{ role: 'model', type: 'text', content },
		],
	});
const LINK = `${FILE_HOST}/tariff.mp4`;
const film = video('v', { video_url: LINK, duration: 45 });

function shows(...states: Session[]): void {
	heygen().on('GET', SESSION, ...states.map((state) => data(state)));
}

describe('Video Agent > Create', () => {
	it('sends the prompt with the mode, and nothing that was not chosen', async () => {
		heygen().on('POST', SESSIONS, created);

		const output = await outputOf({ parameters: { ...create, wait: false } });

		expect(output).toEqual([{ session_id: ID, status: 'thinking', video_id: null }]);
		expect(heygen().only.json).toEqual({ prompt: 'Our new tariff', mode: 'generate' });
	});

	it('gives the agent all that it can be given', async () => {
		heygen().on('POST', SESSIONS, created);
		heygen().on(
			'POST',
			'/v3/assets',
			data({ asset_id: 'a', url: LINK, mime_type: 'application/pdf', size_bytes: 1 }),
		);
		const file = [
			{ fileSource: 'url', fileUrl: 'https://example.com/logo.png' },
			{ fileSource: 'auto', file: 'data' },
		];

		await outputOf({
			parameters: {
				...create,
				wait: false,
				mode: 'chat',
				avatarId: byId('look-1'),
				voiceId: byId('voice-1'),
				styleId: byId('style-1'),
				files: { file },
				options: {
					brandGlossaryId: 'glossary-1',
					brandKitId: 'kit-1',
					incognitoMode: true,
					orientation: 'portrait',
				},
			},
			items: [await itemWith(pdf(), { fileName: 'deck.pdf', mimeType: 'application/pdf' })],
		});

		expect(heygen().to('POST', SESSIONS)[0]?.json).toEqual({
			prompt: 'Our new tariff',
			mode: 'chat',
			avatar_id: 'look-1',
			voice_id: 'voice-1',
			style_id: 'style-1',
			brand_kit_id: 'kit-1',
			brand_glossary_id: 'glossary-1',
			orientation: 'portrait',
			incognito_mode: true,
			files: [
				{ type: 'url', url: 'https://example.com/logo.png' },
				{ type: 'asset_id', asset_id: 'a' },
			],
		});
	});

	it('waits for the video, and brings it', async () => {
		heygen().on('POST', SESSIONS, created);
		shows(session({ status: 'thinking', video_id: null }), session({ status: 'generating' }), session());
		heygen().on('GET', '/v3/videos/v', data(film));
		heygen().on('GET', LINK, { body: mp4() });

		const { items } = await runNode({ parameters: { ...create, download: ['video'] } });

		expect(items[0]?.json).toEqual({
			session_id: ID,
			status: 'completed',
			progress: 100,
			title: 'Tariff',
			video_id: 'v',
			message: 'The video is ready.',
			video_url: LINK,
			duration: 45,
			estimated_price: expect.objectContaining({ usd: 1.4985 }),
		});
		expect(items[0]?.binary?.video?.fileName).toBe(`${ID}-video.mp4`);
	});

	it('goes on waiting where the session is completed before its video', async () => {
		heygen().on('POST', SESSIONS, created);
		shows(session(), session());
		heygen().on('GET', '/v3/videos/v', data(video('v', { status: 'processing' })), data(film));

		const [output] = await outputOf({ parameters: { ...create, simplify: false } });

		expect(output).toMatchObject({ ...session(), video: film, estimated_price: { usd: 1.4985 } });
	});

	it.each<[Session['status'], string]>([
		['waiting_for_input', 'Who shall speak?'],
		['reviewing', 'Is this storyboard right?'],
	])('ends the wait where the agent is %s, with what it wants to know', async (status, question) => {
		heygen().on('POST', SESSIONS, created);
		shows(session({ status: 'thinking', video_id: null }), asking(status, question));

		const { items, error, hints } = await runNode({
			parameters: { ...create, mode: 'chat', download: ['video'] },
		});

		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ session_id: ID, status, message: question });
		expect(hints).toEqual([`HeyGen has no video of the video agent session ${ID}, so none was downloaded.`]);
	});

	it('fails in the words of the agent, or with the reason of its video', async () => {
		const messages: Session['messages'] = [{ role: 'model', type: 'error', content: 'The files are empty' }];
		heygen().on('POST', SESSIONS, created, created);
		shows(session({ status: 'failed', video_id: null, messages }), session());
		heygen().on(
			'GET',
			'/v3/videos/v',
			data(video('v', { status: 'failed', failure_code: 'rendering', failure_message: 'No frames' })),
		);

		const first = await errorOf({ parameters: create });
		const second = await errorOf({ parameters: create, executionId: 'another' });

		expect(first.message).toBe('HeyGen could not make the video agent session: The files are empty');
		expect(second.message).toBe('HeyGen could not make the video agent session: No frames');
		expect(second.context?.heygen).toEqual({ job_id: ID, video_id: 'v', code: 'rendering' });
	});

	it('is not sent again where it may have been paid, be it in the same try or the next', async () => {
		heygen().on('POST', SESSIONS, lost());

		const { error } = await runNode({
			parameters: { ...create, wait: false },
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(heygen().sent).toHaveLength(1);
		expect(error?.message).toContain('An earlier try sent this request and got no proper answer');
		expect(error?.description).toContain('Look for it with Video Agent > Get Many.');
	});

	it.each<[string, IDataObject, string]>([
		[
			'a chat that waits for a call',
			{ mode: 'chat', options: { waitBy: 'callback' } },
			'"Wait By" Callback cannot be',
		],
		['no prompt', { prompt: '={{ null }}' }, '"Prompt" is empty'],
		['a long prompt', { prompt: 'x'.repeat(10_001) }, '"Prompt" has 10001 characters'],
		[
			'too many files',
			{
				files: {
					file: Array.from({ length: 21 }, () => ({ fileSource: 'url', fileUrl: 'https://example.com/a' })),
				},
			},
			'"Files" holds 21 files; HeyGen takes at most 20',
		],
		[
			'a file of another kind',
			{ files: { file: [{ fileSource: 'base64', fileBase64: 'UEsDBA==' }] } },
			'"File" is not',
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		expect((await errorOf({ parameters: { ...create, ...parameters } })).message).toContain(message);
		expect(heygen().sent).toEqual([]);
	});
});

describe('Video Agent > Send Message', () => {
	it('answers the agent and waits for what it says next', async () => {
		heygen().on('POST', SESSION, data({ session_id: ID, run_id: 'run-2', title: 'Tariff' }));
		shows(session({ status: 'thinking', video_id: null }), asking('reviewing', 'Is this storyboard right?'));

		const [output] = await outputOf({ parameters: { ...send, voiceId: byId('voice-1') } });

		expect(heygen().sent[0]?.json).toEqual({ message: 'Go on', voice_id: 'voice-1' });
		expect(output).toMatchObject({
			run_id: 'run-2',
			status: 'reviewing',
			message: 'Is this storyboard right?',
		});
	});

	it('is sent once', async () => {
		heygen().on('POST', SESSION, refusal(502, 'internal_error', 'Bad gateway'));

		const { error } = await runNode({
			parameters: { ...send, wait: false },
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(heygen().sent).toHaveLength(1);
		expect(error?.description).toContain('Look in the messages of the session with Video Agent > Get.');
	});

	it('refuses an empty or a long message', async () => {
		const empty = await errorOf({ parameters: { ...send, message: '={{ "" }}' } });
		const long = await errorOf({ parameters: { ...send, message: 'x'.repeat(10_001) } });

		expect(empty.message).toContain('"Message" is empty');
		expect(long.message).toContain('"Message" has 10001 characters');
		expect(heygen().sent).toEqual([]);
	});
});

describe('A session', () => {
	it('is read with what the agent says, and with its video', async () => {
		shows(asking('waiting_for_input', 'Who shall speak?'), session());
		heygen().on('GET', '/v3/videos/v', refusal(404, 'video_not_found', 'Deleted'));
		const get = { resource, operation: 'get', sessionId: byId(ID) };

		expect(await outputOf({ parameters: get })).toMatchObject([{ message: 'Who shall speak?' }]);
		expect(await outputOf({ parameters: { ...get, simplify: false } })).toEqual([session()]);
	});

	it('is stopped by an empty object, which may be repeated', async () => {
		heygen().on('POST', `${SESSION}/stop`, lost(), data({ session_id: ID }));

		const output = await outputOf({ parameters: { resource, operation: 'stop', sessionId: byId(ID) } });

		expect(output).toEqual([{ session_id: ID }]);
		expect(heygen().sent.map(({ bytes }) => bytes.toString())).toEqual(['{}', '{}']);
	});

	it('shows a resource', async () => {
		const shown = { resource_id: 'r 1', resource_type: 'storyboard', url: LINK };
		heygen().on('GET', `${SESSION}/resources/r%201`, data(shown));

		const output = await outputOf({
			parameters: { resource, operation: 'getResource', sessionId: byId(ID), resourceId: ' r 1 ' },
		});

		expect(output).toEqual([shown]);
	});

	it('lists its videos, which come all at once', async () => {
		heygen().on('GET', `${SESSION}/videos`, page([film, video('w')]));

		const output = await outputOf({
			parameters: { resource, operation: 'getVideos', sessionId: byId(ID), simplify: false },
		});

		expect(output).toEqual([film, video('w')]);
		expect(heygen().only.query).toEqual({});
	});

	it('is found by its title, or its ID where it has none', async () => {
		heygen().on(
			'GET',
			SESSIONS,
			page([
				{ session_id: 's1', title: 'Tariff', created_at: 1 },
				{ session_id: 's2', title: null, created_at: 1 },
			]),
		);

		expect((await searchList('searchSessions')).results).toEqual([
			{ name: 'Tariff', value: 's1' },
			{ name: 's2', value: 's2' },
		]);
	});
});

describe('Video Agent > Get Many Styles', () => {
	it('lists those with a tag', async () => {
		const style = { style_id: 'style-1', name: 'Editorial', tags: ['news'], aspect_ratio: '16:9' };
		heygen().on('GET', `${SESSIONS}/styles`, page([style]));

		const output = await outputOf({
			parameters: { resource, operation: 'getStyles', filters: { tag: 'news' } },
		});

		expect(output).toEqual([style]);
		expect(heygen().only.query).toEqual({ limit: '50', tag: 'news' });
	});
});
