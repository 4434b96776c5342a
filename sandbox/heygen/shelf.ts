import type { Kept, Page } from './collection';
import { HeyGenError } from './errors';
import type { ErrorCode } from './errors';
import type { World } from './world';

interface Declaration<Item, Id extends string, View> {
	readonly collection: Kept<string, Item>;
	/** The path parameter that carries an ID. */
	readonly id: Id;
	/** As a message names one: `Video 12 not found`. */
	readonly what: string;
	/** Default: `resource_not_found`. */
	readonly notFound?: ErrorCode;
	/** An item as the API shows it now. */
	readonly view: (item: Item, world: World) => View;
}

interface ListCall {
	query: { limit?: number; token?: string };
	world: World;
}

interface ItemCall<Id extends string> {
	path: Record<Id, string>;
	world: World;
}

type ListAnswer<View> = Omit<Page<View>, 'items'> & { data: View[] };

/** The contract fills in each list's own; its types don't say so. */
const PAGE = 10;

/** What most of HeyGen's collections can do: be listed newest first, page by page; be read and deleted by ID. */
export function shelf<Item, Id extends string, View>({
	collection,
	id,
	what,
	notFound = 'resource_not_found',
	view,
}: Declaration<Item, Id, View>) {
	/** @throws HeyGenError 404 naming the parameter */
	const find = (world: World, wanted: string, param: string = id): Item => {
		const item = world.of(collection).get(wanted);
		if (item === undefined) throw new HeyGenError(notFound, `${what} ${wanted} not found`, param);
		return item;
	};
	return {
		find,
		view,
		list: (
			{ query: { limit = PAGE, token }, world }: ListCall,
			where?: (item: Item) => boolean,
		): ListAnswer<View> => {
			const { items, ...page } = world.of(collection).page({ limit, token, where });
			return { data: items.map((item) => view(item, world)), ...page };
		},
		get: ({ path, world }: ItemCall<Id>): { data: View } => ({
			data: view(find(world, path[id]), world),
		}),
		delete: ({ path, world }: ItemCall<Id>): { data: { id: string } } => {
			find(world, path[id]);
			world.of(collection).delete(path[id]);
			return { data: { id: path[id] } };
		},
	};
}
