import type { IExecuteFunctions } from 'n8n-workflow';

import { derivedKey, KEY_PATTERN } from '../api/idempotency';
import type { Call } from './call';
import { isKeyed, type Operation } from './operation';
import type { Values } from './values';

/** The idempotency keys of a run's items: the user's own, or derived ones. */
export class Keys {
	private readonly owners = new Map<string, number>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly call: Call,
	) {}

	/** @throws what `values.refuse` makes, where the user's own key is none HeyGen takes or another item has it. */
	of(index: number, values: Values): string {
		const own = isKeyed(this.operation)
			? values.group('options').optionalText('idempotencyKey')?.trim()
			: undefined;
		return own === undefined ? this.derived(index) : this.checked(own, index, values);
	}

	private derived(itemIndex: number): string {
		const { context, operation, call } = this;
		return derivedKey({
			workflowId: context.getWorkflow().id ?? '',
			callId: call.id,
			nodeId: context.getNode().id,
			round: call.round,
			itemIndex,
			operation: `${String(context.getNodeParameter('resource', 0))}.${operation.value}`,
		});
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
