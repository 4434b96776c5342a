import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Data, OperationId } from '../api/contract';
import { onStatus } from '../api/errors';
import { callbackIdLimitOf, callbackOf } from '../api/idempotency';
import { createdNote, failedJobError, missingJobError } from '../jobs/errors';
import { expectedPrice, priceOf, rateOf } from '../jobs/estimates';
import { downloaded } from '../jobs/files';
import { isJobName, jobKinds, type JobName, type Jobs } from '../jobs/jobKinds';
import type { JobKind } from '../jobs/kinds/kind';
import type { Rate } from '../jobs/prices';
import { madeUnlessLost, recognise, type Recognised } from '../jobs/recognised';
import {
	CALLBACK_URL,
	callbackOptions,
	readCalled,
	type AddressOption,
	type Called,
} from '../parameters/callback';
import { payOnceOptions } from '../parameters/payOnce';
import { spendingOptions } from '../parameters/spending';
import {
	downloadParameter,
	readWait,
	waitOptions,
	waitParameter,
	wantedFiles,
	type Waiting,
	type WaitTexts,
} from '../parameters/wait';
import { aboutJob } from '../run/finishing';
import type { Item, Write } from '../run/item';
import type { Paid } from '../run/ledger';
import { isKeyed, type Operation } from '../run/operation';
import { Suspended, type Finishing, type Output, type Reused, type StartedJob } from '../run/output';

/** For each kind of job an operation can start: what its output needs besides the job. */
export type Answers = { [Name in JobName]?: object };

export interface Started<Given extends Answers, Kind extends keyof Given & JobName = keyof Given & JobName> {
	readonly kind: Kind;
	/** Absent where HeyGen's answer names none, so that there is nothing to wait for. */
	readonly id?: string;
	readonly answer: Given[Kind] & object;
	/** Of a job that was there already. */
	readonly earlier?: Earlier<Jobs[Kind]>;
	/** Which of several it is, such as its language. */
	readonly about?: string;
	/** What is taken for it, where this item has it made. */
	readonly rate?: Rate;
	/** When HeyGen says that it was created, where the job itself does not; null where its age tells nothing. */
	readonly createdAt?: number | null;
	/** What is known of its age, where its key may have been used before. */
	readonly found?: Recognised<Jobs[Kind]>;
}

/** A job that the item did not create. */
interface Earlier<Job> {
	/** The job itself, where it is known to have ended well. */
	readonly ended?: Job;
	/** Whether HeyGen calls this run when it ends, because another item has created it. */
	readonly isCalled: boolean;
}

type Outputs<Given extends Answers> = {
	readonly [Kind in keyof Given & JobName]: (
		finishing: Finishing,
		answer: Given[Kind] & object,
		job?: Jobs[Kind],
	) => Promise<IDataObject> | IDataObject;
};

/** What every operation says that creates a job, alone or together with others. */
export interface Creating<Id extends OperationId, Given extends Answers> extends Omit<
	Operation,
	'run' | 'finish'
> {
	/** The first creates the job. How it is protected and whom HeyGen can call is taken from the contract. */
	readonly calls: readonly [Id, ...OperationId[]];
	readonly wait: WaitTexts;
	/** The kind of job it creates as a rule. */
	readonly makes: keyof Given & JobName;
	/** Whether its files can be downloaded once it has ended. */
	readonly downloads?: boolean;
	/** What an AI agent is told where nothing is waited for, other than that the job was created. */
	readonly unwaitedNote?: string;
	/** What is created, where HeyGen takes no key for that. */
	readonly paid?: Paid;
	/** The output of each kind; `job` is missing where the item did not wait for it. */
	readonly output: Outputs<Given>;
}

interface CreateRequest<Id extends OperationId> extends Omit<Write<Id>, 'paid' | 'price' | 'content'> {
	/** What the job is made of that HeyGen has already and the request does not tell; where it differs, so does the job. */
	readonly madeOf?: object;
}

/** Makes the request that creates the job: so that a repeat does not pay again, and saying whom HeyGen has to call. */
export type Create<Id extends OperationId> = (request: CreateRequest<Id>) => Promise<Data<Id> & object>;

