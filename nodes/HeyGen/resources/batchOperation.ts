import { NodeOperationError, type INodeProperties } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import type { Data, OperationId, RequestBody } from '../api/contract';
import { throwOwn } from '../api/errors';
import { jointKey } from '../api/idempotency';
import { perClient } from '../api/perClient';
import { placeId, type BatchPlace } from '../jobs/batch';
import { expectedPrice, rateOf } from '../jobs/estimates';
import { madeUnlessLost, recognise, type Recognised } from '../jobs/recognised';
import { jobKinds, type JobName } from '../jobs/jobKinds';
import { sumOf, type Rate } from '../jobs/prices';
import { addressOption, readAddress, type AddressOption } from '../parameters/callback';
import { payOnceOptions } from '../parameters/payOnce';
import { spendingOptions } from '../parameters/spending';
import { batchTitle, idempotencyKeyInBatch } from '../parameters/shared';
import type { Chain } from '../run/chain';
import { Gathering } from '../run/gathering';
import type { Item } from '../run/item';
import type { Joint, JointWitness } from '../run/ledger';
import type { Operation } from '../run/operation';
import { creatingOperation, type Creating } from './jobOperation';

/** What every item of a request has in common. */
interface Common {
	readonly folder_id?: string;
}

/** What is said of a batch as a whole: the first item of a request decides. */
interface Whole extends Common {
	readonly title?: string;
	readonly callback_url?: string;
}

/** What one item brings to a batch. */
interface Part<Entry> {
	readonly entries: readonly Entry[];
	readonly whole: Whole;
	/** Where the item waits for HeyGen's call, which no other item may then forgo. */
	readonly resumeUrl?: string;
	/** The item's own key, or what stands for its content. */
	readonly key: string;
	/** The keys of what a key stands for, where the item counts by its content. */
	readonly chainOf?: (key: string) => Chain;
	/** When the item began, in milliseconds of this clock. */
	readonly since: number;
	readonly witness: JointWitness;
}

/** HeyGen's answer to the batch, and the number of a job of the item's in it. */
export type Placed<Id extends OperationId> = Data<Id> & BatchPlace;

/** Where the jobs of an item stand, each with which of them it is. */
interface Places<Id extends OperationId> {
	readonly places: ReadonlyArray<{
		readonly answer: Placed<Id>;
		readonly about?: string;
		/** What is taken for it. */
		readonly rate?: Rate;
		/** Whether the batch was there before, where its key may have been used before. */
		readonly found?: Recognised<never>;
	}>;
}

interface BatchOperation<Id extends OperationId, Name extends JobName, Entry extends object> extends Creating<
	Id,
	{ [Kind in Name]: Placed<Id> }
> {
	readonly makes: Name;
	/** The most entries HeyGen takes in one request. */
	readonly most: number;
	/** What the item brings: one entry, or one for each of several jobs, `most` of them at most. */
	readonly entries: (item: Item) => Promise<readonly Entry[]>;
	/** Which of several an entry is, such as its language. */
	readonly about?: (entry: Entry) => string | undefined;
	/** What stands on the batch and must not be another item's: items that differ in it go out in requests of their own. */
	readonly common?: (item: Item) => Common;
	/** The request of several. */
	readonly body: (entries: readonly Entry[], whole: Whole) => RequestBody<Id> & object;
	/** The batch that HeyGen's answer names. */
	readonly batchId: (answer: Data<Id>) => string;
	/** As of a request of one job; the path begins at the request of several. */
	readonly labels?: Readonly<Record<string, string>>;
}

const ADDRESS: AddressOption = { displayName: 'Batch Callback URL', name: 'batchCallbackUrl' };
const LABELS = { title: batchTitle.displayName, callback_url: ADDRESS.displayName };

