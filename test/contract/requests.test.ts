import type { OperationId } from '../../nodes/HeyGen/api/contract';
import { callbackOf } from '../../nodes/HeyGen/api/idempotency';
import { endpoints } from '../../contract/endpoints';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { jobKinds } from '../../nodes/HeyGen/jobs/jobKinds';
import { RESUME_PATH } from '../../nodes/HeyGen/run/suspension';
import { Contract, isRecord } from '../../sandbox/heygen/contract';
import { handlers } from '../../sandbox/heygen/resources';
import { answerTo, EVENT_TYPE, ID, LINK, serveContract } from '../support/contractAnswers';
import { outputOf, runNode, searchList, type ListSearch } from '../support/engine';
import { itemWith, keepFilesIn, mp4 } from '../support/files';
import { data, refusal, useFakeHeyGen, type Sent } from '../support/heygen';
import { BASE_URL } from '../support/singleNode';
import { useVirtualTime } from '../support/time';
import { isBelow, UNKEYED, UNREACHED } from './exceptions';
import { bodyOf, mapsAmong, operations, propertiesIn, propertiesOf } from './openapi';
import { factorsOf, pairwise, type Choice, type Level } from './product';
import {
	caseOf,
	cases,
	choicesOf,
	choicesWith,
	FIXED,
	isAllowed,
	itemWithFiles,
	nodeParameters,
	usualChoice,
	idOf,
} from './running';

// Every request the operations can send is sent here, as far as any two of their options can meet, through n8n's own engine.
// The fake HeyGen holds each against the contract; what was sent is kept, to be compared with what the operations say they
// call and with what the contract knows.

const heygen = useFakeHeyGen();
useVirtualTime();
jest.setTimeout(300_000);

const contract = new Contract();

/** A request to HeyGen, and where it came from. */
interface Made extends Sent {
	/** The operation of the node's; empty where a list was searched. */
	readonly by: string;
	readonly call: OperationId;
	readonly choice?: Choice;
}

const made: Made[] = [];

/** Each run of an operation with a choice, and what it sent. */
const runs: Array<{ readonly by: string; readonly choice: Choice; readonly sent: readonly Made[] }> = [];

function note(by: string, choice?: Choice): Made[] {
	const noted = heygen()
		.sent.splice(0)
		.flatMap((sent): Made[] => {
			const match = contract.match(sent.method, sent.path);
			return sent.origin === BASE_URL && match ? [{ ...sent, by, call: match.operationId, choice }] : [];
		});
	made.push(...noted);
	return noted;
}

async function runAll(name: string, fixed?: Readonly<Record<string, Level>>): Promise<number> {
	const of = caseOf(name);
	const choices = fixed ? choicesWith(of, fixed) : choicesOf(of);
	const items = [await itemWithFiles()];
	for (const choice of choices) {
		const parameters = nodeParameters(of, choice);
		const output = await outputOf({ parameters, asAdded: true, items }).catch((error: unknown) => {
			throw new Error(`${String(error)}, with ${JSON.stringify(parameters).slice(0, 2_000)}`);
		});
		// A list has as many as it is asked for.
		const isList = of.properties.some(({ name: parameter }) => parameter === 'limit');
		expect(output.length).toBeGreaterThan(0);
		if (!isList) expect(output).toHaveLength(1);
		runs.push({ by: name, choice, sent: note(name, choice) });
	}
	return choices.length;
}

beforeEach(async () => await keepFilesIn('memory'));

