import { haveEnded } from '../../../nodes/HeyGen/jobs/ended';
import { jobKinds } from '../../../nodes/HeyGen/jobs/jobKinds';
import { gatherEnded } from '../../../nodes/HeyGen/jobs/endedVideos';
import { stubClient } from '../../support/client';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

/** A HeyGen at which all jobs have this state, and what it was asked for. */
async function heygen(status: string) {
	const asked: string[][] = [];
	const client = await stubClient(({ url, qs }) => {
		const { video_ids: ids } = qs as { video_ids?: string };
		asked.push(ids === undefined ? [url] : ids.split(','));
		if (ids !== undefined) return { body: { data: ids.split(',').map((id) => ({ video_id: id, status })) } };
		const videos = numbered(3).map((id) => ({ id, status, video_url: 'https://files.example.com/v' }));
		if (url.endsWith('/videos')) return { body: { data: videos } };
		return { body: { data: { id: 'one', status } } };
	});
	return { client, asked };
}

test.each([
	[0, []],
	[100, [100]],
	[150, [100, 50]],
])('the states of %i jobs are read in portions of %j', async (count, portions) => {
	const { client, asked } = await heygen('failed');
	expect(await haveEnded(client, 'video', numbered(count))).toBe(true);
	expect(asked.filter(([first]) => !first?.startsWith('/')).map(({ length }) => length)).toEqual(portions);
});

test('jobs of a kind that is read one by one have ended when all have', async () => {
	const [running, over] = [await heygen('processing'), await heygen('completed')];
	expect(await haveEnded(running.client, 'clipping', ['a', 'b'])).toBe(false);
	expect(running.asked).toHaveLength(1);
	expect(await haveEnded(over.client, 'clipping', ['a', 'b'])).toBe(true);
	expect(over.asked).toHaveLength(2);
});

test.each([
	['completed', 1],
	['failed', 1],
	['processing', 0],
])('three videos that are %s are read from %i page of the list', async (status, pages) => {
	const { client, asked } = await heygen(status);
	await jobKinds.video.many?.readStates(client, numbered(3));
	expect(asked.filter(([url]) => url === '/v3/videos')).toHaveLength(pages);
});

test('the list is read for three that are not known yet, not for two', async () => {
	const { client, asked } = await heygen('completed');
	await gatherEnded(client, numbered(2));
	expect(asked).toEqual([]);
	await gatherEnded(client, numbered(3));
	expect(asked).toHaveLength(1);
	await gatherEnded(client, [...numbered(3), 'another']);
	expect(asked).toHaveLength(1);
});
