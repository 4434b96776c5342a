import type { IDataObject } from 'n8n-workflow';

import type { JobName, Jobs } from '../jobs/kinds';
import { downloaded, downloadParameter, waitLimitOf, waitParameters, wantedFiles } from '../parameters/wait';
import type { Item } from '../run/item';
import type { Operation, Output } from '../run/operation';

/** For each kind of job an operation can start: what HeyGen answers to that. */
type Answers = { [Name in JobName]?: object };

interface StartedAs<Given extends Answers, Kind extends keyof Given & JobName> {
	readonly kind: Kind;
	/** Absent where HeyGen's answer names none, so that there is nothing to wait for. */
	readonly id?: string;
	readonly answer: Given[Kind];
}

export type Started<Given extends Answers> = StartedAs<Given, keyof Given & JobName>;

interface JobOperation<Given extends Answers> extends Omit<Operation, 'run'> {
	readonly wait: Parameters<typeof waitParameters>[0];
	/** The kind of job whose files can be downloaded. */
	readonly downloads?: JobName;
	/** Creates the job. */
	readonly start: (item: Item) => Promise<Started<Given>>;
	/** The output of each kind; `job` is missing where the item did not wait for it. */
	readonly output: {
		readonly [Kind in keyof Given & JobName]: (
			item: Item,
			answer: Given[Kind],
			job?: Jobs[Kind],
		) => Promise<IDataObject> | IDataObject;
	};
}

/** An operation that creates a job, and can wait until it has ended and download what it made. */
export function jobOperation<Given extends Answers>(definition: JobOperation<Given>): Operation {
	const { wait, downloads, start, output, ...operation } = definition;

	async function finish<Kind extends keyof Given & JobName>(
		item: Item,
		{ kind, id, answer }: StartedAs<Given, Kind>,
		limit: number | undefined,
		wanted: readonly string[],
	): Promise<Output> {
		if (limit === undefined || id === undefined) return { json: await output[kind](item, answer) };
		const job = await item.finished(kind, id, limit);
		return {
			json: await output[kind](item, answer, job),
			binary: await downloaded(item, kind, id, job, wanted),
		};
	}

	return {
		...operation,
		parameters: [
			...operation.parameters,
			...waitParameters(wait),
			...(downloads ? [downloadParameter(downloads, { wait: [true] })] : []),
		],
		async run(item) {
			// Everything is read before anything is created, so that a wrong value costs nothing.
			const limit = waitLimitOf(item);
			const wanted = downloads && limit !== undefined ? wantedFiles(item, downloads) : [];
			return await finish(item, await start(item), limit, wanted);
		},
	};
}
