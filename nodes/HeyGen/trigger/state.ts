import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import { MINUTE, Memory } from './deduplication';
import { ALL_EVENTS, timeOf, type ReadEvent } from './events';
import type { Search } from './history';

/**
 * What the workflow remembers of its endpoint, in its static data. HeyGen shows the secret once, so it has to be kept.
 * All but `seen` and `completeUntil` belong together and are told from an older state by `revision`.
 */
export interface Kept extends IDataObject {
	/** Counts up with every change; a time in milliseconds, so that processes need not agree on a number. */
	revision?: number;
	endpointId?: string;
	/** Sealed, where it can be. */
	secret?: string;
	/** The n8n that made the endpoint: one with another ID may not take it over, though it is a copy of its database. */
	instance?: string;
	/** From when on each kind of event has been wanted, in milliseconds. */
	since?: Record<string, number>;
	/** It is the endpoint of a test, at an address of its own. */
	isTest?: boolean;
	/** The workflow was unpublished while all was well; what happens until it is published again is not asked for. */
	stopped?: boolean;
	/** By how much HeyGen's clock was ahead of this n8n's when the endpoint was made, in milliseconds; where it was much. */
	ahead?: number;
	/** The events that came, as their memory writes itself. */
	seen?: string;
	/** Of HeyGen's events up to here none is missing, in milliseconds. */
	completeUntil?: number;
}

export type Registration = Pick<
	Kept,
	'endpointId' | 'secret' | 'instance' | 'since' | 'isTest' | 'stopped' | 'ahead'
>;

function registrationOf(kept: Kept): Registration {
	const { endpointId, secret, instance, since, isTest, stopped, ahead } = kept;
	return { endpointId, secret, instance, since: since && { ...since }, isTest, stopped, ahead };
}

/** For how long n8n may be about to start an execution, in milliseconds; what has not begun by then never will. */
const START_LIMIT = MINUTE;

/** Events on their way into an execution. */
export interface Taken {
	readonly events: readonly ReadEvent[];
	/** When they count as not had after all, in milliseconds: n8n says nothing where the caller has hung up. */
	readonly expires: number;
}

/** Where a process that runs the trigger, not its webhook alone, hands over what was missed. */
export interface Watch {
	/** Starts an execution; answers whether n8n could. */
	readonly emit: (events: readonly ReadEvent[]) => Promise<boolean>;
}

/**
 * What this process knows of one trigger. n8n loads a workflow's static data at the start of a delivery and writes it back
 * whole at the end, over whatever was written meanwhile: a publication, another delivery, another node. So what is current
 * lives here too: the newer of both counts at the start, and is laid over what n8n is about to write.
 */
export class TriggerState {
	readonly memory = new Memory();

	registration: Registration = {};

	/** The secret that was opened last, and as what it is kept. */
	opened?: { readonly kept: string; readonly secret: string };

	/** A look at the history that was cut short. */
	search?: Search;

	watch?: Watch;

	/** The static data of the workflow as it was activated: n8n writes it whenever another of its triggers has to save. */
	activated?: Kept;

	/** When the history was last looked at, and when last because of a wrong signature; in milliseconds. */
	lookedAt = 0;

	doubtedAt = 0;

	/** By how much HeyGen's clock is ahead of this process's, in milliseconds, once an answer of HeyGen's has told. */
	private ahead?: number;

	private revision = -1;

	private readonly taken = new Set<Taken>();

	/** Missed events that wait for an execution, the oldest first. */
	private missed: ReadEvent[] = [];

	private completed?: number;

	/** Takes in what was stored, by this process or another, and mends it where it is older. */
	load(kept: Kept, now: number): void {
		for (const taken of this.taken) if (taken.expires <= now) this.giveUp(taken);
		this.memory.merge(kept.seen ?? '');
		this.missed = this.missed.filter((event) => this.memory.isOpen(event));
		this.complete(kept.completeUntil);
		const stored = kept.revision ?? 0;
		if (stored > this.revision) {
			this.revision = stored;
			this.registration = registrationOf(kept);
		} else if (stored < this.revision) {
			this.store(kept);
		}
	}