function batchOptions(jobs: string): INodeProperties[] {
	return [
		addressOption(
			ADDRESS,
			`An https address that HeyGen calls once, when all ${jobs} of the batch have ended. The first item of each request decides.`,
		),
		batchTitle,
		idempotencyKeyInBatch,
	];
}

/** Where the items of one run come together, and whom HeyGen calls about their batches: the user, or the run. */
interface Together<Id extends OperationId, Entry> {
	/** By the key of what an earlier try sent; what is new comes together by what its items have in common. */
	readonly gatherings: Map<string, Gathering<Part<Entry>, Places<Id>>>;
	called?: 'user' | 'run';
}

function incompleteError({ connection }: HeyGenClient, job: string): NodeOperationError {
	return new NodeOperationError(
		connection.context.getNode(),
		'An earlier try sent this batch and got no proper answer; this time not all of its items could be read, so it was not asked for again',
		{
			description: `Its ${job}s may have been created and paid: look in HeyGen before you run these items again.`,
		},
	);
}

/**
 * What is known of a batch whose key may have been used before. Where one of its jobs is still good, it is given again as it is.
 *
 * @param look reads the job of a number.
 */
async function foundOf(
	size: number,
	look: (index: number) => Promise<Recognised>,
): Promise<Recognised<never> | undefined> {
	let found: Recognised | undefined;
	for (let index = 0; index < size; index++) {
		found = await look(index);
		if (!found.isLost) break;
	}
	if (!found) return undefined;
	const { isEarlier, isLost, createdAt } = found;
	return { isEarlier, isLost, createdAt };
}

/** Whom HeyGen calls about the batch; it knows one address for all items. */
function wholeOf(
	{ options }: Item,
	resume: string | undefined,
	together: { called?: 'user' | 'run' },
): Whole {
	const whole = { title: options.optionalText(batchTitle.name), callback_url: readAddress(options, ADDRESS) };
	const called = whole.callback_url ? 'user' : resume ? 'run' : undefined;
	if (called && called !== (together.called ?? called)) {
		throw options.refuse(
			`"${ADDRESS.displayName}" cannot be combined with "Wait By" Callback`,
			`HeyGen calls one address about a batch. Here one item has an address of its own, and another item waits for the call: remove ${ADDRESS.displayName}, or set Wait By to Polling for all items.`,
		);
	}
	together.called ??= called;
	return whole;
}

/**
 * An operation that creates jobs of every item, many in one request. Each item waits for its own, which are known by their
 * places in the batch.
 */
