import axios from 'axios';
import { Bench, readSample } from './support';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(() => bench.stop());
beforeEach(() => bench.control.reset());

const audio = { type: 'base64', media_type: 'audio/mpeg', data: readSample('voice.mp3').toString('base64') };
const picture = {
	type: 'base64',
	media_type: 'image/png',
	data: readSample('portrait.png').toString('base64'),
};

const spent = async () => (await bench.control.state()).wallet.spent;

/** The first voice of an engine that is listed. */
const voiceOf = async (engine: string) =>
	(await bench.get(`/v3/voices?engine=${engine}`)).text('data.0.voice_id');

const fileAt = async (url: string) =>
	Buffer.from((await axios.get<ArrayBuffer>(url, { responseType: 'arraybuffer' })).data);

describe('Voices', () => {
	const clone = async (body: object = {}) =>
		await bench.post('/v3/voices/clone', { voice_name: 'Anna', audio, ...body });

	it('are found by a description, three at a time and always the same', async () => {
		const find = async (seed: number) =>
			(await bench.post('/v3/voices', { prompt: 'warm', gender: 'female', seed })).list('data.voices');
		const [best, next] = [await find(0), await find(1)];
		expect([best.length, next.length]).toEqual([3, 3]);
		expect(await find(0)).toEqual(best);
		expect(new Set([...best, ...next].map(({ voice_id: id }) => id)).size).toBe(6);
		expect([...best, ...next].every(({ gender }) => gender === 'female')).toBe(true);
		const french = await bench.post('/v3/voices', { prompt: 'warm', locale: 'fr-FR' });
		expect(french.list('data.voices').map(({ language }) => language)).toEqual([
			'French',
			'French',
			'French',
		]);
		expect((await bench.post('/v3/voices', { prompt: ' ' })).refusal).toBe('400 invalid_parameter prompt');
		expect(await spent()).toBe(0);
	});

	it('are cloned, and can then speak and be listed as one’s own', async () => {
		await bench.control.set({ renderMs: 1_500 });
		const id = (await clone({ language: 'German' })).text('data.voice_clone_id');
		expect((await bench.get(`/v3/voices/${id}`)).at('data')).toMatchObject({
			status: 'processing',
			preview_audio_url: null,
		});
		expect((await bench.post('/v3/voices/speech', { text: 'Hi', voice_id: id })).refusal).toBe(
			'404 voice_not_found voice_id',
		);
		await bench.waitFor(`/v3/voices/${id}`, 'data.status', 'complete');
		const own = (await bench.get('/v3/voices?type=private&language=german')).list('data');
		expect(own).toMatchObject([{ voice_id: id, name: 'Anna', type: 'private' }]);
		expect((await bench.post('/v3/voices/speech', { text: 'Hi', voice_id: id })).status).toBe(200);
	});

	it('fail to be cloned where they are asked to, and are not cloned of what is no recording', async () => {
		const id = (await clone({ voice_name: 'Anna [fail]' })).text('data.voice_clone_id');
		const failed = await bench.waitFor(`/v3/voices/${id}`, 'data.status', 'failed');
		expect(failed.at('data.failure_message')).toMatch(/failed/);
		expect((await clone({ audio: picture })).refusal).toBe('400 invalid_parameter audio.media_type');
		expect((await clone({ voice_name: 'a'.repeat(101) })).refusal).toBe('400 invalid_parameter voice_name');
	});

	it('are deleted where they are one’s own', async () => {
		const remove = async (id: string) => await bench.request({ method: 'DELETE', url: `/v3/voices/${id}` });
		const id = (await clone()).text('data.voice_clone_id');
		await bench.waitFor(`/v3/voices/${id}`, 'data.status', 'complete');
		expect((await remove(id)).at('data')).toEqual({ voice_id: id });
		expect((await remove(id)).refusal).toBe('404 voice_not_found voice_id');
		expect((await bench.get('/v3/voices?type=private')).list('data').map(({ name }) => name)).not.toContain(
			'Anna',
		);
		expect((await remove(await voiceOf('starfish'))).refusal).toBe('403 resource_access_denied voice_id');
	});

	it('of one engine speak, word by word, for money', async () => {
		const speak = async (body: object) => await bench.post('/v3/voices/speech', body);
		const voice_id = await voiceOf('starfish');
		const speech = await speak({ text: 'Hello there', voice_id, speed: 2 });
		expect(speech.at('data')).toMatchObject({
			duration: 2,
			word_timestamps: [
				{ word: 'Hello', start: 0, end: 1 },
				{ word: 'there', start: 1, end: 2 },
			],
		});
		expect((await fileAt(speech.text('data.audio_url'))).equals(readSample('voice.mp3'))).toBe(true);
		const paid = await spent();
		expect(paid).toBeGreaterThan(0);
		expect((await speak({ text: 'Hi', voice_id: await voiceOf('fish') })).refusal).toBe(
			'400 invalid_parameter voice_id',
		);
		expect((await speak({ text: ' ', voice_id })).refusal).toBe('400 tts_text_invalid text');
		expect((await speak({ text: 'A [fail]', voice_id })).refusal).toBe('400 tts_text_invalid text');
		expect((await speak({ text: 'Hi', voice_id, input_type: 'html' })).refusal).toBe(
			'400 invalid_parameter input_type',
		);
		expect((await speak({ text: 'Hi', voice_id, speed: 3 })).refusal).toBe('400 invalid_parameter speed');
		expect(await spent()).toBe(paid);
	});
});

