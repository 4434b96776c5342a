import fc from 'fast-check';

import contract from '../../../contract/openapi.json';
import {
	ALL_EVENTS,
	eventName,
	eventOptions,
	EVENTS,
	isWanted,
	millisecondsOf,
	readEvent as readWithKeys,
	readItem,
	readRecorded,
} from '../../../nodes/HeyGen/trigger/events';

const readEvent = (body: unknown, headers: Record<string, unknown>) => readWithKeys(body, headers)?.event;

const DATA = { video_id: 'v1', url: 'https://files.example.com/v1.mp4', callback_id: 'row-7' };

describe('an envelope', () => {
	test('of v3 becomes a flat event', () => {
		const body = {
			event_id: 'e1',
			event_type: 'avatar_video.success',
			event_data: DATA,
			created_at: '2026-11-21T12:00:00Z',
		};
		expect(readEvent(body, {})).toEqual({
			event: 'avatar_video.success',
			id: 'e1',
			occurredAt: '2026-11-21T12:00:00Z',
			data: DATA,
		});
	});

	test('of v1, without an ID and a time, becomes the same kind of event', () => {
		const event = readEvent(
			{ event_type: 'avatar_video.fail', event_data: { video_id: 'v1', msg: 'no' } },
			{},
		);
		expect(event).toEqual({
			event: 'avatar_video.fail',
			id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			occurredAt: undefined,
			data: { video_id: 'v1', msg: 'no' },
		});
	});

	test.each([
		undefined,
		null,
		'text',
		7,
		[],
		{},
		{ event_type: '' },
		{ event_type: 7 },
		{ event_data: DATA },
		[{ event_type: 'x' }],
	])('that is %j is none', (body) => {
		expect(readEvent(body, {})).toBeUndefined();
	});

	test.each([undefined, null, 'text', 7, ['a']])('whose data is %j has empty data', (event_data) => {
		expect(readEvent({ event_type: 'personalized_video', event_data }, {})?.data).toEqual({});
	});

	test('of an event nobody has heard of is passed through', () => {
		const event = readEvent(
			{ event_id: 'e', event_type: 'new.thing', event_data: { deep: { er: [1] } } },
			{},
		);
		expect(event).toMatchObject({ event: 'new.thing', data: { deep: { er: [1] } } });
	});
});

describe('the ID', () => {
	const body = { event_id: 'of the body', event_type: 'avatar_video.success', event_data: DATA };

	test.each<[string, object, Record<string, unknown>, string]>([
		['the body, which is signed', body, { 'heygen-event-id': 'of the header' }, 'of the body'],
		['the body where the header is missing', body, {}, 'of the body'],
		[
			'the header where the body has none',
			{ ...body, event_id: undefined },
			{ 'Heygen-Event-Id': 'of the header' },
			'of the header',
		],
	])('comes from %s', (_name, given, headers, id) => {
		expect(readEvent(given, headers)?.id).toBe(id);
	});

	test('of header and body, and else the fingerprint, are all keys to know the event by', () => {
		const keys = (given: object, headers = {}) => readWithKeys(given, headers)?.keys;
		const made = readEvent({ ...body, event_id: undefined }, {})?.id;
		expect(keys(body, { 'heygen-event-id': 'of the header' })).toEqual(['of the header', 'of the body']);
		expect(keys(body)).toEqual(['of the body']);
		expect(keys({ ...body, event_id: '' }, { 'heygen-event-id': 'h' })).toEqual(['h', made]);
		expect(readRecorded(body)).toMatchObject({ keys: ['of the body'], traces: [made] });
	});

	test('leaves a trace where there is none, which is that of the one event of its history', () => {
		const nameless = (video_id: string) =>
			readWithKeys({ ...body, event_id: undefined, event_data: { video_id } }, {})?.traces;
		expect(readWithKeys(body, {})?.traces).toBeUndefined();
		expect(nameless('v1')).toEqual([readRecorded({ ...body, event_data: { video_id: 'v1' } })?.nameless]);
		expect(nameless('v2')).not.toEqual(nameless('v1'));
	});

	const fingerprint = (event_type: string, event_data: object) =>
		readEvent({ event_type, event_data }, {})?.id;

	test('is else made of the event and the IDs of what it is about', () => {
		const id = fingerprint('avatar_video.success', DATA);
		expect(
			fingerprint('avatar_video.success', { ...DATA, url: 'https://files.example.com/fresh-link.mp4' }),
		).toBe(id);
		expect(fingerprint('avatar_video.success', { callback_id: 'row-7', url: 'x', video_id: 'v1' })).toBe(id);
		expect(fingerprint('avatar_video.success', { ...DATA, video_id: 'v2' })).not.toBe(id);
		expect(fingerprint('avatar_video.success', { ...DATA, callback_id: 'row-8' })).not.toBe(id);
		expect(fingerprint('avatar_video.fail', DATA)).not.toBe(id);
	});

	test('is made of all data where nothing in it is an ID', () => {
		const id = fingerprint('batch.finished', { count: 3 });
		expect(fingerprint('batch.finished', { count: 3 })).toBe(id);
		expect(fingerprint('batch.finished', { count: 4 })).not.toBe(id);
	});

	test('takes only whole words for an ID', () => {
		expect(fingerprint('x', { id: 'a', paid: 1 })).toBe(fingerprint('x', { id: 'a', paid: 2 }));
		expect(fingerprint('x', { paid: 1 })).not.toBe(fingerprint('x', { paid: 2 }));
		expect(fingerprint('x', { idea: 1 })).not.toBe(fingerprint('x', { idea: 2 }));
		expect(fingerprint('x', { id: 'a', idea: 1 })).toBe(fingerprint('x', { id: 'a', idea: 2 }));
	});
});

