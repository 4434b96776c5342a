import { NodeApiError } from 'n8n-workflow';

import type { JobName } from '../../../nodes/HeyGen/jobs/jobKinds';
import { aboutJob, lookAt } from '../../../nodes/HeyGen/run/finishing';
import type { StartedJob } from '../../../nodes/HeyGen/run/output';
import { FakeClock, settled } from '../../support/clock';
import { stubClient, type StubAnswer } from '../../support/client';

const started = (kind: JobName, id: string): StartedJob => ({ kind, id, answer: {}, files: [] });
const JOBS = [started('video', 'v1'), started('video', 'v2'), started('look', 'l1')];

let clock: FakeClock;
let stop: AbortController;

beforeEach(() => {
	clock = new FakeClock();
	stop = new AbortController();
});

/** A HeyGen that takes so long to say what state its jobs are in, or to refuse. */
async function heygen(status: string, takes = 0, refusal?: StubAnswer) {
	return await stubClient(
		async ({ url, qs }) => {
			if (takes > 0) await clock.sleep(takes);
			if (refusal) return refusal;
			const { video_ids: ids = '' } = qs as { video_ids?: string };
			if (!url.endsWith('/statuses')) return { body: { data: { id: 'l1', status } } };
			return { body: { data: ids.split(',').map((id) => ({ video_id: id, status })) } };
		},
		{ clock, signal: stop.signal },
	);
}

describe('a look at jobs', () => {
	test.each([
		['completed', true],
		['failed', true],
		['processing', false],
	])('says of some that are %s whether they have ended: %p', async (status, ended) => {
		const look = await clock.until(lookAt(await heygen(status), JOBS, 1_000));
		expect(look.ended).toBe(ended);
	});

	test('ends in time, and what it still asks with it', async () => {
		const look = await clock.until(lookAt(await heygen('completed', 5_000), JOBS, 1_000));
		expect(look.ended).toBeUndefined();
		await settled();
		expect(look.client.signal?.reason).toEqual(new Error('HeyGen did not answer in time'));
	});

	test('that was in time leaves its client of use', async () => {
		const { client } = await clock.until(lookAt(await heygen('completed'), JOBS, 1_000));
		await clock.advance(2_000);
		expect(client.signal?.aborted).toBe(false);
	});

	test('that HeyGen refuses says why', async () => {
		const refused = { statusCode: 403, body: { error: { code: 'forbidden', message: 'no' } } };
		const look = lookAt(await heygen('completed', 0, refused), JOBS, 1_000);
		await expect(clock.until(look)).rejects.toThrow('HeyGen refused the request: no');
	});

	test('ends with the run', async () => {
		const look = lookAt(await heygen('completed', 5_000), JOBS, 60_000);
		const outcome = look.catch((error: unknown) => error);
		await clock.advance(1_000);
		stop.abort(new Error('cancelled'));
		await clock.advance(5_000);
		expect(await clock.until(outcome)).toMatchObject({ message: 'cancelled' });
	});
});

describe('what goes wrong with a job', () => {
	const failing = async (error: Error) =>
		await aboutJob(await heygen('completed'), { ...started('video', 'v1'), about: 'Video 2' }, async () => {
			return await Promise.reject(error);
		}).catch((reason: unknown) => reason);

	test('says that it exists, and which of several it is', async () => {
		const error = await failing(new Error('the disk is full'));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'Video 2: the disk is full',
			description: expect.stringContaining('The video was created and is paid') as string,
		});
	});

	test('is about the run where that stops, and about the job where it fails meanwhile', async () => {
		const reason = new Error('cancelled');
		stop.abort(reason);
		expect(await failing(reason)).toBe(reason);
		expect(await failing(new Error('the disk is full'))).toMatchObject({
			message: 'Video 2: the disk is full',
		});
	});
});
