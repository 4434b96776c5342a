import type { IBinaryData, IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import type { HeyGenClient, Witness } from '../api/client';
import type { Data, Look, OperationId, RequestBody, RequestPath } from '../api/contract';
import { isHarmless, partKey, takesKey } from '../api/idempotency';
import { merged } from '../api/json';
import { upload, type Asset, type UploadFile } from '../api/uploads';
import { waitLimitError, type Creation } from '../jobs/errors';
import type { Estimate } from '../jobs/prices';
import { jobKinds, type JobName, type Jobs } from '../jobs/jobKinds';
import { readLook } from '../jobs/looks';
import type { Beginning } from '../jobs/recognised';
import type { Watcher } from '../jobs/watcher';
import type { Budget } from './budget';
import { isTool } from './call';
import type { Chain } from './chain';
import { ContentWrites } from './content';
import type { Creations } from './created';
import { Composed, isDryRun, type Upload } from './dryRun';
import { aboutCreation, aboutJob, eachJob } from './finishing';
import type { Gathered } from './gathering';
import type { Joint, JointWitness, Ledger, Paid } from './ledger';
import type { Failed, StartedJob } from './output';
import type { ItemKeys, PayOncePer } from './payOnce';
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
	/** What it is going to cost, about. */
	readonly price?: (request: object) => Estimate | undefined;
	/** What of the body makes two requests the same; all of it where nothing is said. */
	readonly content?: object;
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
	readonly budget: Budget;
	readonly created: Creations;
	/** What to say beside the output. */
	readonly hints: Set<string>;
	/** Tells the account from others, as far as this process knows it. */
	readonly account: string;
	/** By what each job counts as the same that was given again. */
	readonly reused: PayOncePer[];
	/** The address HeyGen calls back to; asking for it means to suspend. */
	readonly callback: () => Callback;
}

/** One input item, as an operation sees it. */
export class Item {
	readonly client: HeyGenClient;

	/** The operation's Options collection. */
	readonly options: Values;

	/** Which jobs count as the same. */
	readonly payOncePer: PayOncePer;

	/** The `Idempotency-Key` of the item's one paid write, where that does not count by its content. */
	readonly key: string;

	/** In milliseconds of this clock. */
	readonly startedAt: number;

	/** Whether nothing is to be sent that costs. */
	readonly isDryRun: boolean;

	/** How many seconds that play which the item has uploaded. */
	private readonly lengths = new Map<string, number>();

	/** What a dry run would upload. */
	private readonly uploads: Upload[] = [];

	private readonly byContent: ContentWrites;

	/** What the user adds to the operation's own request. */
	private readonly custom: IDataObject;

