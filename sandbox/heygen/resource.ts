import type { operations } from '../../contract/types';
import type { OperationId } from './contract';
import type { Upload } from './media';
import type { Account } from './purse';
import type { Answer, Declared, RequestBody } from './types';
import { refuseTwice } from './world';
import type { Inhabitant, World } from './world';

/** One request that the contract has accepted. */
export interface Call<Op extends OperationId> {
	operationId: Op;
	path: Declared<operations[Op]['parameters']['path']>;
	query: Declared<operations[Op]['parameters']['query']>;
	body: RequestBody<Op>;
	account: Account;
	/** The file of a multipart request. */
	upload: Upload | undefined;
	world: World;
	setHeader(name: string, value: string): void;
}

export type Handler<Op extends OperationId> = (call: Call<Op>) => Answer<Op> | Promise<Answer<Op>>;

/** What is simulated; an operation that is missing answers 501. */
export type Handlers = { [Op in OperationId]?: Handler<Op> };

/** A part of HeyGen: the operations it answers, and what it brings into the world for them. */
export interface Resource extends Inhabitant {
	readonly handlers: Handlers;
}

/** @throws Error where two resources answer the same operation */
export function handlersOf(resources: readonly Resource[]): Handlers {
	const operations = resources.flatMap(({ handlers }) => Object.keys(handlers));
	refuseTwice('operation', operations);
	return resources.reduce<Handlers>((all, { handlers }) => ({ ...all, ...handlers }), {});
}