describe('Every request the contract accepts', () => {
	it.each(cases.map(({ name }) => name))('of %s', async (name) => {
		serveContract(heygen());
		const before = made.length;

		expect(await runAll(name)).toBeGreaterThan(0);

		expect(made.length).toBeGreaterThan(before);
		expect(heygen().complaints).toEqual([]);
	});

	it('of photo.generate when v2 is gone', async () => {
		heygen().serves('POST', '/v2/photo_avatar/photo/generate', refusal(410, 'not_found', 'Gone'));
		serveContract(heygen());

		await runAll('photo.generate', { ...FIXED, ifRetired: 'promptAvatar' });

		expect(made.filter(({ by }) => by === 'photo.generate').map(({ call }) => call)).toContain(
			'avatarCreate',
		);
		expect(heygen().complaints).toEqual([]);
	});

	it('of asset.upload for a large file', async () => {
		serveContract(heygen());

		await outputOf({
			asAdded: true,
			parameters: { resource: 'asset', operation: 'upload' },
			items: [await itemWith(mp4(33 * 1024 * 1024), { fileName: 'film.mp4', mimeType: 'video/mp4' })],
		});
		note('asset.upload');

		expect(heygen().complaints).toEqual([]);
	});

	it('of asset.uploadBatch for a file that is there already', async () => {
		heygen().serves('PUT', LINK, { status: 403 });
		heygen().serves('GET', '/v3/assets/statuses', data([{ video_id: ID, status: 'completed' }]));
		serveContract(heygen());

		await outputOf({
			asAdded: true,
			parameters: { resource: 'asset', operation: 'uploadBatch', binaryProperty: 'film' },
			items: [await itemWithFiles()],
		});
		note('asset.uploadBatch');

		expect(heygen().complaints).toEqual([]);
	});

	const lists = cases.filter(({ operation: { calls } }) => {
		const { parameters = [] } = operations.get(calls[0])?.operation ?? {};
		return parameters.some((parameter) => parameter.name === 'token');
	});

	it.each(lists.map(({ name }) => name))('of the second page of %s', async (name) => {
		const of = caseOf(name);
		const [call] = of.operation.calls;
		const { method, path } = endpoints[call];
		const whole = JSON.stringify(answerTo(call));
		const first: unknown = JSON.parse(
			whole
				.replace('"has_more":false', '"has_more":true')
				.replace('"next_token":null', '"next_token":"more"'),
		);
		heygen().on(method, new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), { body: first });
		serveContract(heygen());

		const [choice] = choicesWith(of, { ...FIXED, returnAll: true });
		await outputOf({ parameters: nodeParameters(of, choice ?? new Map()), asAdded: true });
		note(name, choice);

		expect(made.filter(({ by, query }) => by === name && query.token === 'more')).toHaveLength(1);
		expect(heygen().complaints).toEqual([]);
	});

	it.each(Object.keys(new HeyGen().methods.listSearch) as ListSearch[])('of %s', async (method) => {
		serveContract(heygen());

		const { results } = await searchList(method);
		note('');

		expect(results.length).toBeGreaterThan(0);
		// Languages are known by their names.
		const own: Record<string, string> = { searchEventTypes: EVENT_TYPE, searchLanguages: 'Language 0' };
		expect(results[0]?.value).toBe(own[method] ?? ID);
		expect(heygen().complaints).toEqual([]);
	});
});

describe('What is refused by itself', () => {
	it.each(cases.map(({ name }) => name))('leads to no write of %s', async (name) => {
		serveContract(heygen());
		const of = caseOf(name);
		const items = [await itemWithFiles()];
		const refused = pairwise(factorsOf(of.properties, FIXED), () => true).filter(
			(choice) => !isAllowed(of, choice),
		);
		for (const choice of refused) {
			const { error } = await runNode({ parameters: nodeParameters(of, choice), asAdded: true, items });
			const writes = heygen()
				.sent.splice(0)
				.filter(({ method }) => method !== 'GET');
			if (!error) continue;
			expect(
				writes.map(
					({ path }) => `${name} writes to ${path} before it says: ${error.message}. Read all values first`,
				),
			).toEqual([]);
		}
	});
});

describe('What the user adds', () => {
	const creating = cases.filter(({ properties }) =>
		properties.some(({ options = [] }) => options.some(({ name }) => name === 'customBody')),
	);

	it('can be added wherever something is created from JSON', () => {
		const creates = cases.filter(({ operation: { calls } }) => {
			const { method, json } = endpoints[calls[0]];
			return method === 'POST' && json;
		});

		expect(creating.map(({ name }) => name)).toEqual(creates.map(({ name }) => name));
	});

	it.each(creating.map(({ name }) => name))('goes out with the request of %s, last', async (name) => {
		serveContract(heygen());
		const of = caseOf(name);
		const usual = nodeParameters(of, usualChoice(of));
		const options = {
			...(isRecord(usual.options) ? usual.options : {}),
			customBody: '{"new_of_heygen":{"a":[1]}}',
		};

		await outputOf({ parameters: { ...usual, options }, asAdded: true, items: [await itemWithFiles()] });

		const bodies = heygen()
			.sent.splice(0)
			.filter(({ method, path }) => contract.match(method, path)?.operationId === of.operation.calls[0])
			.map(({ json }) => JSON.stringify(json));
		expect(bodies).toHaveLength(1);
		expect(bodies[0]).toContain('"new_of_heygen":{"a":[1]}');
		// HeyGen may know it; the contract doesn't.
		expect(heygen().complaints.splice(0).join()).toContain('new_of_heygen');
	});
});