	/** Lays what is current over what was stored. */
	store(kept: Kept): void {
		const { seen, completeUntil, ...registered } = this.current();
		Object.assign(kept, { seen, completeUntil }, kept.revision === registered.revision ? {} : registered);
		for (const name of Object.keys(kept)) if (kept[name] === undefined) delete kept[name];
		const { activated } = this;
		if (!activated || activated === kept) return;
		for (const [name, value] of Object.entries({ seen, completeUntil, ...registered })) {
			// Not by assignment, which n8n takes for a change: it would then write the whole, with all that is old in it.
			Object.defineProperty(activated, name, {
				value,
				configurable: true,
				enumerable: value !== undefined,
				writable: true,
			});
		}
	}

	change(registration: Registration, now: number): void {
		this.registration = registration;
		this.revision = Math.max(this.revision + 1, now);
	}

	/** What a client has learnt of HeyGen's clock. */
	setClock({ ahead }: Pick<HeyGenClient, 'ahead'>): void {
		this.ahead = ahead ?? this.ahead;
	}

	/** A time of this clock by HeyGen's, which dates the events; in milliseconds. */
	heygenTime(time: number): number {
		return time + (this.ahead ?? this.registration.ahead ?? 0);
	}

	/** From when on events of this type have been asked for, in milliseconds. */
	wantedSince(type: string): number {
		const { since } = this.registration;
		return since ? (since[type] ?? since[ALL_EVENTS] ?? Infinity) : 0;
	}

	/** Of HeyGen's events up to here none is missing, but for those on their way. */
	get completeUntil(): number | undefined {
		return this.completed;
	}

	complete(until: number | undefined): void {
		if (until !== undefined) this.completed = Math.max(this.completed ?? 0, until);
	}

	/** Puts those of the missed events that are new where the next execution takes them. */
	miss(events: readonly ReadEvent[], now: number): void {
		for (const read of events) {
			if (!this.memory.note(read, now, timeOf(read))) continue;
			this.missed.push({ ...read, event: { ...read.event, caughtUp: true } });
		}
	}

	/** Takes what was missed, as far as there is room, and the event if it is new; they count as had when settled. */
	take(room: number, event: ReadEvent | undefined, now: number): Taken {
		const events = this.missed.splice(0, room);
		if (event && this.memory.note(event, now)) events.push(event);
		const taken = { events, expires: now + START_LIMIT };
		if (events.length > 0) this.taken.add(taken);
		return taken;
	}

	/** They have their execution. */
	settle(taken: Taken, now: number): void {
		this.taken.delete(taken);
		for (const event of taken.events) {
			// It may have been given up already, where n8n took long.
			this.memory.note(event, now, timeOf(event));
			this.memory.settle(event);
		}
	}

	/** Their execution could not be started: they will be delivered again, or found missing. */
	giveUp(taken: Taken): void {
		if (!this.taken.delete(taken)) return;
		for (const event of taken.events) this.memory.forget(event);
		this.completed = this.upTo(taken.events);
		this.search = undefined;
	}

	private current(): Kept {
		const open = [...[...this.taken].flatMap(({ events }) => events), ...this.missed];
		return {
			revision: this.revision > 0 ? this.revision : undefined,
			...registrationOf(this.registration),
			seen: this.memory.toString() || undefined,
			completeUntil: this.upTo(open),
		};
	}

	/** Up to where nothing is missing, should these events not be had. */
	private upTo(open: readonly ReadEvent[]): number | undefined {
		if (this.completed === undefined) return undefined;
		const times = open.map((event) => timeOf(event) - 1).filter(Number.isFinite);
		return times.reduce((least, time) => Math.min(least, time), this.completed);
	}
}

const states = new Map<string, TriggerState>();

/** What this process knows of a trigger; of the test of one, nothing outlives its endpoint. */
export function stateOf(
	context: Pick<IWebhookFunctions, 'getNode' | 'getWorkflow'>,
	{ isTest, endpointId }: Kept,
): TriggerState {
	const test = isTest ? endpointId : '';
	const trigger = [context.getWorkflow().id, context.getNode().id, test].join(':');
	const state = states.get(trigger) ?? new TriggerState();
	states.set(trigger, state);
	return state;
}
