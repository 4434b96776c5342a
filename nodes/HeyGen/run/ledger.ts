import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import type { Witness } from '../api/client';
import { isRecord } from '../api/json';

/** What a paid write makes, as messages say it. */
export interface Paid {
	/** As in "The batch …". */
	readonly name: string;
	/** How the user finds out whether there is one. */
	readonly look: string;
}

/** The writes under way, by the notes of their call: an agent may call the same tool twice at once. */
const underWay = new WeakMap<IDataObject, Map<string, Promise<object>>>();

function writesOf(notes: IDataObject): Map<string, Promise<object>> {
	const writes = underWay.get(notes) ?? new Map<string, Promise<object>>();
	underWay.set(notes, writes);
	return writes;
}

/** A write that several items made together in an earlier try: its key, and how many they were. */
export interface Joint {
	readonly key: string;
	readonly size: number;
	/** When the earlier try began, in milliseconds of this clock. */
	readonly since: number;
}

/** Is told what becomes of a write that several items make together. */
export interface JointWitness {
	sent(joint: Joint): void;
	withdrawn(): void;
}

function jointIn(entry: Record<string, unknown> | undefined): Joint | undefined {
	const joint = entry?.joint;
	if (!isRecord(joint)) return undefined;
	const { key, size, since } = joint;
	return typeof key === 'string' && typeof size === 'number' && typeof since === 'number'
		? { key, size, since }
		: undefined;
}

/** Which of its keys a write that counts by its content stands under. */
export interface Chosen {
	/** The first of them, and the number of the one that was chosen. */
	readonly base: string;
	readonly link: number;
	/** When the try began, in milliseconds of this clock. */
	readonly since: number;
}

function chosenIn(entry: Record<string, unknown> | undefined): Chosen | undefined {
	const chosen = entry?.chosen;
	if (!isRecord(chosen)) return undefined;
	const { base, link, since } = chosen;
	return typeof base === 'string' && typeof link === 'number' && typeof since === 'number'
		? { base, link, since }
		: undefined;
}

/** Begins the name under which stands how often a request was made in this execution. */
const TIMES = 'heyGenTimes:';

/** Characters of a key that tell it from every other of an execution, which keeps them. */
const SHORT = 16;

/** Begins the name under which an entry stands. */
const PREFIX = 'heyGenSent:';

/** What stands under a write's key was put there as its answer. */
function isAnswer<Answer extends object>(value: unknown): value is Answer {
	return isRecord(value);
}

/**
 * Keeps account of the paid writes that HeyGen protects by no Idempotency-Key. Retry On Fail runs the whole node again in
 * the same execution: what has an answer gets that answer again, and what may have been carried out is not sent again.
 *
 * The entries stand in notes that outlive a try, each as text: a context object of n8n's reports every change of its
 * members.
 */
export class Ledger {
	private readonly asked = new Set<string>();

	constructor(
		private readonly notes: IDataObject,
		private readonly node: INode,
	) {}

	/**
	 * Makes a write, unless an earlier try made it.
	 *
	 * @param key names the item of this round of the execution.
	 * @param write tells the witness what becomes of the request.
	 * @throws NodeOperationError where an earlier try sent it and got no proper answer.
	 */
	async once<Answer extends object>(
		key: string,
		{ name, look }: Paid,
		write: (witness: Witness) => Promise<Answer>,
	): Promise<Answer> {
		const writes = writesOf(this.notes);
		const same = writes.get(key);
		if (same) {
			const answer = await same;
			if (isAnswer<Answer>(answer)) return answer;
		}
		const known = this.read(key);
		if (isAnswer<Answer>(known?.answer)) return known.answer;
		if (known) {
			throw new NodeOperationError(
				this.node,
				'An earlier try sent this request and got no proper answer, so it was not sent again',
				{
					description: `The ${name} may have been created and paid. ${look} If not, run this item alone again.`,
				},
			);
		}
		const writing = write({
			sent: () => this.keep(key, {}),
			withdrawn: () => this.drop(key),
		});
		writes.set(key, writing);
		try {
			const answer = await writing;
			this.keep(key, { answer });
			return answer;
		} finally {
			writes.delete(key);
		}
	}

	/**
	 * Makes a write that does no harm when it is repeated, unless an earlier try got its answer.
	 *
	 * @param write is told whether an earlier try may have carried it out without getting an answer.
	 */
	async repeatable<Answer extends object>(
		key: string,
		write: (witness: Witness, mayBeDone: boolean) => Promise<Answer>,
	): Promise<Answer> {
		const known = this.read(key);
		if (isAnswer<Answer>(known?.answer)) return known.answer;
		const witness: Witness = {
			sent: () => this.keep(key, {}),
			// What this try withdraws says nothing about the earlier one.
			withdrawn: () => (known ? this.keep(key, known) : this.drop(key)),
		};
		const answer = await write(witness, known !== undefined);
		this.keep(key, { answer });
		return answer;
	}

	/**
	 * Makes a write together with other items, under a key that stands for all of them, unless an earlier try got its answer.
	 *
	 * @param write is told how an earlier try made it whose answer is missing: what was sent then has to be asked for by the same
	 *   items, even where others could join now, or it would be made a second time.
	 */
	async together<Answer extends object>(
		key: string,
		write: (witness: JointWitness, earlier: Joint | undefined) => Promise<Answer>,
	): Promise<Answer> {
		const known = this.read(key);
		if (isAnswer<Answer>(known?.answer)) return known.answer;
		const earlier = jointIn(known);
		const witness: JointWitness = {
			sent: (joint) => this.keep(key, { joint }),
			withdrawn: () => (earlier ? this.keep(key, { joint: earlier }) : this.drop(key)),
		};
		const answer = await write(witness, earlier);
		this.keep(key, { answer });
		return answer;
	}

	/** Which key an earlier try has chosen for a write that counts by its content. */
	chosen(name: string): Chosen | undefined {
		return chosenIn(this.read(name));
	}

	/** Takes note of it before the request leaves: a further try is not to choose another. */
	choose(name: string, chosen: Chosen): void {
		this.keep(name, { chosen });
	}

	/**
	 * How often this execution made the same request before, in whichever round; this time is counted.
	 *
	 * @param key stands for the request.
	 */
	times(key: string): number {
		const name = TIMES + key.slice(-SHORT);
		const times = Number(this.notes[name] ?? 0);
		this.notes[name] = times + 1;
		return times;
	}

	/** Forgets what it was asked for: the run is over. */
	clear(): void {
		for (const key of this.asked) this.drop(key);
	}

	private read(key: string): Record<string, unknown> | undefined {
		this.asked.add(key);
		const text = this.notes[PREFIX + key];
		const entry: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
		return isRecord(entry) ? entry : undefined;
	}

	private keep(key: string, entry: { answer?: object; joint?: Joint; chosen?: Chosen }): void {
		this.notes[PREFIX + key] = JSON.stringify(entry);
	}

	private drop(key: string): void {
		delete this.notes[PREFIX + key];
	}
}
