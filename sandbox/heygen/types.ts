import type { components, operations } from '../../contract/types';
import type { OperationId } from './contract';
import type { Upload } from './media';
import type { World } from './world';

/**
 * The generated types write "an object with any keys" as Record<string, never>, which nothing can be assigned to.
 * Here such an object is open.
 */
type Open<T> = T extends readonly (infer Item)[]
	? Open<Item>[]
	: T extends object
		? string extends keyof T
			? Record<string, unknown>
			: { [Key in keyof T]: Open<T[Key]> }
		: T;

export type Schemas = { [Name in keyof components['schemas']]: Open<components['schemas'][Name]> };

type JsonBody<RequestBody> = [NonNullable<RequestBody>] extends [never]
	? undefined
	: NonNullable<RequestBody> extends { content: { 'application/json': infer Json } }
		? Open<Json> | (undefined extends RequestBody ? undefined : never)
		: undefined;

type Declared<Parameters> = [NonNullable<Parameters>] extends [never]
	? Record<string, never>
	: Open<NonNullable<Parameters>>;

export type RequestBody<Op extends OperationId> = JsonBody<
	operations[Op] extends { requestBody?: infer Body } ? Body : undefined
>;

export type Answer<Op extends OperationId> = operations[Op]['responses'][200] extends {
	content: { 'application/json': infer Json };
}
	? Open<Json>
	: unknown;

/** Who calls: an API key spends the wallet, a bearer token the plan's credits. */
export interface Account {
	billing: 'wallet' | 'subscription';
}

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
