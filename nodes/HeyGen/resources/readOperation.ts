import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { unfinishedNote } from '../jobs/errors';
import { downloaded } from '../jobs/files';
import type { JobKind } from '../jobs/kinds/kind';
import { downloadParameter, wantedFiles } from '../parameters/wait';
import type { Item } from '../run/item';
import type { Operation } from '../run/operation';

interface ReadOperation<Job> extends Omit<Operation, 'parameters' | 'options' | 'run' | 'finish'> {
	readonly reads: JobKind<Job>;
	/** By which the user says which job. */
	readonly id: INodeProperties;
	/** Says more of what went wrong. */
	readonly explain?: (error: unknown) => unknown;
}

/** What an AI agent is told of a job that has not ended: it would create another. */
export function unfinishedHint<Job>(
	{ isTool }: Item,
	kind: JobKind<Job>,
	id: string,
	job: Job,
): string | undefined {
	const hasEnded = [...kind.completed, ...kind.failed].includes(kind.status(job) ?? '');
	return isTool && !hasEnded ? unfinishedNote(kind, id) : undefined;
}

/** An operation that reads a job as it is now and, once it has ended, downloads what it made, if that is files. */
export function readOperation<Job extends IDataObject>({
	reads: kind,
	id,
	explain = (error) => error,
	...operation
}: ReadOperation<Job>): Operation {
	const hasFiles = kind.files.length > 0;
	return {
		...operation,
		parameters: [id, ...(hasFiles ? [downloadParameter(kind)] : [])],
		async run(item) {
			const jobId = item.values.id(id.name);
			const wanted = hasFiles ? wantedFiles(item, kind) : [];
			const read = async () => await kind.read(item.client, jobId);
			const job = await read().catch((error: unknown) => {
				throw explain(error);
			});
			const isCompleted = kind.completed.includes(kind.status(job) ?? '');
			return {
				json: job,
				// What is under way has no files yet, and that needs no saying.
				binary: isCompleted ? await downloaded(item, kind, jobId, job, wanted, read) : undefined,
				hint: unfinishedHint(item, kind, jobId, job),
			};
		},
	};
}
