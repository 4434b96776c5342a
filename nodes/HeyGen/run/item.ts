import type { IBinaryData, IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import type { HeyGenClient, Witness } from '../api/client';
import type { Data, Look, OperationId, RequestBody, RequestPath } from '../api/contract';
import { isHarmless, partKey, takesKey } from '../api/idempotency';
import { merged } from '../api/json';
import type { Creation } from '../jobs/errors';
import { jobKinds, type JobName, type Jobs } from '../jobs/jobKinds';
import type { JobKind } from '../jobs/kinds/kind';
import { readLook } from '../jobs/looks';
import type { Watcher } from '../jobs/watcher';
import { isTool } from './call';
import type { Creations } from './created';
import { aboutCreation, aboutJob, eachJob } from './finishing';
import type { Gathered } from './gathering';
import type { Joint, JointWitness, Ledger, Paid } from './ledger';
import type { Failed, StartedJob } from './output';
import type { Slots } from './slots';
import type { Callback } from './suspension';
import type { Values } from './values';

/** One of HeyGen's writes, as an operation makes it for its item. */
export interface Write<Id extends OperationId> {
	readonly path?: RequestPath<Id> & object;
	readonly body?: RequestBody<Id> & object;
	/** Display names of parameters that are not called as HeyGen's keys are: body path → name. */
	readonly labels?: Readonly<Record<string, string>>;
	/** What it makes, where HeyGen takes no key for it. */
	readonly paid?: Paid;
}

/** What the items of one run share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly client: HeyGenClient;
	/** The operations of HeyGen's whose writes stand under the items' own keys. */
	readonly own: readonly OperationId[];
	readonly watcher: Watcher;
	readonly slots: Slots;
	readonly gathered: Gathered;
	readonly ledger: Ledger;
	readonly created: Creations;
	/** What to say beside the output. */
	readonly hints: Set<string>;
	/** The address HeyGen calls back to; asking for it means to suspend. */
	readonly callback: () => Callback;
}

/** One input item, as an operation sees it. */
export class Item {
	readonly client: HeyGenClient;

	/** The operation's Options collection. */
	readonly options: Values;

	private readonly startedAt: number;

	/** What the user adds to the operation's own request. */
	private readonly custom: IDataObject;

	constructor(
		private readonly run: Run,
		readonly index: number,
		readonly values: Values,
		/** The `Idempotency-Key` of the item's one paid write. */
		readonly key: string,
	) {
		this.startedAt = run.client.clock.now();
		this.client = run.client;
		this.options = values.group('options');
		this.custom = (this.options.has('customBody') ? this.options.object('customBody') : undefined) ?? {};
	}

	get node(): INode {
		return this.run.context.getNode();
	}

	get helpers(): IExecuteFunctions['helpers'] {
		return this.run.context.helpers;
	}

	/** The item's own fields. */
	get json(): IDataObject {
		return this.run.context.getInputData()[this.index]?.json ?? {};
	}

	/** Whether it is the only item of the run. */
	get isAlone(): boolean {
		return this.run.context.getInputData().length === 1;
	}

	/** Whether an AI agent asked for it. */
	get isTool(): boolean {
		return isTool(this.run.context);
	}

	get gathered(): Gathered {
		return this.run.gathered;
	}

	/** The key of a further write of this item, e.g. an upload. */
	keyOf(part: string): string {
		return partKey(this.key, part);
	}

	/** The item's binary data of this name, wherever the workflow keeps it; undefined where it has none. */
	binary(property: string): IBinaryData | undefined {
		// "constructor" is no file, though every object has one.
		const { binary = {} } = this.run.context.getInputData()[this.index] ?? {};
		return Object.hasOwn(binary, property) ? this.helpers.assertBinaryData(this.index, property) : undefined;
	}

	async look(id: string): Promise<Look> {
		return await readLook(this.client, id);
	}

	/** Does what follows something paid, of which the run takes note. */
	async afterCreating<Result>(creation: Creation, id: string, work: () => Promise<Result>): Promise<Result> {
		this.run.created.add(this.index, creation, id);
		return await aboutCreation(this.client, creation, id, work);
	}

	/** Takes note of jobs the item has created: they are paid, whatever becomes of it. */
	created(jobs: readonly StartedJob[]): void {
		for (const { kind, id } of jobs) this.run.created.add(this.index, jobKinds[kind], id);
	}

	/** Does for each of the item's jobs what follows its creation. */
	async each<Job extends StartedJob, Result>(
		jobs: readonly Job[],
		work: (job: Job) => Promise<Result>,
	): Promise<Array<Result | Failed>> {
		const about = async (job: Job) => await aboutJob(this.client, job, async () => await work(job));
		return await eachJob(jobs, this.gathered.goOn, about);
	}

