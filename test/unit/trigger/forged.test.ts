import { nockIsTheNetwork } from '../../support/network';
import {
	Account,
	anotherProcess,
	deliveryOf,
	HOUR,
	hurry,
	MINUTE,
	Row,
	SECOND,
} from '../../support/triggerRow';

nockIsTheNetwork();

const EVENTS = '/v3/webhooks/events';
const ROTATE = 'rotate-secret';
const KIND = 'avatar_video.success';

let account: Account;
let row: Row;

beforeEach(async () => {
	account = new Account();
	jest.spyOn(Date, 'now').mockImplementation(() => account.now);
	hurry();
	account.record('old', 20 * HOUR, { event_data: { video_id: 'shared in public' } });
	row = new Row();
	await row.publish();
	account.now += HOUR;
});

afterEach(() => jest.restoreAllMocks());

const forge = async (body: object) => await row.deliver(deliveryOf(body, 'whsec_guessed'));
const real = async (id: string) => await row.deliver(deliveryOf(account.record(id, 0), account.secret));

const REFUSED = { status: 401, ids: [] };

describe('a forged delivery', () => {
	test.each<[string, object]>([
		[
			'an event of before the publication',
			{ event_type: KIND, event_data: { video_id: 'shared in public' } },
		],
		['an event nobody wants', { event_id: 'unwanted', event_type: 'batch.finished' }],
		['an event HeyGen knows nothing of', { event_id: 'made up', event_type: KIND }],
		['nothing', {}],
	])('that names %s changes nothing', async (_name, body) => {
		account.record('unwanted', MINUTE, { event_type: 'batch.finished' });
		const { secret } = row.kept;
		for (let minute = 0; minute < 5; minute++) {
			expect(await forge(body)).toEqual(REFUSED);
			account.now += MINUTE;
		}
		expect(account.count(ROTATE)).toBe(0);
		expect(row.kept.secret).toBe(secret);
		expect(row.emitted).toEqual([]);
	});

	test('that names an event which came rightly signed before changes nothing', async () => {
		const entry = account.record('a', 0);
		expect((await row.deliver(deliveryOf(entry, account.secret))).ids).toEqual(['a']);
		expect(await forge(entry)).toEqual(REFUSED);
		expect(account.count(ROTATE)).toBe(0);
	});

	test('without a signature makes nobody ask HeyGen', async () => {
		const rawBody = Buffer.from(JSON.stringify(account.record('a', 0)));
		expect(await row.deliver({ rawBody, headers: {} })).toEqual(REFUSED);
		expect(account.count(EVENTS)).toBe(0);
	});

	test('to a copy of this n8n at another address leaves the secret of the original alone', async () => {
		const copy = row.in(await anotherProcess(), { webhookUrl: 'https://staging.example.com' });
		const { secret } = account;
		expect(await copy.deliver(deliveryOf(account.record('a', 0), 'whsec_guessed'))).toEqual(REFUSED);
		expect(account.secret).toBe(secret);
	});

	test('has HeyGen asked twice a minute at most, however many come', async () => {
		const asked = account.count(EVENTS);
		for (let index = 0; index < 60; index++) {
			await forge({ event_id: `f${index}`, event_type: KIND });
			account.now += SECOND;
		}
		// For each of the two kinds of events.
		expect(account.count(EVENTS) - asked).toBe(4);
	});

	test('that no one would sign is not read', async () => {
		const parse = jest.spyOn(JSON, 'parse');
		const rawBody = Buffer.from(`{"event_type":"${KIND}","event_data":[${'{},'.repeat(300_000)}0]}`);
		await row.deliver({ rawBody, headers: { Signature: '0'.repeat(64) } });
		await row.deliver({ rawBody, headers: {} });
		expect(parse.mock.calls.filter(([text]) => text.length > 100_000)).toEqual([]);
	});
});