interface JobOperation<Id extends OperationId, Given extends Answers> extends Creating<Id, Given> {
	/** Creates the job, by what it is handed, or several in one request: the item then gives an output for each. */
	readonly start: (item: Item, create: Create<Id>) => Promise<Started<Given> | Array<Started<Given>>>;
	/**
	 * Gives a job that is there already, or what `start` gives.
	 *
	 * @param isCalled whether HeyGen is to call this run about what is started.
	 */
	readonly instead?: (
		item: Item,
		start: () => Promise<ReadonlyArray<Started<Given>>>,
		isCalled: boolean,
	) => Promise<ReadonlyArray<Started<Given>>>;
}

/**
 * Where HeyGen has to call for the execution to go on, where the item waits for that call.
 *
 * @param own the option that holds an address of the user's own.
 */
function resumeUrl(
	item: Item,
	waiting: Waiting | undefined,
	{ name, displayName }: AddressOption,
): string | undefined {
	const { options } = item;
	if (waiting?.by !== 'callback') return undefined;
	if (options.optionalText(name) === undefined) {
		const url = item.callbackUrl();
		// Who knows it can end the wait.
		return item.isDryRun ? '(where this execution goes on)' : url;
	}
	throw options.refuse(
		`"${displayName}" cannot be combined with "Wait By" Callback`,
		`HeyGen calls one address, and this node waits for that call. Remove ${displayName}, or set Wait By to Polling.`,
	);
}

function calledBy(item: Item, resume: string | undefined, idLimit: number | undefined): Called {
	const called = readCalled(item.options, idLimit);
	return resume === undefined ? called : { ...called, callback_url: resume };
}

function told<Body extends object>(body: Body | undefined, called: Called): (Body & Called) | undefined {
	return body && { ...body, ...called };
}

/** An operation that creates a job, and can wait until it has ended and download what it made. */
export function jobOperation<Id extends OperationId, Given extends Answers>({
	start,
	instead,
	...definition
}: JobOperation<Id, Given>): Operation {
	const {
		calls: [own],
		options = [],
		makes,
		paid,
		action,
	} = definition;
	const keyed = isKeyed(definition);
	// What can be meant twice goes out again, unless a key tells whether it is the same.
	const once = definition.isRepeatable && !keyed ? [] : payOnceOptions(keyed);
	return creatingOperation<Id, Given>(
		{
			...definition,
			options: [
				...options,
				...once,
				...spendingOptions,
				...callbackOptions(callbackOf(own), jobKinds[makes].name),
			],
		},
		CALLBACK_URL,
		async (item, resume) => {
			const called = calledBy(item, resume, callbackIdLimitOf(own));
			// Whose call an execution waits for is its own affair.
			const same = { ...called, ...(resume === undefined ? {} : { callback_url: undefined }) };
			const price = (request: object) => expectedPrice(item.client, makes, request, item.secondsOf);
			const make = async () => {
				let isUsed = false;
				let sent: object | undefined;
				const create: Create<Id> = async ({ body, madeOf, ...request }) => {
					isUsed = true;
					const whole = told(body, called);
					const answer = await item.write(own, {
						...request,
						body: whole,
						content: Object.assign({}, told(body, same), madeOf),
						paid,
						price,
					});
					sent = whole && item.withCustom(whole);
					return answer;
				};
				const started = [await start(item, create)].flat();
				if (!isUsed) throw new Error(`"${action}" has to create its job by what its start() is handed`);
				const request = sent;
				return request
					? started.map((job) => ({ ...job, rate: rateOf(item.client, job.kind, request) }))
					: started;
			};
			const begin = async () => await unlessLost(item, make);
			return instead ? await instead(item, begin, resume !== undefined) : await begin();
		},
	);
}

/** What is known of a started job whose key may have been used before. */
async function found<Given extends Answers, Kind extends keyof Given & JobName>(
	item: Item,
	{ kind, id, about, createdAt }: Started<Given, Kind>,
): Promise<Recognised<Jobs[Kind]> | undefined> {
	if (id === undefined) return undefined;
	const look = async () => await recognise(item.client, kind, id, item.beginning, createdAt);
	return await aboutJob(item.client, { kind, id, about }, look);
}

