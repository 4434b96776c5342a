import type { INodeProperties } from 'n8n-workflow';

import { isJsonCreate } from '../api/contract';
import { shapeParameters } from '../parameters/shape';
import { concurrency, customBody, idempotencyKey } from '../parameters/shared';
import { isKeyed, type Operation, type Resource } from '../run/operation';
import { mergedParameters } from './merge';

function byDisplayName(a: INodeProperties, b: INodeProperties): number {
	return a.displayName.localeCompare(b.displayName);
}

/** The parameters of one operation as they are read: its own, and its Options. */
export function parametersOf(operation: Operation): INodeProperties[] {
	const own = operation.options ?? [];
	const namesKey = own.some(({ name }) => name === idempotencyKey.name);
	const options = [
		...own,
		concurrency,
		...(isKeyed(operation) && !namesKey ? [idempotencyKey] : []),
		...(isJsonCreate(operation.calls[0]) ? [customBody] : []),
	];
	return [
		...operation.parameters,
		...(operation.simplify ? shapeParameters : []),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: options.sort(byDisplayName),
		},
	];
}

function operationParameter(resource: Resource): INodeProperties {
	const { value: preselected } = resource.usual;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: preselected,
	};
}

/** The node's parameters, from the one list of resources. */
export function composeParameters(resources: readonly Resource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: 'video',
		},
		...resources.map(operationParameter),
		...mergedParameters(
			resources.flatMap((resource) =>
				resource.operations.map((operation) => ({
					resource: resource.value,
					operation: operation.value,
					parameters: parametersOf(operation),
				})),
			),
		),
	];
}

export function findOperation(
	resources: readonly Resource[],
	resource: unknown,
	operation: unknown,
): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
