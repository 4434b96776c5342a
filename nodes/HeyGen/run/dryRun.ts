import type { IDataObject } from 'n8n-workflow';

import { addressOf, type OperationId } from '../api/contract';
import { isRecord } from '../api/json';
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

/** From this length on a text without a space is a file as base64: nobody speaks so long a word. */
const LONGEST_WORD = 20_000;

/** What a request says, to be looked at: as it will be sent, but for files. */
function shown(value: unknown): unknown {
	if (typeof value === 'string')
		return value.length >= LONGEST_WORD && !/\s/.test(value) ? `(${value.length} characters)` : value;
	if (Array.isArray(value)) return value.map(shown);
	if (!isRecord(value)) return value;
	const sent = Object.entries(value).filter(([, field]) => field !== undefined);
	return Object.fromEntries(sent.map(([name, field]) => [name, shown(field)]));
}

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
		return {
			json: {
				dry_run: true,
				ok: true,
				request: { method, path, body: shown(this.body ?? {}) },
				...(this.uploads.length > 0 ? { uploads: [...this.uploads] } : {}),
			},
			price: this.price,
		};
	}
}

/** What an item gives that would be refused. It is no error of the node, so that all of them are seen at once. */
export function refusedOutput({ message, description }: NodeError): Output {
	return {
		json: {
			dry_run: true,
			ok: false,
			refused: message,
			...(description ? { how_to_mend: description } : {}),
		},
	};
}

/** What the items of a dry run come to together. */
export function dryRunHint(outputs: readonly Output[]): string | undefined {
	if (outputs.length === 0) return undefined;
	const good = outputs.filter(({ json }) => json.ok !== false);
	const prices = good.flatMap(({ price }) => (price ? [price] : []));
	const sum = (field: 'usd_from' | 'usd_to') =>
		Math.round(prices.reduce((total, price) => total + price[field], 0) * 100) / 100;
	const unknown = good.length - prices.length;
	return [
		`Dry run: nothing was created. ${good.length} of ${outputs.length} ${outputs.length === 1 ? 'item' : 'items'} would go out`,
		prices.length > 0 ? `, for about ${sum('usd_from')} to ${sum('usd_to')} USD` : '',
		prices.length > 0 && unknown > 0 ? ` and ${unknown} whose price is not known` : '',
		'.',
	].join('');
}
