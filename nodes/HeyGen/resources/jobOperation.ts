import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { onStatus } from '../api/errors';
import { failedJobError, missingJobError } from '../jobs/errors';
import { jobKinds, type JobKind, type JobName, type Jobs } from '../jobs/kinds';
import { downloaded } from '../jobs/files';
import { downloadParameter, readWait, wantedFiles, waitParameters } from '../parameters/wait';
import type { Item } from '../run/item';
import { Suspended, type Finishing, type Operation, type Output, type StartedJob } from '../run/operation';

/** For each kind of job an operation can start: what its output needs besides the job. */
type Answers = { [Name in JobName]?: object };

export interface Started<Given extends Answers, Kind extends keyof Given & JobName = keyof Given & JobName> {
	readonly kind: Kind;
	/** Absent where HeyGen's answer names none, so that there is nothing to wait for. */
	readonly id?: string;
	readonly answer: Given[Kind] & object;
}

type Outputs<Given extends Answers> = {
	readonly [Kind in keyof Given & JobName]: (
		finishing: Finishing,
		answer: Given[Kind] & object,
		job?: Jobs[Kind],
	) => Promise<IDataObject> | IDataObject;
};

interface JobOperation<Given extends Answers> extends Omit<Operation, 'run' | 'finish'> {
	readonly wait: Parameters<typeof waitParameters>[0];
	/** The kind of job whose files can be downloaded. */
	readonly downloads?: JobName;
	/** Creates the job. */
	readonly start: (item: Item) => Promise<Started<Given>>;
	/** The output of each kind; `job` is missing where the item did not wait for it. */
	readonly output: Outputs<Given>;
}

/** A started job that comes back from n8n's database was one of this operation's when it went there. */
function isOwn<Given extends Answers>(
	output: Outputs<Given>,
	job: StartedJob,
): job is StartedJob & { kind: keyof Given & JobName; answer: Given[keyof Given & JobName] & object } {
	return Object.hasOwn(output, job.kind);
}

/** An operation that creates a job, and can wait until it has ended and download what it made. */
export function jobOperation<Given extends Answers>(definition: JobOperation<Given>): Operation {
	const { wait, downloads, start, output, ...operation } = definition;
	const parameters: INodeProperties[] = [
		...operation.parameters,
		...waitParameters(wait),
		...(downloads ? [downloadParameter(downloads, { wait: [true] })] : []),
	];

	async function outputOf<Kind extends keyof Given & JobName>(
		finishing: Finishing,
		{
			kind,
			id,
			answer,
			files,
		}: { kind: Kind; id: string; answer: Given[Kind] & object; files: readonly string[] },
		job: Jobs[Kind],
	): Promise<Output> {
		return {
			json: await output[kind](finishing, answer, job),
			binary: await downloaded(finishing, kind, id, job, files),
		};
	}

	async function finishOwn<Kind extends keyof Given & JobName>(
		finishing: Finishing,
		started: { kind: Kind; id: string; answer: Given[Kind] & object; files: readonly string[] },
	): Promise<Output | undefined> {
		const kind: JobKind<Jobs[Kind]> = jobKinds[started.kind];
		const job = await kind.read(finishing.client, started.id).catch(onStatus(404));
		const node = finishing.client.connection.context.getNode();
		if (job === undefined) throw missingJobError(node, kind, started.id);
		const status = kind.status(job) ?? '';
		if (kind.failed.includes(status)) throw failedJobError(node, kind, started.id, job);
		return kind.completed.includes(status) ? await outputOf(finishing, started, job) : undefined;
	}

	return {
		...operation,
		parameters,
		async run(item) {
			// Everything is read before anything is created, so that a wrong value costs nothing.
			const waiting = readWait(item);
			const files = downloads && waiting ? wantedFiles(item, downloads) : [];
			const { kind, id, answer } = await start(item);
			if (id === undefined) return { json: await output[kind](item, answer) };
			return await item.afterCreating(kind, id, async () => {
				if (!waiting) return { json: await output[kind](item, answer) };
				if (waiting.by === 'callback' && !(await item.isEarlier(kind, id))) {
					return new Suspended({ kind, id, answer, files }, waiting.limit);
				}
				const job = await item.finished(kind, id, waiting.limit);
				return await outputOf(item, { kind, id, answer, files }, job);
			});
		},
		async finish(finishing, job) {
			if (!isOwn(output, job)) throw new Error(`This operation starts no ${job.kind}`);
			return await finishOwn(finishing, job);
		},
	};
}
