import type { INodeProperties } from 'n8n-workflow';

import type { ListOperationId } from '../api/contract';
import { isJsonObject } from '../api/json';
import { collect, items, type PageRequest } from '../api/pages';
import { limit, returnAll } from '../parameters/shared';
import type { Item } from '../run/item';
import type { Output } from '../run/output';

/** The parameters of every Get Many. */
export const listParameters: readonly INodeProperties[] = [returnAll, limit];

/** What HeyGen lists, one output each, as many as Return All and Limit say. */
export async function listed<Id extends ListOperationId>(
	item: Item,
	operation: Id,
	request: Omit<PageRequest<Id>, 'limit'>,
): Promise<Output[]> {
	const most = item.values.flag('returnAll') ? undefined : item.values.requiredNumber('limit');
	const found = await collect(items(item.client, operation, { ...request, limit: most }));
	return found.map((entry) => ({ json: isJsonObject(entry) ? { ...entry } : {} }));
}
