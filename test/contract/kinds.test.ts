import { placeId } from '../../nodes/HeyGen/jobs/batch';
import { isJobName, jobKinds, type JobName, type Jobs } from '../../nodes/HeyGen/jobs/jobKinds';
import type { JobKind } from '../../nodes/HeyGen/jobs/kinds/kind';
import { Contract } from '../../sandbox/heygen/contract';
import { stubClient } from '../support/client';
import { answerTo, ID, LINK } from '../support/contractAnswers';
import { operations, schemasAt } from './openapi';
import { UNPRICED } from './exceptions';
import { cases } from './running';

// What the kinds of jobs say of HeyGen's answers, held against the contract.

/** What a job is before it has ended, in all of HeyGen's words for it. */
const UNDER_WAY = [
	'PENDING',
	'generating',
	'in_progress',
	'loading',
	'pending',
	'pending_consent',
	'processing',
	'queued',
	'rendering',
	'running',
	'thinking',
	'waiting',
];

const contract = new Contract();

/** A client whose answers say all they can say, each link unlike every other. */
async function client() {
	let links = 0;
	return await stubClient(({ method = 'GET', url }) => {
		const match = contract.match(method, new URL(url, 'https://api.heygen.com').pathname);
		if (!match) throw new Error(`The contract has no ${method} ${url}`);
		const answer = JSON.stringify(answerTo(match.operationId));
		return { body: JSON.parse(answer.replaceAll(LINK, () => `${LINK}?${++links}`)) as object };
	});
}

/** The states that the contract knows of a kind's jobs. */
function statesOf(name: JobName): string[] {
	const {
		calls: [read],
		...kind
	} = jobKinds[name];
	const { responses } = (read && operations.get(read)?.operation) ?? {};
	const schema = responses?.['200']?.content?.['application/json']?.schema ?? {};
	const place = ['data', ...('placeOf' in kind ? ['items', '[]'] : []), 'status'];
	return schemasAt(schema, place).flatMap(({ enum: states = [] }) =>
		states.filter((state) => state !== null),
	);
}

/** The links a kind finds in a job of which HeyGen says all it can say, by the names of its files. */
async function linksOf<Name extends JobName>(name: Name): Promise<Array<[file: string, link: unknown]>> {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const id = kind.placeOf ? placeId({ batch_id: ID, item_index: 0 }) : ID;
	const job = await kind.read(await client(), id);
	return kind.files.flatMap((file) => file.links(job).map((link): [string, unknown] => [file.name, link]));
}

describe.each(Object.keys(jobKinds).filter(isJobName))('A job of the kind %s', (name) => {
	const { completed, failed, files, getOperation } = jobKinds[name];

	it('ends in states that the contract knows, and every other state is one before the end', () => {
		const known = statesOf(name);
		const ends = [...completed, ...failed];

		expect(known.length).toBeGreaterThan(2);
		expect(
			ends
				.filter((state) => !known.includes(state))
				.map((state) => `A ${name} is never "${state}": the contract knows ${known.join(', ')}`),
		).toEqual([]);
		expect(
			known
				.filter((state) => !ends.includes(state) && !UNDER_WAY.includes(state))
				.map((state) => `A ${name} can be "${state}": say whether that is completed or failed`),
		).toEqual([]);
	});

	it('is read by an operation that the node has', () => {
		const names = cases.map(({ resource, operation }) => `${resource.name} > ${operation.name}`);

		expect(names).toContain(getOperation);
	});

	it('has the links of its files where the contract has links, each in a place of its own', async () => {
		const links = await linksOf(name);

		expect(
			links
				.filter(([, link]) => typeof link !== 'string' || !link.startsWith(LINK))
				.map(([file, link]) => `The ${file} of a ${name} is said to be at ${String(link)}, which is no link`),
		).toEqual([]);
		expect([...new Set(links.map(([file]) => file))]).toEqual(files.map((file) => file.name));
		expect(new Set(links.map(([, link]) => link)).size).toBe(links.length);
	});

	it('has a price where it is paid, and says what HeyGen counted of one that has ended', async () => {
		const { paidBy, price, ...kind }: JobKind<Jobs[typeof name]> = jobKinds[name];
		if (price === undefined) {
			const known = paidBy === 'nothing' || Object.hasOwn(UNPRICED, name);
			expect(known ? '' : `Say what a ${name} costs, or in UNPRICED why nobody knows`).toBe('');
			return;
		}
		expect(Object.hasOwn(UNPRICED, name) ? `A ${name} has a price: take it out of UNPRICED` : '').toBe('');
		if (!price.amount) return expect(paidBy).toBe('job');
		const id = kind.placeOf ? placeId({ batch_id: ID, item_index: 0 }) : ID;
		expect(price.amount(await kind.read(await client(), id))).toBeGreaterThan(0);
	});
});
