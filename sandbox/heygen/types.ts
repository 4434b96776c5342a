import type { components, operations } from '../../contract/types';
import type { OperationId } from './contract';

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

export type Declared<Parameters> = [NonNullable<Parameters>] extends [never]
	? Record<string, never>
	: Open<NonNullable<Parameters>>;

export type RequestBody<Op extends OperationId> = JsonBody<
	operations[Op] extends { requestBody?: infer Body } ? Body : undefined
>;

/** HeyGen tells its successes apart by what it did; an operation has one of them. */
type Success<Responses> = Responses[keyof Responses & (200 | 201 | 202)];

export type Answer<Op extends OperationId> =
	Success<operations[Op]['responses']> extends { content: { 'application/json': infer Json } }
		? Open<Json>
		: unknown;

export type EventType = NonNullable<
	NonNullable<NonNullable<RequestBody<'webhookEndpointsCreate'>>['events']>[number]
>;
