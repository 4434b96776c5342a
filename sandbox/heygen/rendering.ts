import { jobKinds } from '../../nodes/HeyGen/jobs/jobKinds';
import type { JobName } from '../../nodes/HeyGen/jobs/jobKinds';
import type { Kept } from './collection';
import type { OperationId } from './contract';
import { isRecord } from './contract';
import type { ErrorCode } from './errors';
import { CLIP_SECONDS } from './purse';
import type { Account, Price } from './purse';
import { shelf } from './shelf';
import type { Answer, EventType, RequestBody } from './types';
import { asksToFail, newId, now, trimmed } from './world';
import type { World } from './world';

/** No interface: HeyGen's own type of it is an open record. */
export type Failure = {
	code: string;
	message: string;
};

/** Where a job stands that was created with others. */
export interface BatchPlace {
	id: string;
	index: number;
}

/** Something that HeyGen works on after the answer. */
export interface Job<Request, Status extends string> {
	id: string;
	request: Request;
	status: Status;
	createdAt: number;
	completedAt: number | null;
	failure: Failure | undefined;
	batch: BatchPlace | undefined;
	/** How long it plays what it makes. Of the whole request: what is kept of a long one is cut. */
	seconds: number;
}

type StatusOf<Op extends OperationId> =
	Answer<Op> extends { data?: infer Data }
		? NonNullable<Data> extends { status: infer Status extends string }
			? Status
			: never
		: never;

/** A job by the contract: what the one operation takes, in the states that the other shows. */
export type JobOf<Create extends OperationId, Get extends OperationId> = Job<
	RequestBody<Create>,
	StatusOf<Get>
>;

/** What a completed job offers. */
interface Made {
	/** Where a bundled file can be read as its result; signed anew each time, as HeyGen's links are. */
	file(name: string): string;
	seconds: number;
}

type EventName = EventType extends infer Type ? (Type extends `${infer Name}.success` ? Name : never) : never;

interface Declaration<Name extends string, Request, Status extends string, Id extends string, View> {
	/** Which of the product's kinds it is: its price counts what that says, and it ends in that kind's states. */
	readonly kind: JobName;
	readonly collection: Kept<Name, Job<Request, Status>>;
	/** The path parameter that carries an ID. */
	readonly id: Id;
	/** As a message names one: `Video 12 not found`. */
	readonly what: string;
	/** Default: `resource_not_found`. */
	readonly notFound?: ErrorCode;
	/** USD for what its kind counts. */
	readonly price: Pick<Price, 'name' | 'usd'>;
	/** How many times that price a request costs. Default: once. */
	readonly times?: (request: Request, world: World) => number;
	/** How long it plays what it makes of a request. Default: as long as the bundled clips. */
	readonly seconds?: (request: Request, world: World) => number;
	/** What it goes through, each with the share of its time that has passed by then; at 1 stand its ends. */
	readonly states: readonly [State<Status>, ...Array<State<Status>>];
	/** The setting that holds its time. */
	readonly time?: 'renderMs' | 'photoMs' | 'trainingMs';
	/** Why it fails where it is asked to. */
	readonly failure?: Failure;
	/** By what HeyGen knows a request again, beside the `Idempotency-Key`: it answers with the job of then, and is not paid. */
	readonly knownBy?: (request: Request) => string | null | undefined;
	/** What HeyGen checks beyond the contract before it takes a request. */
	readonly check?: (world: World, request: Request) => Promise<void> | void;
	/** A job as the API shows it now; `made` only where it is completed. */
	readonly view: (job: Job<Request, Status>, made: Made | undefined, world: World) => View;
	/**
	 * How its end is announced: `<name>.success` or `<name>.fail`, to the request's own callback URL too. Where HeyGen has no
	 * event, that URL alone is called; what the call says then is not known (docs/heygen.md §7).
	 */
	readonly event?: {
		readonly name: EventName;
		readonly data: (job: Job<Request, Status>, view: View) => Record<string, unknown>;
	};
}

type State<Status> = readonly [status: Status, share: number];

/** Whose purse it is. */
export interface Payer {
	world: World;
	account: Account;
}

interface CreateCall<Body> extends Payer {
	body: Body;
}

const FAILURE: Failure = {
	code: 'video_generation_failed',
	message: 'The rendering failed, as the request asked for',
};

/**
 * A kind of job: created, paid, on its way through its states, announced, and meanwhile listed, read and deleted. What it
 * returns are the handlers of its operations, and what a batch needs of it.
 */
