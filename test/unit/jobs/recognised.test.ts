import type { JobName } from '../../../nodes/HeyGen/jobs/jobKinds';
import { recognise, type Beginning, type Recognised } from '../../../nodes/HeyGen/jobs/recognised';
import { FakeClock } from '../../support/clock';
import { stubClient } from '../../support/client';

const SINCE = 1_000;

/** What is told of a job that HeyGen shows like this, or does not know. */
async function told(
	name: JobName,
	job: object | undefined,
	beginning: Partial<Beginning> = {},
	dated?: number | null,
): Promise<Recognised & { readonly requests: number }> {
	const clock = new FakeClock();
	let requests = 0;
	const client = await stubClient(
		() => {
			requests++;
			return job ? { body: { data: job } } : { statusCode: 404, body: { error: { code: 'not_found' } } };
		},
		{ clock },
	);
	const begun = { since: SINCE, isFirstTry: true, isRepeated: false, ...beginning };
	return { ...(await clock.until(recognise(client, name, 'id', begun, dated))), requests };
}

test.each<[Partial<Beginning>, object]>([
	[{}, { isEarlier: undefined, isLost: false, requests: 1 }],
	[{ isRepeated: true }, { isEarlier: true, isLost: true, requests: 2 }],
	[
		{ isRepeated: true, isFirstTry: false },
		{ isEarlier: undefined, isLost: false, requests: 1 },
	],
	[{ isEarlier: true }, { isEarlier: true, isLost: true, requests: 2 }],
	[
		{ isEarlier: false, isRepeated: true },
		{ isEarlier: undefined, isLost: false, requests: 1 },
	],
])('of what HeyGen does not know, begun as %j: %j', async (beginning, expected) => {
	expect(await told('video', undefined, beginning)).toStrictEqual(expected);
});

test.each<[JobName, string, Partial<Beginning>, boolean | undefined, boolean]>([
	['photoGeneration', 'success', {}, true, false],
	['photoGeneration', 'failed', {}, true, true],
	['photoGeneration', 'in_progress', {}, undefined, false],
	['photoGeneration', 'success', { isFirstTry: false }, undefined, false],
	['photoGeneration', 'failed', { isFirstTry: false }, undefined, false],
	['photoGeneration', 'failed', { isEarlier: false }, false, false],
	['look', 'completed', {}, true, false],
	// What waits for a person may do so from the start.
	['look', 'pending_consent', {}, undefined, false],
])(
	'a %s without a date that is %s, begun as %j, is of before: %p',
	async (name, status, beginning, isEarlier, isLost) => {
		const found = await told(name, { status }, beginning);
		expect([found.isEarlier, found.isLost]).toEqual([isEarlier, isLost]);
		expect(found).not.toHaveProperty('createdAt');
		expect('ended' in found).toBe(['success', 'completed', 'pending_consent'].includes(status));
	},
);

test.each<[number, boolean]>([
	[SINCE - 1, true],
	[SINCE, false],
	[SINCE + 1, false],
])('a job that was created at %i is of before: %p', async (createdAt, isEarlier) => {
	expect(await told('video', { status: 'processing', created_at: createdAt })).toEqual({
		isEarlier,
		isLost: false,
		createdAt,
		requests: 1,
	});
	expect(await told('photoGeneration', { status: 'in_progress' }, {}, createdAt)).toMatchObject({
		isEarlier,
		createdAt,
	});
});

test('the age of a job tells nothing where it is said so', async () => {
	expect(await told('video', { status: 'failed', created_at: 1 }, {}, null)).toEqual({
		isEarlier: undefined,
		isLost: false,
		requests: 1,
	});
});
