import type { INodeProperties } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import type { ListItem, ListOperationId, OperationId } from '../api/contract';
import { onStatus } from '../api/errors';
import { isJsonObject } from '../api/json';
import { collect, items, type PageRequest } from '../api/pages';
import { limit, returnAll } from '../parameters/shared';
import type { Item } from '../run/item';
import type { Operation } from '../run/operation';
import type { Values } from '../run/values';

interface ListOperation<Id extends ListOperationId>
	extends
		Pick<Operation, 'action' | 'description' | 'simplify'>,
		Partial<Pick<Operation, 'name' | 'value' | 'parameters'>> {
	readonly calls: readonly [Id, ...OperationId[]];
	/** Members of the operation's Filters collection. */
	readonly filters?: readonly INodeProperties[];
	/** What narrows the list: filters, and the operation's own parameters. */
	readonly query?: (
		filters: Values,
		values: Values,
		client: HeyGenClient,
	) => PageRequest<Id>['query'] | Promise<PageRequest<Id>['query']>;
	/** Of which thing the list is. */
	readonly path?: (values: Values) => PageRequest<Id>['path'];
	/** What of an entry may not stand in the data of executions, which people share. */
	readonly secret?: keyof ListItem<Id>;
	/** Why HeyGen may know of nothing, as an error; read where it does not. */
	readonly explain?: (item: Item, filters: Values) => Promise<Error | undefined>;
}

/** Get Many: what HeyGen lists, one output each, as many as Return All and Limit say. */
export function listOperation<Id extends ListOperationId>({
	filters = [],
	query,
	path,
	secret,
	parameters = [],
	explain,
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
		parameters: [...parameters, returnAll, limit, ...(filters.length > 0 ? [collection] : [])],
		async run(item) {
			const { client, values } = item;
			const most = values.flag('returnAll') ? undefined : values.requiredNumber('limit');
			const narrowing = filters.length > 0 ? values.group('filters') : values;
			const asked = await query?.(narrowing, values, client);
			const request = { path: path?.(values), query: asked, limit: most };
			const listing = collect(items(client, operation.calls[0], request));
			const found = await (explain ? listing.catch(onStatus(404)) : listing);
			const reason = found?.length ? undefined : await explain?.(item, narrowing);
			if (reason) throw reason;
			return (found ?? (await listing)).map((entry) => {
				const known = isJsonObject(entry) ? Object.entries(entry) : [];
				return { json: Object.fromEntries(known.filter(([name]) => name !== secret)) };
			});
		},
	};
}