describe('a secret that was rotated elsewhere', () => {
	beforeEach(() => {
		account.endpoints[0]!.secret = 'whsec_rotated';
	});

	test('is replaced by a new one, and the event is run', async () => {
		expect(await real('a')).toEqual({ status: 200, ids: ['a'] });
		expect(account.count(ROTATE)).toBe(1);
		expect(row.load().registered.secret).toBe(account.secret);
		expect(JSON.stringify(row.log)).not.toContain('whsec_');
		account.now += SECOND;
		expect(await real('b')).toEqual({ status: 200, ids: ['b'] });
		expect(account.count(ROTATE)).toBe(1);
	});

	test('brings the others that are late by now, but none that is on its way', async () => {
		account.record('late', 5 * MINUTE);
		account.record('on its way', SECOND);
		expect(await real('a')).toEqual({ status: 200, ids: ['a'] });
		expect(row.emitted).toEqual(['late']);
	});

	test('is no reason to make an endpoint that somebody deleted anew, which is said', async () => {
		const { secret } = account;
		account.endpoints = [];
		expect(await row.deliver(deliveryOf(account.record('a', 0), `not ${secret}`))).toEqual(REFUSED);
		expect(row.log.map(({ text }) => text).join()).toContain('HeyGen has no endpoint of this trigger');
	});

	test('brings the event as HeyGen recorded it, not as it was delivered', async () => {
		const entry = account.record('a', 0);
		const workflow = row.load();
		const { result } = await workflow.receive(
			deliveryOf({ ...entry, event_data: { video_id: 'forged' } }, 'whsec_guessed'),
		);
		expect(result.workflowData?.[0]?.[0]?.json.data).toEqual({ video_id: 'video of a' });
	});

	test('is found out although a forger comes before each real delivery', async () => {
		const statuses = [];
		for (let hour = 0; hour < 12; hour++) {
			account.now += 30 * MINUTE;
			await forge({ event_id: `f${hour}`, event_type: KIND });
			account.now += SECOND;
			statuses.push((await real(`r${hour}`)).status);
		}
		expect(statuses).toEqual([401, ...Array<number>(11).fill(200)]);
		expect(account.count(ROTATE)).toBe(1);
		// The first, which was refused, is run from the history.
		expect(row.emitted).toEqual(['r0']);
	});

	test('that cannot be found out about leaves a refusal', async () => {
		account.broken = EVENTS;
		expect(await real('a')).toEqual(REFUSED);
		expect(row.log.map(({ text }) => text).join()).toContain('could not find out');
	});
});

test.each(['push', 'unshift'] as const)(
	'a second endpoint at the same address (%s) is removed, and the secret stays',
	async (add) => {
		account.endpoints[add]({ ...account.endpoints[0]!, endpoint_id: 'twin', secret: 'whsec_twin' });
		for (let index = 0; index < 4; index++) {
			account.now += MINUTE;
			const entry = account.record(`e${index}`, 0);
			const answers = [];
			// The twin's comes first, as long as there is one.
			for (const secret of ['whsec_twin', 'whsec_1'])
				if (account.endpoints.some((endpoint) => endpoint.secret === secret))
					answers.push(await row.deliver(deliveryOf(entry, secret)));
			expect(answers.flatMap(({ ids }) => ids)).toEqual([`e${index}`]);
			expect(answers.map(({ status }) => status)).not.toContain(401);
		}
		expect(account.count(ROTATE)).toBe(0);
		expect(account.endpoints.map(({ endpoint_id: id }) => id)).toEqual(['endpoint_1']);
	},
);

describe('a replay of what was rightly signed', () => {
	const stripped = (entry: object) => {
		const { rawBody, headers } = deliveryOf(entry, account.secret);
		return {
			rawBody,
			headers: { 'Content-Type': 'application/json', Signature: headers?.['Heygen-Signature'] ?? '' },
		};
	};

	test('after more than 48 hours is acknowledged and not run', async () => {
		const replay = stripped(account.record('a', 0));
		expect((await row.deliver(replay)).ids).toEqual(['a']);
		account.now += 49 * HOUR;
		expect(await row.deliver(replay)).toEqual({ status: 200, ids: [] });
	});

	test('that is older than what had to be forgotten for want of room is not run either', async () => {
		const replay = stripped(account.record('a', 0));
		await row.deliver(replay);
		account.now += HOUR;
		const mark = (index: number) => index.toString(36).padStart(11, 'x');
		const minute = Math.ceil(account.now / MINUTE).toString(36);
		const seen = Array.from({ length: 10_000 }, (_, index) => mark(index) + minute).join('');
		row = new Row();
		row.staticData = {
			'node:HeyGen Trigger': { endpointId: 'endpoint_1', secret: account.secret, seen },
		};
		expect(await row.deliver(replay)).toEqual({ status: 200, ids: [] });
	});
});
