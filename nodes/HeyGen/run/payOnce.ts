import type { IExecuteFunctions } from 'n8n-workflow';

import type { ContentSource } from '../api/idempotency';
import { isRecord } from '../api/json';
import type { Values } from './values';

// Which jobs count as the same, so that they are made and paid once (docs/money.md).

export const PAY_ONCE_PER = {
	content: {
		name: 'Content',
		description: 'The same request of this node within 24 hours is the same job, whichever execution asks',
	},
	execution: { name: 'Execution', description: 'Every execution makes jobs of its own' },
	ownKey: { name: 'Own Key', description: 'By Idempotency Key, which is needed then' },
} as const;

export const IN_MANUAL_RUNS = {
	new: { name: 'Always New', description: 'Every run by hand makes and pays new jobs' },
	reuse: {
		name: 'Reuse',
		description: 'What an earlier run has made of the same content is given again, and nothing is paid',
	},
} as const;

export type PayOncePer = keyof typeof PAY_ONCE_PER;

/** The names of the options. */
export const PAY_ONCE_OPTIONS = {
	once: 'payOncePer',
	manual: 'inManualRuns',
	key: 'idempotencyKey',
} as const;

/** What the writes of one item stand under. */
export interface ItemKeys {
	/** Which jobs count as the same. */
	readonly once: PayOncePer;
	/** The user's own key, or that of this item of this round of the execution. */
	readonly own: string;
	/** What stands for a request by its content, whichever execution sends it. */
	readonly ofContent: (source: Pick<ContentSource, 'of' | 'content' | 'fileOf'>) => string;
}

/**
 * Whether somebody runs the workflow by hand in the editor, or has one run it that does. To a sub-workflow n8n says no more than
 * that it is one; which run it belongs to, n8n 2.41 keeps where nodes of others do not look (`rootExecutionMode`), and
 * where that is missing one day, it counts as run in production.
 */
export function isManual(context: IExecuteFunctions): boolean {
	const data: unknown = Reflect.get(context, 'additionalData');
	const root = isRecord(data) ? data.rootExecutionMode : undefined;
	return (root ?? context.getMode()) === 'manual';
}

/**
 * Which jobs of an item count as the same.
 *
 * @param options the operation's; one that lacks the choice asks anew in every execution.
 * @throws what `options.refuse` makes where two options contradict each other.
 */
export function readPayOnce(options: Values, manual: boolean): PayOncePer {
	const { once, manual: inManualRuns, key } = PAY_ONCE_OPTIONS;
	const own = options.has(key) ? options.optionalText(key)?.trim() : undefined;
	const chosen = options.has(once) ? options.optionalChoice(once, PAY_ONCE_PER) : undefined;
	const wanted = options.has(inManualRuns) ? options.optionalChoice(inManualRuns, IN_MANUAL_RUNS) : undefined;
	if (chosen === 'ownKey' && own === undefined) {
		throw options.refuse(
			`"${options.label(once)}" is set to Own Key, and "${options.label(key)}" is empty`,
			`Fill in ${options.label(key)}, such as with the ID of the row; an expression may have had no value for this item.`,
		);
	}
	if (chosen !== undefined && chosen !== 'ownKey' && own !== undefined) {
		throw options.refuse(
			`"${options.label(key)}" cannot be combined with "${options.label(once)}" ${PAY_ONCE_PER[chosen].name}`,
			`Set ${options.label(once)} to Own Key, or remove ${options.label(key)}.`,
		);
	}
	if (manual && wanted === 'new') return 'execution';
	if (own !== undefined) return 'ownKey';
	if (manual && wanted === 'reuse') return 'content';
	return chosen ?? (manual && options.has(inManualRuns) ? 'content' : 'execution');
}

/** How to have new jobs in place of those that were given again. */
function another(once: PayOncePer, manual: boolean): string {
	if (once === 'ownKey') return 'give other values for Idempotency Key';
	return manual
		? 'set In Manual Runs to Always New, in the options'
		: 'set Pay Once Per to Execution, in the options';
}

/** @param reused by what each job counts as the same that was given again. */
export function reuseHints(reused: readonly PayOncePer[], manual: boolean): string[] {
	return [...new Set(reused)].map((once) => {
		const count = reused.filter((other) => other === once).length;
		const [jobs, them, ones] =
			count === 1 ? ['1 job was', 'it', 'a new one'] : [`${count} jobs were`, 'them', 'new ones'];
		return `${jobs} given again that an earlier run has created, and nothing was paid for ${them}. To have ${ones}, ${another(once, manual)}.`;
	});
}
