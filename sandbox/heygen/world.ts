import { randomBytes } from 'node:crypto';
import { cutOf } from './body';
import type { Collection, Kept, SavedCollection } from './collection';
import { Jobs } from './jobs';
import { Links } from './links';
import type { Leak } from './protocol';
import { Purse } from './purse';
import type { Price } from './purse';
import { defaultSettings, patchSettings } from './settings';
import type { Settings, SettingsPatch } from './settings';
import { Webhooks } from './webhooks';
import type { SavedWebhooks } from './webhooks';

/** What lives in a world. */
export interface Inhabitant {
	/** What it keeps; a reset forgets all of it. */
	readonly collections?: ReadonlyArray<Kept<string, unknown>>;
	/** What it charges. */
	readonly prices?: readonly Price[];
	/** What is there from the beginning. */
	seed?(world: World): void;
}

/** What was made in a world. Money, settings and the keys of requests are not. */
export interface SavedWorld {
	/** By their names. */
	collections: Record<string, SavedCollection<unknown>>;
	webhooks: SavedWebhooks;
}

/** Everything the simulated HeyGen knows. One account owns all that is private. */
export class World {
	readonly settings: Settings;
	readonly jobs: Jobs;
	readonly links: Links;
	readonly webhooks: Webhooks;
	readonly purse: Purse;
	readonly leaks: Leak[] = [];
	private readonly kept: ReadonlyArray<Kept<string, unknown>>;
	private readonly costs: Settings['costs'];
	/** Whose the collections are. With another one all are empty, so that a reset can forget none. */
	private era = {};

	constructor(
		private readonly inhabitants: readonly Inhabitant[],
		private readonly initialSettings: SettingsPatch,
		/** Presented by a client at the file host, these would be a leak. */
		readonly credentials: { apiKey: string; bearerToken: string },
	) {
		this.kept = inhabitants.flatMap(({ collections = [] }) => collections);
		const prices = inhabitants.flatMap((inhabitant) => inhabitant.prices ?? []);
		this.costs = Object.fromEntries(prices.map(({ name, usd }) => [name, usd]));
		refuseTwice('collection', this.kept.map(nameOf));
		refuseTwice('price', prices.map(nameOf));
		this.settings = defaultSettings(this.costs);
		patchSettings(this.settings, initialSettings);
		this.jobs = new Jobs(this.settings);
		this.links = new Links(this.settings, newId());
		this.webhooks = new Webhooks(this.settings, this.jobs);
		this.purse = new Purse(this.settings);
	}

	/** This world's own collection. */
	of<Item>(kept: Kept<string, Item>): Collection<Item> {
		if (!this.kept.includes(kept)) {
			throw new Error(`Nobody declares "${kept.name}": add it to the \`collections\` of its resource`);
		}
		return kept.in(this.era);
	}

	/** What has this ID in the collection of this name. */
	find(name: string, id: string): unknown {
		return this.kept
			.find((kept) => kept.name === name)
			?.in(this.era)
			.get(id);
	}

	/** The items of a collection that count. */
	counted<Item>(kept: Kept<string, Item>): Item[] {
		return kept.countedIn(this.era);
	}

	/** How many there are of everything. */
	counts(): Record<string, number> {
		return Object.fromEntries(this.kept.map((kept) => [kept.name, this.counted(kept).length]));
	}

	saved(): SavedWorld {
		const collections = this.kept.map((kept) => [kept.name, kept.in(this.era).saved()] as const);
		return { collections: Object.fromEntries(collections), webhooks: this.webhooks.saved() };
	}

	restore({ collections, webhooks }: SavedWorld): void {
		for (const kept of this.kept) {
			const saved = collections[kept.name];
			if (saved) kept.in(this.era).restore(saved);
		}
		this.webhooks.restore(webhooks);
	}

	/** Back to the seed data and the settings it was started with; everything under way is forgotten. */
	reset(): void {
		this.era = {};
		this.jobs.clear();
		this.webhooks.reset();
		this.purse.reset();
		this.leaks.length = 0;
		Object.assign(this.settings, defaultSettings(this.costs));
		patchSettings(this.settings, this.initialSettings);
		for (const inhabitant of this.inhabitants) inhabitant.seed?.(this);
	}
}

const nameOf = ({ name }: { readonly name: string }): string => name;

/** @throws Error where a name stands for two things */
export function refuseTwice(what: string, names: readonly string[]): void {
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw new Error(`The ${what} "${twice}" is declared twice in sandbox/heygen/resources`);
	}
}

/** 32 hexadecimal digits, as HeyGen's ids. */
export function newId(): string {
	return randomBytes(16).toString('hex');
}

export function now(): number {
	return Math.floor(Date.now() / 1000);
}

/** A text with this in it makes its job fail. */
const FAIL_MARK = '[fail]';

export function asksToFail(...texts: unknown[]): boolean {
	return texts.some((text) => JSON.stringify(text ?? null).includes(FAIL_MARK));
}

/** A copy that is safe to keep: base64 data and other very long texts are cut. It must not hold what it was cut from. */
export function trimmed<T>(value: T): T {
	const cut = (each: unknown): unknown => {
		if (typeof each === 'string') {
			if (each.length <= 12_000) return each;
			const characters = cutOf(each)?.characters ?? each.length;
			// A part of a text that is not copied keeps all of it alive.
			return `${Buffer.from(each.slice(0, 100)).toString()}… (${characters} characters)`;
		}
		if (Array.isArray(each)) return each.map(cut);
		if (typeof each === 'object' && each !== null) {
			return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, cut(inner)]));
		}
		return each;
	};
	// Cutting strings shorter keeps the shape.
	return cut(value) as T;
}
