import { byId, outputOf, runNode } from '../support/engine';
import { mp4 } from '../support/files';
import { data, FILE_HOST, lost, page, refusal, useFakeHeyGen, type Reply } from '../support/heygen';
import { isRecord } from '../../sandbox/heygen/contract';
import { useVirtualTime } from '../support/time';

const heygen = useFakeHeyGen();
useVirtualTime();

const ID = 'removal-1';
const PATH = '/v3/background-removals';
const create = {
	resource: 'backgroundRemoval',
	operation: 'create',
	videoSource: 'url',
	videoUrl: 'https://example.com/talk.mp4',
};
const begun = { id: ID, status: 'pending', layers: {} };
const done = {
	id: ID,
	status: 'completed',
	layers: { foreground: `${FILE_HOST}/foreground.webm`, mask: `${FILE_HOST}/mask.mp4` },
	duration: 12,
	created_at: 1_790_000_000,
	completed_at: 1_790_000_060,
};

function requestIds(): unknown[] {
	return heygen()
		.to('POST', PATH)
		.map(({ json, headers }) => {
			expect(headers).not.toHaveProperty('idempotency-key');
			return isRecord(json) ? json.request_id : undefined;
		});
}

describe('Background Removal > Create', () => {
	it.each<[string, Reply]>([
		['lost', lost()],
		['an error of the server', refusal(502, 'internal_error', 'Bad gateway')],
	])('asks again under the same request_id where the first answer is %s', async (_, first) => {
		heygen().on('POST', PATH, first, data(begun));

		await outputOf({ parameters: { ...create, wait: false } });

		const [one, two] = requestIds();
		expect(one).toMatch(/^n8n-[0-9a-f]{64}$/);
		expect(two).toBe(one);
	});

	it('asks again under the same request_id when Retry On Fail runs the node again', async () => {
		heygen().on('POST', PATH, refusal(404, 'asset_not_found', 'Not there yet'), data(begun));

		await outputOf({
			parameters: { ...create, wait: false },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		const ids = requestIds();
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
	});

	it("takes the user's own key for it", async () => {
		heygen().on('POST', PATH, data(begun));

		await outputOf({ parameters: { ...create, wait: false, options: { idempotencyKey: 'row:7' } } });

		expect(requestIds()).toEqual(['row:7']);
	});

	it('asks for the layers that were chosen, waits, and brings them', async () => {
		heygen().on('POST', PATH, data(begun));
		heygen().on('GET', `${PATH}/${ID}`, data({ ...begun, status: 'processing' }), data(done));
		for (const link of Object.values(done.layers)) heygen().on('GET', link, { body: mp4() });

		const { items } = await runNode({
			parameters: {
				...create,
				options: { layers: ['foreground', 'mask'] },
				download: ['foreground', 'mask'],
			},
		});

		expect(heygen().sent[0]?.json).toMatchObject({ layers: ['foreground', 'mask'] });
		expect(items[0]?.json).toEqual(done);
		expect(Object.values(items[0]?.binary ?? {}).map(({ fileName }) => fileName)).toEqual([
			`${ID}-foreground.webm`,
			`${ID}-mask.mp4`,
		]);
	});
});

describe('A background removal that failed', () => {
	const failed = { id: ID, status: 'failed', layers: {}, error: 'Nobody is in it' };

	it('is an error for who waits for it', async () => {
		heygen().on('POST', PATH, data(begun));
		heygen().on('GET', `${PATH}/${ID}`, data(failed));

		const { error } = await runNode({ parameters: create });

		expect(error?.message).toBe('HeyGen could not make the background removal: Nobody is in it');
	});

	it('is none for who reads or lists it: it says why under failure', async () => {
		heygen().on('GET', `${PATH}/${ID}`, data(failed));
		heygen().on('GET', PATH, page([failed]));
		const resource = 'backgroundRemoval';

		const read = await outputOf({
			parameters: { resource, operation: 'get', backgroundRemovalId: byId(ID) },
		});
		const listed = await outputOf({ parameters: { resource, operation: 'getAll' } });

		const given = { id: ID, status: 'failed', layers: {}, failure: 'Nobody is in it' };
		expect([read, listed]).toEqual([[given], [given]]);
	});
});
