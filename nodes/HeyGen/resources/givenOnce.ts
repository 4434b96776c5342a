import type { IDataObject } from 'n8n-workflow';

import { onStatus } from '../api/errors';
import type { Item } from '../run/item';
import type { Output } from '../run/output';

interface Made<Answer> {
	readonly make: () => Promise<Answer>;
	/** Reads it; undefined where it is no good any more, such as thrown away. HeyGen answering 404 says the same. */
	readonly read: (answer: Answer) => Promise<object | undefined> | object | undefined;
	/** In unix seconds, where HeyGen says it; else it is known as long as n8n's process remembers what it was given. */
	readonly createdAt?: (answer: Answer) => number;
}

/**
 * Makes something at once that costs nothing and that other things are made with. Where it counts by its content, what HeyGen
 * gives again is read, and made anew if it is gone.
 */
export async function givenOnce<Answer extends object & IDataObject>(
	item: Item,
	{ make, read, createdAt }: Made<Answer>,
): Promise<Output> {
	const json = await make();
	if (item.payOncePer !== 'content') return { json };
	const stands = async () => await read(json);
	if (!(await stands().catch(onStatus(404)))) {
		item.again();
		return { json: await make() };
	}
	const created = createdAt?.(json);
	const isEarlier = created === undefined ? item.isRepeated : created < item.beginning.since;
	if (!isEarlier) return { json };
	item.reused();
	return { json, reused: { createdAt: created } };
}