/**
 * Starts an item's jobs, of which HeyGen may give those of another execution again. Where all of these have failed or were
 * deleted, they are made anew.
 */
async function unlessLost<Given extends Answers>(
	item: Item,
	make: () => Promise<ReadonlyArray<Started<Given>>>,
): Promise<ReadonlyArray<Started<Given>>> {
	if (item.payOncePer !== 'content') return await make();
	const made = await madeUnlessLost(
		async () => {
			const jobs = await make();
			return { jobs, found: await Promise.all(jobs.map(async (job) => await found(item, job))) };
		},
		() => item.again(),
		(all) => all.length > 0 && all.every((one) => one?.isLost),
	);
	return made.jobs.map((job, index) => ({ ...job, found: made.found[index] }));
}

/** A job an operation has started, with what its output needs. */
type Own<Given extends Answers, Kind extends keyof Given & JobName = keyof Given & JobName> = StartedJob & {
	readonly kind: Kind;
	readonly answer: Given[Kind] & object;
	/** The job itself, where it is known to have ended well. */
	readonly ended?: Jobs[Kind];
};

/** A started job as one that can be waited for, unless HeyGen has named none. */
function ownOf<Given extends Answers, Kind extends keyof Given & JobName>(
	item: Item,
	{ kind, id, answer, about, rate, earlier, createdAt: dated, found: known }: Started<Given, Kind>,
	files: readonly string[],
): Array<Own<Given, Kind>> {
	if (id === undefined) return [];
	const { isEarlier, createdAt, ended } = known ?? {};
	const mayBeEarlier = !earlier && dated !== null && item.payOncePer !== 'execution';
	const isUnknown = mayBeEarlier && isEarlier === undefined;
	return [
		{
			kind,
			id,
			answer,
			about,
			files,
			rate: isEarlier ? undefined : rate,
			since: isUnknown ? item.beginning.since : undefined,
			reused: isEarlier ? { createdAt } : undefined,
			ended: earlier?.ended ?? (isEarlier ? ended : undefined),
		},
	];
}

/** Of a job under a key of the user's own: whether it was there before, now that it is known. */
function earlierThan<Name extends JobName>(
	since: number | undefined,
	name: Name,
	job: Jobs[Name],
): Reused | undefined {
	const kind: JobKind<Jobs[Name]> = jobKinds[name];
	const createdAt = kind.createdAt?.(job) ?? Infinity;
	return since !== undefined && createdAt < since ? { createdAt } : undefined;
}

/** A started job that comes back from n8n's database was one of this operation's when it went there. */
function isOwn<Given extends Answers>(output: Outputs<Given>, job: StartedJob): job is Own<Given> {
	return Object.hasOwn(output, job.kind);
}

/**
 * What {@link jobOperation} and its like have in common: waiting, downloading, and the output.
 *
 * @param address the option that holds an address of the user's own for HeyGen to call.
 * @param start is told where HeyGen has to call, where the item waits for that.
 */