describe('What can be downloaded', () => {
	const downloading = cases.filter(({ properties }) => properties.some(({ name }) => name === 'download'));

	it.each(downloading.map(({ name }) => name))('comes with %s, every file of it', async (name) => {
		serveContract(heygen());
		const of = caseOf(name);
		const { options: offered = [] } = of.properties.find((property) => property.name === 'download') ?? {};
		const files = offered.flatMap((option) => ('value' in option ? [String(option.value)] : []));

		const { items } = await runNode({
			asAdded: true,
			parameters: { ...nodeParameters(of, usualChoice(of)), download: files },
			items: [await itemWithFiles()],
		});

		const got = Object.keys(items[0]?.binary ?? {}).map((property) => property.replace(/_\d+$/, ''));
		expect(
			files
				.filter((file) => !got.includes(file))
				.map((file) => `${name} offers to download "${file}" and gives none: say where its link stands`),
		).toEqual([]);
		expect(files.length).toBeGreaterThan(0);
	});
});

/** From here on it is about what was sent above: jest keeps the order of a file. */
describe.each(cases.map((of) => [of.name, of] as const))('What %s says it calls', (name, { operation }) => {
	const { calls } = operation;
	const own = () => made.filter(({ by }) => by === name);

	it('is all that it calls', () => {
		const unnamed = [...new Set(own().map(({ call }) => call))].filter((call) => !calls.includes(call));

		expect(unnamed.map((call) => `${name} calls ${call}: add it to its \`calls\``)).toEqual([]);
	});

	it('is called: its own first, the others at least by an operation like it', () => {
		const [first, ...others] = calls;
		const sentBy = (call: OperationId) =>
			made.filter((request) => request.call === call && request.by !== '');

		expect(own().map(({ call }) => call)).toContain(first);
		expect(
			others
				.filter((call) => sentBy(call).length === 0)
				.map(
					(call) =>
						`${name} never calls ${call}: take it out of its \`calls\`, or add a case in which it does`,
				),
		).toEqual([]);
	});

	it('begins with what it calls for every item, and writes but once', () => {
		const [first] = calls;
		const times = runs
			.filter(({ by }) => by === name)
			.map(({ sent }) => sent.filter(({ call }) => call === first).length);
		const most = endpoints[first].method === 'GET' ? Infinity : 1;

		expect(times.length).toBeGreaterThan(0);
		expect(
			times.includes(0)
				? `${name} does not call ${first} for every item: put its own operation first in \`calls\``
				: '',
		).toBe('');
		expect(
			Math.max(...times) > most
				? `${name} calls ${first} more than once for one item: under one key the second gets the answer of the first`
				: '',
		).toBe('');
	});

	it('is about things that HeyGen or the user named', () => {
		const lost = own().flatMap(({ call, method, path, choice }) => {
			const named = [ID, ...[...(choice?.values() ?? [])].map((level) => idOf(level) ?? level)];
			return Object.values(contract.match(method, path)?.pathParams ?? {})
				.filter((id) => !named.includes(id))
				.map((id) => `${name} asks ${call} for "${id}", which is no ID: look where it is taken from`);
		});

		expect([...new Set(lost)]).toEqual([]);
	});

	it('is read after it was created, where the item waits for that', () => {
		const reads = Object.values(jobKinds).map(({ calls: [read] }) => read);
		const waiting = runs.filter(({ by, choice }) => by === name && choice.get('wait') === true);
		const unread = waiting.filter(({ sent }) => {
			const created = sent.map(({ method }) => method).lastIndexOf('POST');
			return !sent.slice(created + 1).some(({ call }) => reads.includes(call));
		});

		expect(
			unread.length > 0 ? `${name} does not read the job it waits for: its start() has to give the ID` : '',
		).toBe('');
	});

	it('is something the simulated HeyGen can serve', () => {
		expect(
			calls
				.filter((call) => !(call in handlers))
				.map(
					(call) =>
						`The simulator cannot serve ${call}, which ${name} calls: add it in sandbox/heygen/resources`,
				),
		).toEqual([]);
	});

	it('is told whom to call where the item waits for that', () => {
		const waiting = own().filter(
			({ call, choice }) =>
				call === calls[0] && choice?.get('wait') === true && choice.get('options.waitBy') === 'callback',
		);
		const untold = waiting.filter(({ json }) => {
			const url = isRecord(json) ? json.callback_url : undefined;
			return typeof url !== 'string' || !url.includes(`/${RESUME_PATH}?`);
		});

		expect(waiting.length > 0).toBe(callbackOf(calls[0]).length > 0);
		expect(
			untold.map(({ call }) => `${name} waits for a call of HeyGen's and does not tell ${call} whom to call`),
		).toEqual([]);
	});
});

