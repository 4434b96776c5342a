import type { INodeProperties } from 'n8n-workflow';

// People load all parameters of all operations at once, twice. What is the same for several operations stands there once.

/** An operation as n8n knows it, with its parameters in their order. */
export interface Shown {
	readonly resource: string;
	readonly operation: string;
	readonly parameters: readonly INodeProperties[];
}

/** A parameter, and the operations it is shown for. */
interface Merged {
	readonly property: INodeProperties;
	/** Alike for parameters that are the same. */
	readonly content: string;
	readonly owners: Shown[];
}

/** For each of `wanted` its place in `known`, as many as can keep their order; −1 for the others. */
function alignment(known: readonly string[], wanted: readonly string[]): number[] {
	// most[w][k]: how many of the wanted from w on find a place from k on.
	const most = Array.from({ length: wanted.length + 1 }, () => new Uint16Array(known.length + 1));
	const at = (w: number, k: number) => most[w]?.[k] ?? 0;
	for (let w = wanted.length - 1; w >= 0; w--) {
		for (let k = known.length - 1; k >= 0; k--) {
			const found = wanted[w] === known[k] ? 1 + at(w + 1, k + 1) : 0;
			most[w]?.fill(Math.max(found, at(w + 1, k), at(w, k + 1)), k, k + 1);
		}
	}
	const places: number[] = [];
	for (let k = 0; places.length < wanted.length;) {
		const w = places.length;
		if (k < known.length && wanted[w] === known[k]) places.push(k++);
		else if (k < known.length && at(w, k + 1) >= at(w + 1, k)) k++;
		else places.push(-1);
	}
	return places;
}

/** The list with an operation's parameters in it: what is there already gains an owner, the rest is put between. */
function joined(merged: readonly Merged[], owner: Shown): Merged[] {
	const contents = owner.parameters.map((property) => JSON.stringify(property));
	const places = alignment(
		merged.map(({ content }) => content),
		contents,
	);
	const result: Merged[] = [];
	let from = 0;
	for (const [index, property] of owner.parameters.entries()) {
		const place = places[index] ?? -1;
		const known = merged[place];
		if (known) {
			result.push(...merged.slice(from, place), { ...known, owners: [...known.owners, owner] });
			from = place + 1;
		} else {
			result.push({ property, content: contents[index] ?? '', owners: [owner] });
		}
	}
	return [...result, ...merged.slice(from)];
}

/** Resources × operations, as n8n's display options name them. */
interface Product {
	readonly resources: readonly string[];
	readonly operations: readonly string[];
}

/** As few products as it easily takes to name these operations, and no other that exists. */
function productsOf(owners: readonly Shown[], all: readonly Shown[]): Product[] {
	const isOwner = (resource: string, operation: string) =>
		owners.some((owner) => owner.resource === resource && owner.operation === operation);
	const isExact = ({ resources, operations }: Product) =>
		all
			.filter(({ resource, operation }) => resources.includes(resource) && operations.includes(operation))
			.every(({ resource, operation }) => isOwner(resource, operation));
	const products: Product[] = [];
	for (const resource of new Set(owners.map((owner) => owner.resource))) {
		const own = owners.filter((owner) => owner.resource === resource).map(({ operation }) => operation);
		const wider = products.map(({ resources, operations }) => ({
			resources: [...resources, resource],
			operations: [...new Set([...operations, ...own])],
		}));
		const fitting = wider.findIndex(isExact);
		const fit = wider[fitting];
		if (fit) products[fitting] = fit;
		else products.push({ resources: [resource], operations: own });
	}
	return products;
}

/**
 * The operations, those first that have most in common with others: so the order in which common parameters follow each
 * other is theirs, and nothing that only a few have comes between and makes a second one necessary.
 */
function byCommonness(all: readonly Shown[]): Shown[] {
	const owners = new Map<string, number>();
	for (const property of all.flatMap(({ parameters }) => parameters)) {
		const content = JSON.stringify(property);
		owners.set(content, (owners.get(content) ?? 0) + 1);
	}
	const common = (parameters: readonly INodeProperties[]) =>
		parameters.reduce((sum, property) => sum + (owners.get(JSON.stringify(property)) ?? 0), 0);
	return [...all].sort((one, other) => common(other.parameters) - common(one.parameters));
}

/** @param root leads from where the parameters stand to where resource and operation do. */
function mergedOf(all: readonly Shown[], root: '' | '/'): INodeProperties[] {
	const merged = byCommonness(all).reduce<Merged[]>(joined, []);
	return merged.flatMap(({ property, owners }) => {
		// A member needs no condition where every operation has it; a parameter's says which operations there are.
		if (root === '/' && owners.length === all.length) return [property];
		return productsOf(owners, all).map(({ resources, operations }) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: {
					[`${root}resource`]: [...resources],
					[`${root}operation`]: [...operations],
					...property.displayOptions?.show,
				},
			},
		}));
	});
}

/** The parameters of all operations, each operation's in its own order, the same ones once for all that have them. */
export function mergedParameters(all: readonly Shown[]): INodeProperties[] {
	return mergedOf(all, '');
}

/** The members of a collection that all operations have, in the order of their display names. */
export function mergedMembers(all: readonly Shown[]): INodeProperties[] {
	return mergedOf(all, '/').sort(byDisplayName);
}

export function byDisplayName(one: INodeProperties, other: INodeProperties): number {
	return one.displayName.localeCompare(other.displayName);
}
