import type { INodeProperties } from 'n8n-workflow';

import type { ListOperationId } from '../api/contract';
import { isJsonObject } from '../api/json';
import { collect, items, type PageRequest } from '../api/pages';
import { limit, returnAll } from '../parameters/shared';
import type { Operation } from '../run/operation';
import type { Values } from '../run/values';

interface ListOperation<Id extends ListOperationId> extends Pick<Operation, 'action' | 'description'> {
	readonly calls: readonly [Id];
	/** Members of the operation's Filters collection. */
	readonly filters?: readonly INodeProperties[];
	/** What narrows the list. */
	readonly query?: (filters: Values) => PageRequest<Id>['query'];
}

/** Get Many: what HeyGen lists, one output each, as many as Return All and Limit say. */
export function listOperation<Id extends ListOperationId>({
	filters = [],
	query,
	...operation
}: ListOperation<Id>): Operation {
	const collection: INodeProperties = {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [...filters],
	};
	return {
		name: 'Get Many',
		value: 'getAll',
		...operation,
		parameters: [returnAll, limit, ...(filters.length > 0 ? [collection] : [])],
		async run(item) {
			const most = item.values.flag('returnAll') ? undefined : item.values.requiredNumber('limit');
			const request = { query: query?.(item.values.group('filters')), limit: most };
			const found = await collect(items(item.client, operation.calls[0], request));
			return found.map((entry) => ({ json: isJsonObject(entry) ? { ...entry } : {} }));
		},
	};
}
