import { textOf } from '../../nodes/HeyGen/api/json';
import { startSimulator, type Simulator } from '../../sandbox/heygen';
import { SimulatorControl } from '../../sandbox/heygen/control';
import { byId, runNode } from '../support/engine';
import { keepFilesIn } from '../support/files';
import { startS3 } from '../support/s3';
import { useVirtualTime } from '../support/time';
import { LOOK } from '../support/world';
import { FILE_FAULTS, STORES, type Bench } from './files';

// Files go through n8n's engine and its own stores to a simulated HeyGen and back. n8n's fourth store, the database, belongs to
// a whole n8n: test/load/queue-mode.test.ts.

useVirtualTime();
jest.setTimeout(60_000);

let heygen: Simulator;
let control: SimulatorControl;
let s3: Awaited<ReturnType<typeof startS3>>;

beforeAll(async () => {
	heygen = await startSimulator();
	control = new SimulatorControl(heygen.url);
	s3 = await startS3();
});
afterAll(async () => {
	await s3?.stop();
	await heygen?.stop();
});

const run: Bench['run'] = async (parameters, items) =>
	await runNode({
		parameters,
		...(items ? { items } : {}),
		credentials: { heyGenStudioApi: { apiKey: heygen.apiKey, baseUrl: heygen.url } },
	});

const asked: Bench['asked'] = async () =>
	[...(await control.requests()), ...(await control.requests({ host: 'files' }))]
		.sort((one, two) => one.time - two.time)
		.map(({ operationId }) => operationId ?? 'file host');

async function bench(): Promise<Bench> {
	await control.reset();
	await control.set({ renderMs: 0 });
	const made = await run({
		...{ resource: 'video', operation: 'create', type: 'avatar', avatarId: byId(LOOK) },
		...{ voiceSource: 'script', script: 'Hello', wait: true },
	});
	const videoId = textOf(made.items[0]?.json.video_id) ?? '';
	await control.clearRequests();
	return {
		control,
		run,
		asked,
		download: async () =>
			await run({ resource: 'video', operation: 'get', videoId: byId(videoId), download: ['video'] }),
	};
}

describe.each(STORES)('Where n8n keeps its files in %s', (storage) => {
	beforeEach(async () => await keepFilesIn(storage));

	const faults = FILE_FAULTS.filter(({ stores }) => stores?.includes(storage) ?? true);

	it.each(faults.map((fault) => [fault.what, fault.becomes, fault] as const))(
		'%s is %s',
		async (_, __, fault) => {
			expect.hasAssertions();
			await fault.hold(await bench());
		},
	);
});