export function rendering<Name extends string, Request, Status extends string, Id extends string, View>({
	kind,
	states,
	time = 'renderMs',
	failure = FAILURE,
	check: checked,
	knownBy = () => undefined,
	times = () => 1,
	seconds = () => CLIP_SECONDS,
	view: shown,
	event,
	...declared
}: Declaration<Name, Request, Status, Id, View>) {
	const { collection } = declared;
	const price: Price = { ...declared.price, paidBy: jobKinds[kind].paidBy };
	const completed = endOf('completed', kind, states);
	const failed = endOf('failed', kind, states);
	const made = (world: World, { id, status, seconds: played }: Job<Request, Status>): Made | undefined =>
		status === completed
			? {
					file: (name) => world.links.signed(`/results/${collection.name}/${id}/${name}`),
					seconds: played,
				}
			: undefined;
	const shelved = shelf({ ...declared, view: (job, world) => shown(job, made(world, job), world) });

	const announce = (world: World, job: Job<Request, Status>): void => {
		const { callbackUrl, callbackId } = calledBy(job.request);
		const end = job.failure ? 'fail' : 'success';
		if (event) {
			world.webhooks.emit(`${event.name}.${end}`, event.data(job, shelved.view(job, world)), { callbackUrl });
		} else if (callbackUrl !== null) {
			const about = { [declared.id]: job.id, callback_id: callbackId };
			world.webhooks.call(callbackUrl, `${jobKinds[kind].name}.${end}`, about);
		}
	};

	/** Begins a job that is paid. A batch brings its place, and wants to know the end. */
	const render = (
		world: World,
		request: Request,
		batch?: BatchPlace,
		onEnd?: (job: Job<Request, Status>) => void,
	): Job<Request, Status> => {
		const id = newId();
		const job = world.of(collection).add(id, {
			id,
			request: trimmed(request),
			status: states[0][0],
			createdAt: now(),
			completedAt: null,
			failure: undefined,
			batch,
			seconds: seconds(request, world),
		});
		const duration = world.settings[time];
		world.jobs.start(id);
		for (const [status, share] of states.slice(1)) {
			if (share < 1) {
				world.jobs.after(duration * share, () => {
					job.status = status;
				});
			}
		}
		world.jobs.after(duration, () => {
			job.failure = asksToFail(job.request) ? failure : undefined;
			job.status = job.failure ? failed : completed;
			job.completedAt = now();
			world.jobs.finish(id);
			// A job that was deleted meanwhile ends in silence.
			if (world.of(collection).get(id)) announce(world, job);
			onEnd?.(job);
		});
		return job;
	};

	const check = async (world: World, request: Request): Promise<void> => {
		await checked?.(world, request);
	};

	const charge = ({ world, account }: Payer, requests: readonly Request[]): void => {
		// The purse counts seconds by the clip.
		const clips = (request: Request) =>
			price.paidBy === 'second' ? seconds(request, world) / CLIP_SECONDS : 1;
		const jobs = requests.reduce((sum, request) => sum + times(request, world) * clips(request), 0);
		world.purse.charge(account, price, jobs);
	};

	/** From here to the start of the jobs nothing may wait: two creates must not both see the last free slot or dollar. */
	const pay = ({ world, account }: CreateCall<Request>, requests: readonly Request[]): void => {
		world.jobs.assertRoom();
		charge({ world, account }, requests);
	};

	return {
		...shelved,
		kind,
		collection,
		price,
		charge,
		check,
		render,
		create: async (call: CreateCall<Request>): Promise<Job<Request, Status>> => {
			await check(call.world, call.body);
			const name = knownBy(call.body);
			const known = name
				? call.world
						.of(collection)
						.values()
						.find(({ request }) => knownBy(request) === name)
				: undefined;
			if (known) return known;
			pay(call, [call.body]);
			return render(call.world, call.body);
		},
		/** For a request that HeyGen makes several jobs of: each gets what it would have been asked for alone. */
		createEach: async (
			call: CreateCall<Request>,
			split: (request: Request) => Request[],
		): Promise<Array<Job<Request, Status>>> => {
			await check(call.world, call.body);
			const requests = split(call.body);
			pay(call, requests);
			return requests.map((request) => render(call.world, request));
		},
		delete: (call: Parameters<typeof shelved.delete>[0]): ReturnType<typeof shelved.delete> => {
			const deleted = shelved.delete(call);
			call.world.jobs.finish(deleted.data.id);
			return deleted;
		},
	};
}

/** The state in which a job of the product's kind is over, be it well or badly. */
function endOf<Status extends string>(
	end: 'completed' | 'failed',
	kind: JobName,
	states: ReadonlyArray<State<Status>>,
): Status {
	const ends = jobKinds[kind][end];
	const found = states.find(([status, share]) => share === 1 && ends.includes(status));
	if (!found) {
		throw new Error(
			`nodes/HeyGen/jobs/kinds ends a ${jobKinds[kind].name} with ${ends.join(' or ')}: declare that state at 1`,
		);
	}
	return found[0];
}

/** Whom HeyGen calls about a job, where its request says so. */
function calledBy(request: unknown): { callbackUrl: string | null; callbackId: string | null } {
	const { callback_url: url, callback_id: id } = isRecord(request) ? request : {};
	return {
		callbackUrl: typeof url === 'string' ? url : null,
		callbackId: typeof id === 'string' ? id : null,
	};
}