describe('Voices of the model', () => {
	const path = '/v3/models/audio/voices';
	const create = async (body: object = {}) =>
		await bench.post(path, { mode: 'instant', name: 'Anna', audio: [audio], ...body });
	const professional = { mode: 'professional', audio: [audio, audio] };
	const remove = async (id: string) => await bench.request({ method: 'DELETE', url: `${path}/${id}` });
	const speak = async (voice_id: string, body: object = {}) =>
		await bench.post('/v3/models/audio/tts', { voice_id, text: 'Hello', ...body });

	it('can speak once they are ACTIVE, and are none of the others', async () => {
		const made = await create();
		expect([made.status, made.at('data.status')]).toEqual([202, 'PENDING']);
		const id = made.text('data.voice_id');
		expect((await speak(id)).refusal).toBe('409 resource_not_ready voice_id');
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'ACTIVE');
		expect(done.at('data')).toMatchObject({ mode: 'instant', name: 'Anna', language: 'en' });
		const speech = await speak(id);
		expect(speech.at('data.duration')).toBe(2);
		expect(speech.header('content-language')).toBe('en');
		expect((await fileAt(speech.text('data.audio_url'))).equals(readSample('voice.wav'))).toBe(true);
		expect(await spent()).toBe(0.000075);
		expect((await speak(id, { model: 'heygen-voice-0' })).refusal).toBe('400 invalid_parameter model');
		expect((await speak(await voiceOf('starfish'))).refusal).toBe('404 voice_not_found voice_id');
		expect((await bench.get(`/v3/voices/${id}`)).refusal).toBe('404 voice_not_found voice_id');
	});

	it('fail where they are asked to', async () => {
		const id = (await create({ name: 'Anna [fail]' })).text('data.voice_id');
		const failed = await bench.waitFor(`${path}/${id}`, 'data.status', 'FAILED');
		expect(failed.at('data.failure_reason')).toBe('TRAINING_FAILED');
	});

	it('are trained anew under the same ID where they are professional', async () => {
		const id = (await create({ ...professional, name: 'Bert' })).text('data.voice_id');
		expect((await create({ ...professional, name: undefined, voice_id: id })).refusal).toBe(
			'409 resource_not_ready voice_id',
		);
		await bench.waitFor(`${path}/${id}`, 'data.status', 'ACTIVE');
		const again = await create({ ...professional, name: undefined, voice_id: id });
		expect(again.at('data')).toEqual({ voice_id: id, status: 'PENDING' });
		const done = await bench.waitFor(`${path}/${id}`, 'data.status', 'ACTIVE');
		expect(done.at('data.name')).toBe('Bert');
		const instant = (await create()).text('data.voice_id');
		expect((await create({ ...professional, voice_id: instant })).refusal).toBe(
			'400 invalid_parameter voice_id',
		);
	});

	it('take what the contract allows', async () => {
		expect((await create({ ...professional, name: undefined })).refusal).toBe('400 invalid_parameter name');
		expect((await create({ audio: [audio, audio] })).refusal).toMatch(/^400 invalid_parameter/);
		expect((await create({ audio: [picture] })).refusal).toBe('400 invalid_parameter audio.0.media_type');
	});

	it('are listed, and deleted as often as one likes, but not while they are trained', async () => {
		const ids = [(await create({ ...professional, name: 'Bert' })).text('data.voice_id')];
		ids.push((await create()).text('data.voice_id'));
		expect((await bench.get(path)).list('data').map(({ voice_id: id }) => id)).toEqual([...ids].reverse());
		const [first = '', second = ''] = ids;
		expect((await remove(first)).refusal).toBe('409 conflict voice_id');
		expect((await remove(second)).at('data')).toEqual({ status: 'ok' });
		await bench.waitFor(`${path}/${first}`, 'data.status', 'ACTIVE');
		expect((await remove(first)).at('data')).toEqual({ status: 'ok' });
		expect((await remove(first)).at('data')).toEqual({ status: 'ok' });
		expect((await remove('none')).refusal).toBe('404 voice_not_found voice_id');
		expect((await bench.get(path)).list('data')).toEqual([]);
	});
});
