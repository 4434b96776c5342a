import type { INodeProperties } from 'n8n-workflow';

import type { OperationId, RequestPath } from '../api/contract';
import { onStatus } from '../api/errors';
import type { Operation } from '../run/operation';

interface DeleteOperation<Id extends OperationId>
	extends Pick<Operation, 'action' | 'description'>, Partial<Pick<Operation, 'name' | 'value'>> {
	readonly calls: readonly [Id];
	/** By which the user says what to delete. */
	readonly id: INodeProperties;
	readonly path: (id: string) => RequestPath<Id> & object;
}

/** Delete: gives exactly `{deleted: true}`, as n8n's guidelines want it. */
export function deleteOperation<Id extends OperationId>({
	id: locator,
	path,
	...operation
}: DeleteOperation<Id>): Operation {
	const [own] = operation.calls;
	return {
		name: 'Delete',
		value: 'delete',
		...operation,
		parameters: [locator],
		async run(item) {
			const id = item.values.id(locator.name);
			const json = await item.repeatable(async (witness, mayBeDone) => {
				const deleting = item.client.data(own, { path: path(id), witness });
				// What is gone after a try that may have deleted it was deleted by that try.
				await (mayBeDone ? deleting.catch(onStatus(404)) : deleting);
				return { deleted: true };
			});
			return { json };
		},
	};
}
