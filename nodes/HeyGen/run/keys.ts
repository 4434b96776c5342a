import type { IExecuteFunctions } from 'n8n-workflow';

import { contentKey, derivedKey, KEY_PATTERN } from '../api/idempotency';
import type { Call } from './call';
import { isManual, PAY_ONCE_OPTIONS, readPayOnce, type ItemKeys } from './payOnce';
import { isKeyed, type Operation } from './operation';
import type { Values } from './values';

/** The idempotency keys of a run's items: the user's own, or derived ones. */
export class Keys {
	private readonly owners = new Map<string, number>();

	private readonly manual: boolean;

	/** The operation as the user has chosen it. */
	private readonly chosen: string;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly call: Call,
	) {
		this.manual = isManual(context);
		this.chosen = `${String(context.getNodeParameter('resource', 0))}.${operation.value}`;
	}

	/** @throws what `values.refuse` makes, where the user's own key is none HeyGen takes or another item has it. */
	of(index: number, values: Values): ItemKeys {
		const options = values.group('options');
		const once = readPayOnce(options, this.manual);
		const own =
			isKeyed(this.operation) && once === 'ownKey' ? options.optionalText(PAY_ONCE_OPTIONS.key) : undefined;
		return {
			once,
			own: own === undefined ? this.derived(index) : this.checked(own.trim(), index, values),
			ofContent: (source) => contentKey({ ...this.node, ...source }),
		};
	}

	/** What is the same in every execution. */
	private get node() {
		const { context } = this;
		return {
			workflowId: context.getWorkflow().id ?? '',
			nodeId: context.getNode().id,
			operation: this.chosen,
		};
	}

	private derived(itemIndex: number): string {
		const { id: callId, round } = this.call;
		return derivedKey({ ...this.node, callId, round, itemIndex });
	}

	private checked(own: string, index: number, values: Values): string {
		if (!KEY_PATTERN.test(own)) {
			throw values.refuse(
				'"Idempotency Key" may hold only letters, digits and _ - : . and at most 255 characters',
				`It is ${own}.`,
			);
		}
		const owner = this.owners.get(own) ?? index;
		this.owners.set(own, owner);
		if (owner === index) return own;
		throw values.refuse(
			`"Idempotency Key" is the same for items ${owner} and ${index}, so both would get the same result`,
			'Make it an expression with something of each item in it, such as the ID of its row.',
		);
	}
}
