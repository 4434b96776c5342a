import { randomBytes } from 'node:crypto';
import { Collection } from './collection';
import { HeyGenError } from './errors';
import { Jobs } from './jobs';
import { Links } from './links';
import type { Dimensions } from './media';
import type { Leak } from './protocol';
import { seed } from './seed';
import { DEFAULT_SETTINGS, patchSettings } from './settings';
import type { Settings, SettingsPatch } from './settings';
import type { Account, RequestBody, Schemas } from './types';
import { Webhooks } from './webhooks';

export type Ownership = 'public' | 'private';

export interface Group {
	ownership: Ownership;
	data: Schemas['AvatarGroup'];
}

export interface Look {
	ownership: Ownership;
	data: Schemas['AvatarLook'];
	/** Milliseconds of training left when the look stopped to wait for consent. */
	waitsWithMs: number | undefined;
	request: unknown;
}

export interface Video {
	id: string;
	request: RequestBody<'videoCreate'>;
	status: Schemas['Video']['status'];
	createdAt: number;
	completedAt: number | null;
	failure: { code: string; message: string } | undefined;
	batch: { id: string; index: number } | undefined;
}

/** A video made of another: a translation or a lipsync. */
export interface Rendition<Request> {
	id: string;
	request: Request;
	status: 'pending' | 'running' | 'completed' | 'failed';
	createdAt: number;
}

/** One language of a request for several. */
export interface Translation extends Rendition<RequestBody<'videoTranslateCreate'>> {
	language: string;
}

export type Lipsync = Rendition<RequestBody<'lipsyncCreate'>>;

export interface Batch {
	id: string;
	title: string | null;
	callbackUrl: string | undefined;
	createdAt: number;
	items: Array<Schemas['BatchItem'] & { error: { code: string; message: string } | null }>;
	finished: boolean;
}

export interface Generation {
	id: string;
	status: 'pending' | 'in_progress' | 'success' | 'failed';
	message: string | null;
	request: RequestBody<'photoGenerate'>;
}

export interface Asset {
	id: string;
	name: string;
	mimeType: string;
	size: number;
	sha256: string | undefined;
	uploadedAt: number;
	status: 'pending' | 'completed';
	dimensions: Dimensions | undefined;
	seconds: number | undefined;
	/** Set while a direct upload is under way. */
	direct:
		| {
				declaredSize: number;
				headers: Record<string, string>;
				sniffed: string | undefined;
				received: boolean;
		  }
		| undefined;
}

export interface Voice {
	data: Schemas['Voice'];
	engine: string;
}

export interface Consent {
	groupId: string;
	text: string | null;
	rerouteUrl: string | null;
	expiresAt: number;
	used: boolean;
}

export interface Charge {
	kind: keyof Settings['costs'];
	id: string;
	billing: Account['billing'];
	amount: number;
}

export const USERNAME = 'simulated-user';

/** Everything the simulated HeyGen knows. One account owns all that is private. */
export class World {
	readonly settings: Settings = structuredClone(DEFAULT_SETTINGS);
	readonly jobs = new Jobs(this.settings);
	readonly links = new Links(this.settings, newId());
	readonly webhooks = new Webhooks(this.settings, this.jobs);
	readonly groups = new Collection<Group>();
	readonly looks = new Collection<Look>();
	readonly voices = new Collection<Voice>();
	readonly videos = new Collection<Video>();
	readonly translations = new Collection<Translation>();
	readonly lipsyncs = new Collection<Lipsync>();
	readonly batches = new Collection<Batch>();
	readonly generations = new Collection<Generation>();
	readonly assets = new Collection<Asset>();
	/** What small assets hold, to be served again; a load test must not fill the memory. */
	readonly contents = new Collection<Buffer>(128);
	readonly consents = new Collection<Consent>();
	readonly charges = new Collection<Charge>(10_000);
	readonly leaks: Leak[] = [];
	spent = { wallet: 0, subscription: 0 };

	constructor(
		private readonly initialSettings: SettingsPatch,
		/** Presented by a client at the file host, these would be a leak. */
		readonly credentials: { apiKey: string; bearerToken: string },
	) {
		patchSettings(this.settings, initialSettings);
	}

	/** Back to the seed data and the settings it was started with; everything under way is forgotten. */
	reset(): void {
		this.jobs.clear();
		this.webhooks.reset();
		for (const collection of [
			this.groups,
			this.looks,
			this.voices,
			this.videos,
			this.translations,
			this.lipsyncs,
			this.batches,
			this.generations,
			this.assets,
			this.contents,
			this.consents,
			this.charges,
		]) {
			collection.clear();
		}
		this.leaks.length = 0;
		this.spent = { wallet: 0, subscription: 0 };
		Object.assign(this.settings, structuredClone(DEFAULT_SETTINGS));
		patchSettings(this.settings, this.initialSettings);
		seed(this);
	}

	/**
	 * Takes the price of a create from whoever pays.
	 * @throws HeyGenError 402 when it is more than what is left
	 */
	charge(account: Account, kind: Charge['kind'], ids: string[]): void {
		const price = this.settings.costs[kind];
		// The web plan counts whole credits.
		const each = account.billing === 'wallet' ? price : Math.ceil(price);
		const total = each * ids.length;
		const purse = account.billing === 'wallet' ? 'wallet' : 'credits';
		if (total > this.settings[purse]) {
			throw new HeyGenError(
				'insufficient_credit',
				`Insufficient credit: ${total} needed, ${this.settings[purse]} left`,
			);
		}
		this.settings[purse] = rounded(this.settings[purse] - total);
		this.spent[account.billing] = rounded(this.spent[account.billing] + total);
		for (const id of ids) this.charges.add(id, { kind, id, billing: account.billing, amount: each });
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

/** A copy that is safe to keep: base64 data and other very long texts are cut. */
export function trimmed<T>(value: T): T {
	const cut = (each: unknown): unknown => {
		if (typeof each === 'string') {
			return each.length > 12_000 ? `${each.slice(0, 100)}… (${each.length} characters)` : each;
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

function rounded(amount: number): number {
	return Math.round(amount * 10_000) / 10_000;
}
