import type { IDataObject } from 'n8n-workflow';

import { onStatus } from '../api/errors';
import type { Item } from '../run/item';
import type { Output } from '../run/output';

interface Made<Answer> {
	readonly make: () => Promise<Answer>;
	/** Reads it; undefined where it was thrown away. HeyGen answering 404 says the same. */
	readonly read: (answer: Answer) => Promise<object | undefined>;
	/** In unix seconds. */
	readonly createdAt: (answer: Answer) => number;
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
	if (!(await read(json).catch(onStatus(404)))) {
		item.again();
		return { json: await make() };
	}
	if (createdAt(json) >= item.beginning.since) return { json };
	item.reused();
	return { json, reused: { createdAt: createdAt(json) } };
}
