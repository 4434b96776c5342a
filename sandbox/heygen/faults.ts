import Ajv2020 from 'ajv/dist/2020';
import { randomUUID } from 'node:crypto';
import type { FaultRule, FaultState } from './protocol';
import type { Settings } from './settings';

interface Rule {
	state: FaultState;
	pattern: RegExp | undefined;
	roll: () => number;
}

/** What happens to one request: how much later it is answered, and the fault that strikes it. */
export interface FaultPlan {
	delayMs: number;
	fault: FaultRule | undefined;
}

interface Target {
	host: 'api' | 'files';
	method: string;
	path: string;
	operationId?: string;
}

const validate = new Ajv2020({ allErrors: true, strict: false }).compile<FaultRule>({
	type: 'object',
	required: ['kind'],
	additionalProperties: false,
	properties: {
		kind: {
			enum: ['loseResponse', 'dropRequest', 'status', 'statusAfter', 'delay', 'redirect', 'badJson'],
		},
		host: { enum: ['api', 'files'] },
		operationId: { type: 'string' },
		method: { type: 'string' },
		pathPattern: { type: 'string' },
		status: { type: 'integer', minimum: 200, maximum: 599 },
		retryAfter: { type: 'number', minimum: 0 },
		ms: { type: 'number', minimum: 0 },
		url: { type: 'string' },
		probability: { type: 'number', minimum: 0, maximum: 1 },
		times: { type: 'integer', minimum: 1 },
		skip: { type: 'integer', minimum: 0 },
	},
});

/** Faults on request. Each rule has dice of its own, so that one rule's rolls don't depend on another's traffic. */
export class Faults {
	private rules: Rule[] = [];

	constructor(private readonly settings: Settings) {}

	/** @throws Error saying what is wrong with the rule */
	add(rule: unknown): FaultState {
		if (!validate(rule)) {
			const [first] = validate.errors ?? [];
			throw new Error(`Fault rule: ${first?.instancePath.slice(1) ?? ''} ${first?.message ?? 'is invalid'}`);
		}
		const added: Rule = {
			state: { ...rule, id: randomUUID(), seen: 0, struck: 0 },
			pattern: rule.pathPattern === undefined ? undefined : new RegExp(rule.pathPattern),
			roll: dice(this.settings.seed + this.rules.length),
		};
		this.rules.push(added);
		return added.state;
	}

	list(): FaultState[] {
		return this.rules.map(({ state }) => state);
	}

	/** Removes one rule, or all. */
	remove(id?: string): void {
		this.rules = id === undefined ? [] : this.rules.filter(({ state }) => state.id !== id);
	}

	/** Delays add up; of the other rules the first that strikes decides. */
	plan(target: Target): FaultPlan {
		const plan: FaultPlan = { delayMs: 0, fault: undefined };
		for (const rule of this.rules) {
			const { kind, ms = 0 } = rule.state;
			if (!matches(rule, target) || (plan.fault && kind !== 'delay') || !strikes(rule)) continue;
			if (kind === 'delay') plan.delayMs += ms;
			else plan.fault = rule.state;
		}
		return plan;
	}
}

function matches({ state, pattern }: Rule, target: Target): boolean {
	return (
		(state.host ?? 'api') === target.host &&
		(state.operationId === undefined || state.operationId === target.operationId) &&
		(state.method === undefined || state.method.toUpperCase() === target.method) &&
		(pattern === undefined || pattern.test(target.path))
	);
}

function strikes({ state, roll }: Rule): boolean {
	state.seen += 1;
	if (state.seen <= (state.skip ?? 0)) return false;
	if (state.times !== undefined && state.struck >= state.times) return false;
	if (state.probability !== undefined && roll() >= state.probability) return false;
	state.struck += 1;
	return true;
}

/** mulberry32: small, seeded, and the same on every machine. */
function dice(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