export function creatingOperation<Id extends OperationId, Given extends Answers>(
	{ wait, makes, downloads = false, output, unwaitedNote, ...operation }: Creating<Id, Given>,
	address: AddressOption,
	start: (item: Item, resume: string | undefined) => Promise<Started<Given> | ReadonlyArray<Started<Given>>>,
): Operation {
	const [own, ...others] = operation.calls;
	const kinds = Object.keys(output).filter(isJobName);
	const reads = kinds.flatMap((kind) => jobKinds[kind].calls);
	const parameters: INodeProperties[] = [
		...operation.parameters,
		waitParameter(wait),
		...(downloads ? [downloadParameter(jobKinds[makes], { wait: [true] })] : []),
	];

	async function outputOf<Kind extends keyof Given & JobName>(
		finishing: Finishing,
		{ kind, id, answer, files, rate, since, reused }: Own<Given, Kind>,
		job: Jobs[Kind],
	): Promise<Output> {
		return {
			json: await output[kind](finishing, answer, job),
			price: priceOf(kind, { rate, since }, job),
			reused: reused ?? earlierThan(since, kind, job),
			binary: await downloaded<Jobs[Kind]>(finishing, jobKinds[kind], id, job, files),
		};
	}

	async function finishOwn<Kind extends keyof Given & JobName>(
		finishing: Finishing,
		started: Own<Given, Kind>,
	): Promise<Output | undefined> {
		const kind: JobKind<Jobs[Kind]> = jobKinds[started.kind];
		const job = await kind.read(finishing.client, started.id).catch(onStatus(404));
		const node = finishing.client.connection.context.getNode();
		if (job === undefined) throw missingJobError(node, kind, started.id);
		const status = kind.status(job) ?? '';
		if (kind.failed.includes(status)) throw failedJobError(node, kind, started.id, job);
		return kind.completed.includes(status) ? await outputOf(finishing, started, job) : undefined;
	}

	/** The output of a job that is not waited for. */
	async function unwaited<Kind extends keyof Given & JobName>(
		item: Item,
		{ kind, id, answer, rate, since, reused }: Own<Given, Kind>,
	): Promise<Output> {
		return {
			json: await output[kind](item, answer),
			price: priceOf(kind, { rate, since }),
			reused,
			hint: item.isTool ? (unwaitedNote ?? createdNote(jobKinds[kind], id)) : undefined,
		};
	}

	/** A job that has ended, as it is now where files are wanted: links expire, and others may have been waited for since. */
	async function current<Kind extends keyof Given & JobName>(
		{ client }: Item,
		{ kind, id, files }: Own<Given, Kind>,
		ended: Jobs[Kind],
	): Promise<Jobs[Kind]> {
		const definition: JobKind<Jobs[Kind]> = jobKinds[kind];
		return files.length > 0 ? await definition.read(client, id) : ended;
	}

	return {
		...operation,
		calls: [own, ...new Set([...others, ...reads])],
		parameters,
		options: [...(operation.options ?? []), ...waitOptions(wait, callbackOf(own).length > 0)],
		async run(item) {
			// Everything is read before anything is created, so that a wrong value costs nothing.
			const waiting = readWait(item);
			const files = downloads && waiting ? wantedFiles(item, jobKinds[makes]) : [];
			const started = [await start(item, resumeUrl(item, waiting, address))].flat();
			// Nothing has to be created.
			if (item.isDryRun) {
				return await Promise.all(
					started.map(async ({ kind, answer }) => ({
						json: { dry_run: true, ...(await output[kind](item, answer)) },
					})),
				);
			}
			const jobs = started.flatMap((job): Array<Own<Given>> => ownOf(item, job, files));
			const [first] = jobs;
			// What has no ID cannot be waited for.
			if (!first || jobs.length < started.length) {
				return await Promise.all(
					started.map(async ({ kind, answer }) => ({ json: await output[kind](item, answer) })),
				);
			}
			// What was there already stands alone.
			const earlier = started[0]?.earlier;
			jobs.filter((job) => job.reused).forEach(() => item.reused());
			if (!earlier) item.created(jobs.filter((job) => !job.reused));
			const give = async (job: Own<Given>) =>
				job.ended
					? await outputOf(item, job, await current(item, job, job.ended))
					: await unwaited(item, job);
			if (!waiting || jobs.every(({ ended }) => ended)) return await item.each(jobs, give);
			const isCalled = async () => {
				if (earlier) return earlier.isCalled;
				if (item.payOncePer === 'execution') return true;
				return !(started[0]?.found ?? (await found(item, first)))?.isEarlier;
			};
			// n8n pairs what a resumed run gives with the input by its number, so an item has to give one output then.
			if (jobs.length === 1 && waiting.by === 'callback' && (await isCalled())) {
				return new Suspended(first, waiting.limit);
			}
			return await item.finished<keyof Given & JobName, Own<Given>, Output>(
				jobs,
				waiting.isShort ? Math.max(0, waiting.limit - item.elapsed) : waiting.limit,
				async (job, ended) => {
					const given = await outputOf(item, job, ended);
					if (given.reused && !job.reused) item.reused();
					return given;
				},
				waiting.isShort ? async (job) => await unwaited(item, job) : undefined,
			);
		},
		async finish(finishing, job) {
			if (!isOwn(output, job)) throw new Error(`This operation starts no ${job.kind}`);
			return await finishOwn(finishing, job);
		},
	};
}
