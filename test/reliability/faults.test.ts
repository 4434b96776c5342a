import { cases, itemWithFiles, nodeParameters, usualChoice, type Case } from '../contract/running';
import { API_KEY, runNode } from '../support/engine';
import { keepFilesIn } from '../support/files';
import { useVirtualTime } from '../support/time';
import { ATTEMPTS, conductOf, kindOf } from './conduct';
import { FAULTS, type Fault } from './faults';
import { FaultyHeyGen } from './server';

// Each operation meets each fault at its own request, through n8n's engine and over a real network, once and then every time.
// DEEP tries all of them; else these operations meet all faults, and every other one its share.

const DEEP = process.env.DEEP === 'true';
const ALWAYS_TRIED = ['avatar.create', 'avatar.startConsent', 'look.get', 'photo.generate', 'video.create'];
const SHARE = 8;

/** What HeyGen may have done is said of a write in doubt, whatever the fault was. */
const IN_DOUBT = /under one idempotency key|may have carried out the request/;

/** The longest that anything takes which has no patience of its own, in virtual minutes. */
const LONGEST = 2;

/** What one attempt may take at an endless fault, in real milliseconds. */
const MILLISECONDS = 80;

const time = useVirtualTime();
jest.setTimeout(DEEP ? 1_800_000 : 300_000);

const realTimeout = AbortSignal.timeout.bind(AbortSignal);
const heygen = new FaultyHeyGen();
beforeAll(async () => {
	await keepFilesIn('memory');
	await heygen.listen();
});
afterAll(async () => await heygen.close());

async function outcomeOf(of: Case, fault: Fault, times: 'once' | 'always') {
	heygen.begin(of.operation.calls[0], fault, times === 'once' ? 1 : Number.POSITIVE_INFINITY);
	if (fault.isEndless) jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => realTimeout(MILLISECONDS));
	const baseUrl = fault.course === 'unreached' ? await heygen.nobody() : heygen.origin;
	const began = time().elapsed();
	const sleeps = time().sleeps.length;
	const { error, items } = await runNode({
		asAdded: true,
		parameters: nodeParameters(of, usualChoice(of)),
		items: [await itemWithFiles()],
		credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl } },
	});
	const { asked, made, strangers } = heygen;
	return {
		...{ error, items, asked, made, strangers },
		took: time().elapsed() - began,
		pauses: time().sleeps.length - sleeps,
		connections: await heygen.connections(),
	};
}

/** What is not as it has to be, in words. */
async function complaintsAbout(of: Case, fault: Fault, times: 'once' | 'always'): Promise<string[]> {
	const kind = kindOf(of.operation.calls[0]);
	const { asked, succeeds, made } = conductOf(kind, fault, times);
	const got = await outcomeOf(of, fault, times);
	const complaints: string[] = [];
	const hold = (isSo: boolean, complaint: string) =>
		isSo || complaints.push(`${of.name}, ${times}: ${complaint}`);
	hold(asked === undefined ? got.asked > 2 : got.asked === asked, `${got.asked} requests, not ${asked}`);
	hold(got.took <= (fault.minutes ?? LONGEST) * 60_000, `it took ${got.took} ms`);
	hold(got.strangers === 0, 'a stranger was asked');
	hold(got.connections === 0, `${got.connections} connections are left open`);
	if (fault.course === 'unreached')
		hold(got.pauses === ATTEMPTS - 1, `${got.pauses} pauses, not ${ATTEMPTS - 1}`);
	if (kind === 'keyed' || kind === 'unkeyed') hold(got.made === made, `${got.made} were made, not ${made}`);
	const { message = '', description } = got.error ?? {};
	if (succeeds) {
		hold(!got.error && got.items.length > 0, `it failed: ${message}`);
		return complaints;
	}
	const isInDoubt = (fault.course === 'doubted' || fault.course === 'empty') && kind !== 'read';
	const advice = isInDoubt ? IN_DOUBT : fault.advised;
	hold(fault.said.test(message), `it says "${message}"`);
	hold(advice.test(description ?? ''), `it advises "${description}"`);
	return complaints;
}

/** An end that was announced is told from an ID that is unknown: test/engine/photo.test.ts. */
function isKnown(of: Case, fault: Fault): boolean {
	return of.name === 'photo.generate' && fault.name === '404';
}

function isTried(of: Case, operation: number, fault: number): boolean {
	return DEEP || ALWAYS_TRIED.includes(of.name) || (operation + fault) % SHARE === 0;
}

describe.each(FAULTS.map((fault, index) => [fault.name, fault, index] as const))('%s', (_, fault, index) => {
	it('costs nothing twice, ends, and says what to do', async () => {
		const complaints: string[] = [];
		for (const [operation, of] of cases.entries()) {
			if (isKnown(of, fault) || !isTried(of, operation, index)) continue;
			for (const times of fault.course === 'unreached'
				? (['always'] as const)
				: (['once', 'always'] as const))
				complaints.push(...(await complaintsAbout(of, fault, times)));
		}
		expect(complaints).toEqual([]);
	});
});