describe('an item of the trigger', () => {
	test('is the event again, known by its ID', () => {
		const event = { event: 'avatar_video.success', id: 'e1', occurredAt: '2026-11-21T12:00:00Z', data: DATA };
		expect(readItem({ ...event, caughtUp: true })).toEqual({ event, keys: ['e1'] });
	});

	test('that somebody changed is one all the same', () => {
		expect(readItem({ event: 7, data: 'text' })).toEqual({
			event: { event: '', id: '', occurredAt: undefined, data: {} },
			keys: [''],
		});
	});
});

test.each([
	['2026-11-21T12:00:00Z', 12],
	['2026-11-21t12:00:00z', 12],
	['2026-11-21T12:00:00', 12],
	['2026-11-21T12:00:00.000', 12],
	['2026-11-21T12:00:00+02:00', 10],
	['2026-11-21T12:00:00-0500', 17],
])('the time %s is the moment HeyGen means', (time, hour) => {
	expect(millisecondsOf(time)).toBe(Date.UTC(2026, 10, 21, hour));
});

describe('hostile bodies', () => {
	test.each([
		'{"event_type":"avatar_video.success","event_data":{"__proto__":{"polluted":true},"video_id":"v"}}',
		'{"__proto__":{"event_type":"avatar_video.success"},"event_type":"avatar_video.success","event_data":{}}',
		'{"event_type":"avatar_video.success","event_id":"__proto__","event_data":{"constructor":{"prototype":{"polluted":true}}}}',
		'{"event_type":"__proto__","event_data":{"__proto__":null}}',
	])('such as %s leave every other object alone', (text) => {
		const event = readEvent(JSON.parse(text), {});
		expect(event?.event).toEqual(expect.any(String));
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(Object.getPrototypeOf(event?.data)).toBe(Object.prototype);
		expect((event?.data as Record<string, unknown>).polluted).toBeUndefined();
	});

	test('an inherited event type is none', () => {
		expect(readEvent(JSON.parse('{"__proto__":{"event_type":"avatar_video.success"}}'), {})).toBeUndefined();
	});

	test('never throw, and every event has its four parts', () => {
		fc.assert(
			fc.property(
				fc.jsonValue(),
				fc.dictionary(fc.string(), fc.jsonValue()),
				fc.string(),
				(data, rest, event_type) => {
					const event = readEvent({ ...rest, event_type, event_data: data }, {});
					if (event_type === '') expect(event).toBeUndefined();
					else expect(Object.keys(event ?? {}).sort()).toEqual(['data', 'event', 'id', 'occurredAt']);
				},
			),
		);
	});
});

describe('the choice', () => {
	test("has a plain name for each of the contract's events", () => {
		const { schema } = contract.paths['/v3/webhooks/endpoints'].post.requestBody.content['application/json'];
		expect(Object.keys(EVENTS).sort()).toEqual([...schema.properties.events.items.enum].sort());
		expect(new Set(Object.values(EVENTS)).size).toBe(34);
		expect(Object.values(EVENTS).filter((name) => !/^[A-Z]\w+( [A-Z]\w+)+$/.test(name))).toEqual([]);
	});

	test('begins with all events, the rest in the order of their names, so that a subject stands together', () => {
		const types = Object.keys(EVENTS).map((type) => ({ event_type: type, description: 'What it is' }));
		const [first, ...rest] = eventOptions(types);
		expect(first).toEqual({
			name: 'All Events',
			value: '*',
			description: 'Also those HeyGen adds later',
		});
		expect(rest).toHaveLength(34);
		const names = rest.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(names.filter((name) => name.startsWith('Video Agent'))).toEqual([
			'Video Agent Failed',
			'Video Agent Finished',
		]);
		expect(rest.find(({ value }) => value === 'batch.finished')?.description).toBe(
			'batch.finished: What it is',
		);
	});

	test.each([
		['avatar_video.success', 'Video Finished'],
		['studio_video.fail', 'Studio Video Failed'],
		['studio_video.success', 'Studio Video Finished'],
		['credits.low', 'Credits Low'],
		['constructor', 'Constructor'],
	])('calls %s "%s"', (type, name) => {
		expect(eventName(type)).toBe(name);
	});

	test.each<[string, string[], boolean]>([
		['avatar_video.success', ['avatar_video.success', 'avatar_video.fail'], true],
		['avatar_video.success', [ALL_EVENTS], true],
		['new.thing', [ALL_EVENTS], true],
		['avatar_video.success', ['avatar_video.fail'], false],
		['avatar_video.success', ['avatar_video'], false],
		['avatar_video.success', [], false],
	])('%s is wanted by %j: %p', (event, chosen, wanted) => {
		expect(isWanted(event, chosen)).toBe(wanted);
	});
});
