import { NodeOperationError, type INodeProperties } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import type { Data, OperationId, RequestBody } from '../api/contract';
import { throwOwn } from '../api/errors';
import { jointKey } from '../api/idempotency';
import { perClient } from '../api/perClient';
import { placeId, type BatchPlace } from '../jobs/batch';
import { rateOf } from '../jobs/estimates';
import { jobKinds, type JobName } from '../jobs/jobKinds';
import type { Rate } from '../jobs/prices';
import { addressOption, readAddress, type AddressOption } from '../parameters/callback';
import { batchTitle, idempotencyKeyInBatch } from '../parameters/shared';
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
	/** The item's own key. */
	readonly key: string;
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
		const joint = earlier ?? { key: jointKey(parts.map(({ key }) => key)), size: entries.length };
		if (entries.length !== joint.size) throw incompleteError(client, jobKinds[makes].name);
		const whole: Whole = { ...parts[0]?.whole };
		const resuming = parts.find(({ resumeUrl: url }) => url !== undefined);
		const answer = await client.data(own, {
			body: body(entries, { ...whole, callback_url: resuming?.resumeUrl ?? whole.callback_url }),
			key: joint.key,
			witness: {
				sent: () => parts.forEach(({ witness }) => witness.sent(joint)),
				withdrawn: () => parts.forEach(({ witness }) => witness.withdrawn()),
			},
			labels: LABELS,
		});
		const placed = (entry: Entry, index: number) => ({
			answer: { ...answer, batch_id: batchId(answer), item_index: index },
			about: about(entry),
			rate: rateOf(client, makes, entry),
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

	async function place(item: Item, resume: string | undefined): Promise<Places<Id>> {
		return await item.together(async (witness, earlier) => {
			const together = togetherOf(item.client);
			const shared = common(item);
			const whole = { ...wholeOf(item, resume, together), ...shared };
			const name = earlier?.key ?? JSON.stringify(shared);
			const part = {
				entries: (await entriesOf(item)).map((entry) => item.withCustom(entry)),
				whole,
				resumeUrl: resume,
				key: item.key,
				witness,
			};
			return await item
				.aside(async () => await gatheringOf(item, together, name, earlier).join(item.index, part))
				.catch(throwOwn);
		});
	}

	return creatingOperation<Id, { [Kind in Name]: Placed<Id> }>(
		{ ...definition, options: [...options, ...batchOptions(`${jobKinds[makes].name}s`)] },
		ADDRESS,
		async (item, resume) => {
			const { places } = await place(item, resume);
			return places.map(({ answer, ...job }) => ({ kind: makes, id: placeId(answer), answer, ...job }));
		},
	);
}