export function batchOperation<Id extends OperationId, Name extends JobName, Entry extends object>({
	most,
	entries: entriesOf,
	about = () => undefined,
	common = () => ({}),
	body,
	batchId,
	labels = {},
	...definition
}: BatchOperation<Id, Name, Entry>): Operation {
	const {
		calls: [own],
		makes,
		options = [],
	} = definition;
	const togetherOf = perClient((): Together<Id, Entry> => ({ gatherings: new Map() }));

	/** @param earlier how an earlier try sent these parts, whose answer is missing. */
	async function send(
		client: HeyGenClient,
		parts: ReadonlyArray<Part<Entry>>,
		earlier: Joint | undefined,
	): Promise<Array<Places<Id>>> {
		const entries = parts.flatMap((part) => part.entries);
		const size = entries.length;
		const since = earlier?.since ?? Math.min(...parts.map((part) => part.since));
		if (earlier && size !== earlier.size) throw incompleteError(client, jobKinds[makes].name);
		const whole: Whole = { ...parts[0]?.whole };
		const resuming = parts.find(({ resumeUrl: url }) => url !== undefined);
		const post = async (key: string) =>
			await client.data(own, {
				body: body(entries, { ...whole, callback_url: resuming?.resumeUrl ?? whole.callback_url }),
				key,
				witness: {
					sent: () => parts.forEach(({ witness }) => witness.sent({ key, size, since })),
					withdrawn: () => parts.forEach(({ witness }) => witness.withdrawn()),
				},
				labels: { ...LABELS, ...labels },
			});
		const idOf = (answer: Data<Id>, index: number) =>
			placeId({ batch_id: batchId(answer), item_index: index });
		const make = async (): Promise<{ answer: Data<Id>; found?: Array<Recognised<never> | undefined> }> => {
			const key = earlier?.key ?? jointKey(parts.map((part) => part.key));
			const [chainOf, ...others] = parts.map((part) => part.chainOf);
			if (earlier || !chainOf || others.includes(undefined)) return { answer: await post(key) };
			const chain = chainOf(key);
			return await madeUnlessLost(
				async () => {
					const answer = await chain.send(post);
					const { isRepeated } = chain;
					const beginning = { since: client.heygenSeconds(since), isFirstTry: !earlier, isRepeated };
					const look = async (index: number) =>
						await recognise(client, makes, idOf(answer, index), beginning);
					return { answer, found: [await foundOf(size, look)] };
				},
				() => chain.lost(),
				([one]) => one?.isLost === true,
			);
		};
		const { answer, found: [found] = [] } = await make();
		const placed = (entry: Entry, index: number) => ({
			answer: { ...answer, batch_id: batchId(answer), item_index: index },
			about: about(entry),
			rate: rateOf(client, makes, entry),
			found,
		});
		const places = entries.map(placed);
		let next = 0;
		return parts.map(({ entries: { length } }) => {
			const mine = places.slice(next, (next += length));
			return { places: length > 1 ? mine : mine.map((only) => ({ ...only, about: undefined })) };
		});
	}

	function gatheringOf(
		{ client, gathered }: Item,
		{ gatherings }: Together<Id, Entry>,
		name: string,
		earlier: Joint | undefined,
	): Gathering<Part<Entry>, Places<Id>> {
		const known =
			gatherings.get(name) ??
			new Gathering<Part<Entry>, Places<Id>>(gathered, {
				most,
				sizeOf: ({ entries }) => entries.length,
				send: async (parts) => await send(client, parts, earlier),
			});
		gatherings.set(name, known);
		return known;
	}

	function keysOf(item: Item, entries: readonly Entry[], whole: Whole): Pick<Part<Entry>, 'key' | 'chainOf'> {
		if (item.payOncePer !== 'content') return { key: item.key };
		return {
			key: item.contentKey(own, { entries, whole }),
			chainOf: (key) => item.chainOf(key),
		};
	}

	async function place(item: Item, resume: string | undefined): Promise<Places<Id>> {
		return await item.together(async (witness, earlier) => {
			const together = togetherOf(item.client);
			const shared = common(item);
			const whole = { ...wholeOf(item, resume, together), ...shared };
			const name = earlier?.key ?? JSON.stringify(shared);
			const entries = (await entriesOf(item)).map((entry) => item.withCustom(entry));
			const part = {
				entries,
				whole,
				resumeUrl: resume,
				...keysOf(item, entries, whole),
				since: item.startedAt,
				witness,
			};
			const price = () =>
				sumOf(entries.map((entry) => expectedPrice(item.client, makes, entry, item.secondsOf)));
			await item.spend(
				own,
				{ path: undefined, body: body(entries, { ...whole, callback_url: resume ?? whole.callback_url }) },
				price,
			);
			return await item
				.aside(async () => await gatheringOf(item, together, name, earlier).join(item.index, part))
				.catch(item.spendingFailed)
				.catch(throwOwn);
		});
	}

	return creatingOperation<Id, { [Kind in Name]: Placed<Id> }>(
		{
			...definition,
			options: [
				...options,
				...payOnceOptions(true),
				...spendingOptions,
				...batchOptions(`${jobKinds[makes].name}s`),
			],
		},
		ADDRESS,
		async (item, resume) => {
			const { places } = await place(item, resume);
			return places.map(({ answer, ...job }) => ({ kind: makes, id: placeId(answer), answer, ...job }));
		},
	);
}
