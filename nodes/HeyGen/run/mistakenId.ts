import { NodeApiError } from 'n8n-workflow';

import { isRecord, textOf } from '../api/json';
import type { Item } from './item';
import type { Refuse, Values } from './values';

// An avatar group is a character, a look one of its outfits or poses, and their IDs look alike. Where HeyGen does not know
// the one, a further read tells whether it is the other's.

/** An ID that a user gave, and what the user knows its place by. */
export interface GivenId {
	readonly label: string;
	readonly id: string;
	readonly refuse: Refuse;
}

/** The ID that a resource locator points to. */
export function givenId(values: Values, name: string): GivenId {
	return { label: values.label(name), id: values.id(name), refuse: values.refuse };
}

/** The refusal of an ID of an avatar group where a look's belongs; undefined where it is none. */
async function asGroup({ client }: Item, { label, id, refuse }: GivenId): Promise<Error | undefined> {
	const group = await client.data('avatarGet', { path: { group_id: id } }).catch(() => undefined);
	if (!group) return undefined;
	const looks = `${group.looks_count} ${group.looks_count === 1 ? 'look' : 'looks'}`;
	return refuse(
		`"${label}" is the ID of the avatar group ${group.name} (${looks}), not of a look`,
		'Look > Get Many with this Avatar Group lists its looks: take the ID of one.',
	);
}

/** The refusal of a look's ID where one of an avatar group belongs; undefined where it is none. */
export async function asLook({ client }: Item, { label, id, refuse }: GivenId): Promise<Error | undefined> {
	const look = await client.data('avatarLooksGet', { path: { look_id: id } }).catch(() => undefined);
	return (
		look &&
		refuse(
			`"${label}" is the ID of the look ${look.name}, not of an avatar group`,
			look.group_id
				? `The avatar group of this look is ${look.group_id}: take that ID.`
				: 'Avatar > Get Many lists the avatar groups.',
		)
	);
}

/** Whether HeyGen does not know an ID, and it can be the one sent under such a key. */
function isUnknown(error: unknown, key: RegExp): boolean {
	if (!(error instanceof NodeApiError) || Number(error.httpCode) !== 404) return false;
	const details: unknown = error.context.heygen;
	const { param, code } = isRecord(details) ? details : {};
	const about = textOf(param) ?? textOf(code);
	return about === undefined || about === 'resource_not_found' || key.test(about);
}

/** For `.catch()` of a request about looks: says which of them is an avatar group. */
export function explainLooks(item: Item, looks: readonly GivenId[]): (error: unknown) => Promise<never> {
	return async (error) => {
		if (!isUnknown(error, /avatar|look/)) throw error;
		for (const look of looks) {
			const refusal = await asGroup(item, look);
			if (refusal) throw refusal;
		}
		throw error;
	};
}

/** For `.catch()` of a request about an avatar group: says that it is a look. */
export function explainGroup(item: Item, group: GivenId): (error: unknown) => Promise<never> {
	return async (error) => {
		throw (isUnknown(error, /group/) && (await asLook(item, group))) || error;
	};
}
