import type { IDataObject } from 'n8n-workflow';

import { addressOf, type OperationId } from '../api/contract';
import type { Estimate } from '../jobs/prices';
import type { NodeError } from './errorItem';
import type { Output } from './output';
import type { Values } from './values';

/** The option that has everything made ready and nothing sent that costs. */
export const DRY_RUN = 'dryRun';

/** @param options the operation's; one that lacks the option costs nothing. */
export function isDryRun(options: Values): boolean {
	return options.has(DRY_RUN) && options.optionalFlag(DRY_RUN) === true;
}

/** From this length on a text is a file. */
const LONG = 20_000;

/** A file that would be uploaded. */
export interface Upload extends IDataObject {
	name: string;
	type: string;
	size_bytes: number;
}

/** Ends a dry run where the request would leave that costs. */
export class Composed extends Error {
	constructor(
		readonly operation: OperationId,
		readonly path: object | undefined,
		readonly body: object | undefined,
		readonly uploads: readonly Upload[],
		/** What it would cost, about. */
		private readonly price: Estimate | undefined,
	) {
		super('This is a dry run');
	}

	/** What the item gives: the request as it would go out. */
	get output(): Output {
		const { method, path } = addressOf(this.operation, this.path);
		const body: unknown = JSON.parse(
			JSON.stringify(this.body ?? {}, (_, value: unknown) =>
				typeof value === 'string' && value.length > LONG ? `(${value.length} characters)` : value,
			),
		);
		return {
			json: {
				dry_run: true,
				request: { method, path, body },
				...(this.uploads.length > 0 ? { uploads: [...this.uploads] } : {}),
			},
			price: this.price,
		};
	}
}

/** What an item gives that would be refused. It is no error of the node, so that all of them are seen at once. */
export function refusedOutput({ message, description }: NodeError): Output {
	return { json: { dry_run: true, refused: message, ...(description ? { how_to_mend: description } : {}) } };
}