describe('What the contract knows of the calls', () => {
	const called = [...new Set(cases.flatMap(({ operation }) => operation.calls))].sort();
	const sentTo = (call: OperationId) => made.filter((request) => request.call === call);
	const isExcepted = (what: string) => Object.keys(UNREACHED).some((excepted) => isBelow(what, excepted));

	/** What is known and in none of the bodies, be it a property or one of its values. */
	function missingIn(
		call: OperationId,
		known: ReadonlyMap<string, ReadonlySet<string>>,
		bodies: readonly unknown[],
	): string[] {
		const seen = new Map<string, Set<string>>();
		const maps = mapsAmong(known.keys());
		for (const body of bodies) {
			for (const [path, text] of propertiesIn(body, maps))
				seen.set(path, new Set([...(seen.get(path) ?? []), text]));
		}
		return [...known].flatMap(([path, values]) => {
			const got = seen.get(path);
			if (!got) return isExcepted(`${call} ${path}`) ? [] : [path];
			return [...values]
				.filter((value) => !got.has(value) && !isExcepted(`${call} ${path} = ${value}`))
				.map((value) => `${path} = ${value}`);
		});
	}

	const REMEDY = 'no parameter reaches it: add one, or give the reason in test/contract/exceptions.ts';

	const bodies = called.filter(
		(call) => operations.get(call)?.operation.requestBody?.content['application/json'],
	);

	it.each(bodies)('is every property of the body of %s, with every value it may have', (call) => {
		const missing = missingIn(
			call,
			propertiesOf(bodyOf(call)),
			sentTo(call).map(({ json }) => json),
		);
		expect(missing.map((path) => `${call} takes ${path}, and ${REMEDY}`)).toEqual([]);
	});

	it.each(called)('is every query parameter of %s, with every value it may have', (call) => {
		const { parameters = [] } = operations.get(call)?.operation ?? {};
		const queries = sentTo(call).map(({ query }) => query);

		const missing = parameters
			.filter((parameter) => parameter.in === 'query' && !isExcepted(`${call} ?${parameter.name}`))
			.flatMap(({ name, schema }) => {
				const got = new Set(queries.map((query) => query[name]));
				if (![...got].some((value) => value !== undefined)) return [`?${name}`];
				return (schema.enum ?? [])
					.filter((value) => value !== null && !got.has(value))
					.map((value) => `?${name} = ${value}`);
			});
		expect(missing.map((path) => `${call} takes ${path}, and ${REMEDY}`)).toEqual([]);
	});

	it('has no exception that is none', () => {
		const known = called.flatMap((call) => {
			const { parameters = [], requestBody } = operations.get(call)?.operation ?? {};
			const queries = parameters
				.filter((parameter) => parameter.in === 'query')
				.map(({ name }) => `?${name}`);
			const paths = requestBody?.content['application/json'] ? [...propertiesOf(bodyOf(call))] : [];
			const places = paths.flatMap(([path, values]) => [
				path,
				...[...values].map((value) => `${path} = ${value}`),
			]);
			return [...queries, ...places].map((place) => `${call} ${place}`);
		});

		expect(Object.keys(UNREACHED).filter((what) => !known.includes(what))).toEqual([]);
	});

	it('is the Idempotency-Key wherever the contract has one, and nowhere else', () => {
		const writes = made.filter(({ method }) => method === 'POST');
		const wrong = writes.filter(
			({ call, headers }) =>
				(contract.supportsKey(call) && !(call in UNKEYED)) !== 'idempotency-key' in headers,
		);

		expect(writes.length).toBeGreaterThan(100);
		expect([
			...new Set(
				wrong.map(({ by, call }) => `${by} sends ${call} without the key it takes: use item.write()`),
			),
		]).toEqual([]);
	});
});
