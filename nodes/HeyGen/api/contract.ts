import type { components, operations } from '../../../contract/types';
import { endpoints } from '../../../contract/endpoints';

/** HeyGen's own name of one of its operations, e.g. `videoCreate`. */
export type OperationId = keyof typeof endpoints & keyof operations;

/** Whether HeyGen creates something by it from a JSON body. */
export function isJsonCreate(operation: OperationId): boolean {
	const { method, json } = endpoints[operation];
	return method === 'POST' && json;
}

/** Where one of HeyGen's operations is asked for. */
export function addressOf(operation: OperationId, values: object = {}): { method: string; path: string } {
	const { method, path } = endpoints[operation];
	const known: Record<string, unknown> = { ...values };
	return {
		method,
		path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(known[name]))),
	};
}

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

type Json<Part> = Part extends { content: { 'application/json': infer Body } } ? Body : never;

export type RequestBody<Id extends OperationId> = operations[Id] extends { requestBody?: infer Part }
	? Json<NonNullable<Part>>
	: never;

export type RequestQuery<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>;

export type RequestPath<Id extends OperationId> = NonNullable<operations[Id]['parameters']['path']>;

/** The whole JSON body of a success. */
export type Answer<Id extends OperationId> = Json<
	operations[Id]['responses'][keyof operations[Id]['responses'] & (200 | 201 | 202)]
>;

/** What a success carries under `data`. */
export type Data<Id extends OperationId> =
	Answer<Id> extends { data?: infer Part } ? NonNullable<Part> : never;

/** The operations that answer a page: `data` is a list, `next_token` leads on. */
export type ListOperationId = {
	[Id in OperationId]: Answer<Id> extends { data?: readonly unknown[]; next_token?: string | null }
		? Id
		: never;
}[OperationId];

export type ListItem<Id extends ListOperationId> = Data<Id> extends ReadonlyArray<infer Item> ? Item : never;

export type Look = Schema<'AvatarLook'>;
export type AvatarGroup = Schema<'AvatarGroup'>;
export type Video = Schema<'Video'>;
export type Voice = Schema<'Voice'>;
export type AssetInput = Schema<'AssetInput'>;
export type PhotoGeneration = Data<'photoGenerationGet'>;