	/** Waits for each of the item's jobs until it has ended, to go on with it; meanwhile other items go ahead. */
	async finished<Name extends JobName, Job extends StartedJob & { kind: Name }, Result>(
		jobs: readonly Job[],
		limit: number,
		give: (job: Job, ended: Jobs[Name]) => Promise<Result>,
	): Promise<Array<Result | Failed>> {
		const { arrivals } = this.gathered;
		const { slots, watcher } = this.run;
		// Its jobs exist, so nobody has to wait for what it brings to a common request.
		arrivals.ended(this.index);
		return await this.aside(
			async () =>
				await this.each(jobs, async (job) => {
					const ended = await watcher.finished<Jobs[Name]>(jobKinds[job.kind], job.id, limit);
					await slots.take();
					try {
						return await give(job, ended);
					} finally {
						slots.give();
					}
				}),
		);
	}

	/**
	 * Makes one of the operation's writes so that a repeat does not pay again: under a key where HeyGen takes one; else a
	 * further try of the run gets the answer of the first, and does not send again what may have been carried out.
	 */
	async write<Id extends OperationId>(
		operation: Id,
		{ path, body, labels, paid }: Write<Id>,
	): Promise<Data<Id> & object> {
		const request = {
			path,
			body: body && operation === this.run.own[0] ? this.withCustom(body) : body,
			labels,
		};
		if (takesKey(operation)) {
			return await this.client.data(operation, { ...request, key: this.keyFor(operation) });
		}
		if (isHarmless(operation)) return await this.client.data(operation, request);
		if (!paid) throw new Error(`HeyGen takes no key for ${operation}: say what it makes, as "paid"`);
		return await this.once(
			operation,
			paid,
			async (witness) => await this.client.data(operation, { ...request, witness }),
		);
	}

	/** A request with what the user adds to it. HeyGen alone knows whether it may have that. */
	withCustom<Body extends object>(body: Body): Body {
		return Object.assign({}, body, merged(body, this.custom));
	}

	/** Makes a paid write for which HeyGen takes no key; see {@link write}. */
	async once<Answer extends object>(
		operation: OperationId,
		paid: Paid,
		write: (witness: Witness) => Promise<Answer>,
	): Promise<Answer> {
		return await this.run.ledger.once(this.keyFor(operation), paid, write);
	}

	/** Makes a write that may be repeated; it is told whether an earlier try of the run may have carried it out. */
	async repeatable<Answer extends object>(
		write: (witness: Witness, mayBeDone: boolean) => Promise<Answer>,
	): Promise<Answer> {
		return await this.run.ledger.repeatable(this.key, write);
	}

	/** Makes a keyed write together with other items; see {@link Ledger.together}. */
	async together<Answer extends object>(
		write: (witness: JointWitness, earlier: Joint | undefined) => Promise<Answer>,
	): Promise<Answer> {
		return await this.run.ledger.together(this.key, write);
	}

	private keyFor(operation: OperationId): string {
		return this.run.own.includes(operation) ? this.key : this.keyOf(operation);
	}

	/** Waits for what other items do; meanwhile they go ahead. */
	async aside<Result>(wait: () => Promise<Result>): Promise<Result> {
		this.run.slots.give();
		try {
			return await wait();
		} finally {
			await this.run.slots.take();
		}
	}

	/**
	 * Whether the job was created before this item began: under a key of the user's own, HeyGen gives an earlier execution's
	 * job again, and calls back that execution. Where the clocks differ, a job may be taken for older than it is.
	 */
	async isEarlier<Name extends JobName>(job: StartedJob & { kind: Name }): Promise<boolean> {
		const since = this.ownKeySince;
		if (since === undefined) return false;
		const kind: JobKind<Jobs[Name]> = jobKinds[job.kind];
		const read = async () => await kind.read(this.client, job.id);
		const createdAt = kind.createdAt?.(await aboutJob(this.client, job, read));
		return (createdAt ?? Infinity) < since;
	}

	/** When the item began, in unix seconds, where it brings a key of the user's own: what is older is not its making. */
	get ownKeySince(): number | undefined {
		const isOwn = this.options.optionalText('idempotencyKey') !== undefined;
		return isOwn ? Math.floor(this.startedAt / 1000) : undefined;
	}

	/** Where HeyGen shall call when this item's job has ended. */
	callbackUrl(): string {
		return this.run.callback().url;
	}

	/** Says something beside the output, once however many items say it. */
	readonly hint = (message: string): void => {
		this.run.hints.add(message);
	};
}