	constructor(
		private readonly run: Run,
		readonly index: number,
		readonly values: Values,
		keys: ItemKeys,
	) {
		this.payOncePer = keys.once;
		this.key = keys.own;
		this.client = run.client;
		this.startedAt = run.client.clock.now();
		const circumstances = { ...run, isTool: isTool(run.context) };
		this.byContent = new ContentWrites(circumstances, keys, this.startedAt);
		this.options = values.group('options');
		this.isDryRun = isDryRun(this.options);
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

	/** Milliseconds since the item began. */
	get elapsed(): number {
		return this.client.clock.now() - this.startedAt;
	}

	/** What the item's files are called. */
	get binaryNames(): string[] {
		return Object.keys(this.run.context.getInputData()[this.index]?.binary ?? {});
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

	/**
	 * Waits for each of the item's jobs until it has ended, to go on with it; meanwhile other items go ahead.
	 *
	 * @param late gives a job that has not ended within `limit` milliseconds; without it, that is an error.
	 */
	async finished<Name extends JobName, Job extends StartedJob & { kind: Name }, Result>(
		jobs: readonly Job[],
		limit: number,
		give: (job: Job, ended: Jobs[Name]) => Promise<Result>,
		late?: (job: Job) => Promise<Result>,
	): Promise<Array<Result | Failed>> {
		const { arrivals } = this.gathered;
		const { slots, watcher } = this.run;
		// Its jobs exist, so nobody has to wait for what it brings to a common request.
		arrivals.ended(this.index);
		this.spendsNothing();
		return await this.aside(
			async () =>
				await this.each(jobs, async (job) => {
					const ended = await watcher.finished<Jobs[Name]>(jobKinds[job.kind], job.id, limit);
					await slots.take();
					try {
						if (ended !== undefined) return await give(job, ended);
						if (late) return await late(job);
						throw waitLimitError(this.node, jobKinds[job.kind], job.id, limit);
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
		{ path, body, labels, paid, price, content = body }: Write<Id>,
	): Promise<Data<Id> & object> {
		const { own, ledger } = this.run;
		const isOwn = own.includes(operation);
		const whole = <Body extends object>(part: Body | undefined) =>
			part && operation === own[0] ? this.withCustom(part) : part;
		const request = { path, body: whole(body), labels };
		if (isOwn && !isHarmless(operation)) {
			await this.spend(operation, { path, body: request.body }, price);
		}
		const byContent = isOwn && this.payOncePer === 'content';
		const same = () => ({ path, body: whole(content) });
		if (takesKey(operation)) {
			const send = async (key: string) => await this.client.data(operation, { ...request, key });
			const sent = byContent ? this.byContent.write(operation, same(), send) : send(this.keyFor(operation));
			return await sent.catch(this.run.budget.failed);
		}
		if (isHarmless(operation)) return await this.client.data(operation, request);
		if (!paid) throw new Error(`HeyGen takes no key for ${operation}: say what it makes, as "paid"`);
		const send = async (key: string) =>
			await ledger.once(
				key,
				paid,
				async (witness) => await this.client.data(operation, { ...request, witness }),
			);
		const sent = byContent
			? this.byContent.remembered(operation, same(), send)
			: send(this.keyFor(operation));
		return await sent.catch(this.run.budget.failed);
	}

	/**
	 * Says what the item is about to spend; from here on it may.
	 *
	 * @throws Composed where this is a dry run; what {@link Budget.admit} does.
	 */
	async spend(
		operation: OperationId,
		{ path, body }: Pick<Composed, 'path' | 'body'>,
		price: Write<never>['price'],
	): Promise<void> {
		const estimate = () => price?.({ ...body });
		if (this.isDryRun) throw new Composed(operation, path, body, this.uploads, estimate());
		const { budget } = this.run;
		await budget.admit(this.index, estimate, async (wait) => await this.aside(wait));
	}

	/** The item spends nothing for now: nobody has to wait for what it will cost. */
	spendsNothing(): void {
		this.run.budget.arrivals.ended(this.index);
	}

	/** Takes note of why something could not be created; for `.catch()`. */
	get spendingFailed(): Budget['failed'] {
		return this.run.budget.failed;
	}

	/**
	 * Puts a file of the item into HeyGen.
	 *
	 * @param part which of several things the item brings it is.
	 */
	async upload(file: UploadFile, part?: string): Promise<Asset> {
		const asset = await this.provided(file, part);
		if (file.seconds !== undefined) this.lengths.set(asset.asset_id, file.seconds);
		return asset;
	}

	private async provided(file: UploadFile, part: string | undefined): Promise<Asset> {
		const { name, type, size } = file;
		if (this.isDryRun) {
			this.uploads.push({ name, type, size_bytes: size });
			return { asset_id: `(${name}, once it is uploaded)`, url: '', mime_type: type, size_bytes: size };
		}
		if (this.payOncePer === 'content') return await this.byContent.upload(file);
		return await upload(this.client, file, { key: part === undefined ? this.key : this.keyOf(part) });
	}

	/** How many seconds an asset plays that the item has uploaded, where its file says so. */
	readonly secondsOf = (assetId: string): number | undefined => this.lengths.get(assetId);

	/** What stands for a request of the item's by its content. */
	contentKey(of: OperationId, content: object): string {
		return this.byContent.keyOf(of, content);
	}

	/** The keys of what such a key stands for. */
	chainOf(key: string): Chain {
		return this.byContent.chainOf(key);
	}

	/** What the write that counts by its content gave is no good any more: the next one is another. */
	again(): void {
		this.byContent.again();
	}

	/** Whether what the write that counts by its content gave was given before, as far as n8n's process remembers. */
	get isRepeated(): boolean {
		return this.byContent.isRepeated;
	}

	/** When the item began, whose write may lead to what was there before. */
	get beginning(): Beginning {
		return this.byContent.beginning;
	}

	/** Takes note of a job that was there before and is given again. */
	reused(): void {
		this.run.reused.push(this.payOncePer);
	}

	/** A request with what the user adds to it. HeyGen alone knows whether it may have that. */
	withCustom<Body extends object>(body: Body): Body {
		return Object.assign({}, body, merged(body, this.custom));
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

	/** Where HeyGen shall call when this item's job has ended. */
	callbackUrl(): string {
		return this.run.callback().url;
	}

	/** Says something beside the output, once however many items say it. */
	readonly hint = (message: string): void => {
		this.run.hints.add(message);
	};
}
