import type { INodeProperties, NodeHint } from 'n8n-workflow';

import { isJsonCreate } from '../api/contract';
import { shapeParameters } from '../parameters/shape';
import { concurrency, customBody, idempotencyKey } from '../parameters/shared';
import { isKeyed, type Operation, type Resource } from '../run/operation';
import { byDisplayName, mergedMembers, mergedParameters } from './merge';

function optionsOf(operation: Operation): INodeProperties[] {
	const own = operation.options ?? [];
	const namesKey = own.some(({ name }) => name === idempotencyKey.name);
	return [
		...own,
		concurrency,
		...(isKeyed(operation) && !namesKey ? [idempotencyKey] : []),
		...(isJsonCreate(operation.calls[0]) ? [customBody] : []),
	].sort(byDisplayName);
}

function ownParameters({ parameters, simplify }: Operation): INodeProperties[] {
	return [...parameters, ...(simplify ? shapeParameters : [])];
}

function optionsParameter(members: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: members,
	};
}

/** The parameters of one operation as they are read: its own, and its Options. */
export function parametersOf(operation: Operation): INodeProperties[] {
	return [...ownParameters(operation), optionsParameter(optionsOf(operation))];
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

/** The node's parameters, from the one list of resources. All operations share one collection of options. */
export function composeParameters(resources: readonly Resource[]): INodeProperties[] {
	const shown = (parametersIn: (operation: Operation) => INodeProperties[]) =>
		resources.flatMap(({ value: resource, operations }) =>
			operations.map((operation) => ({
				resource,
				operation: operation.value,
				parameters: parametersIn(operation),
			})),
		);
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
		...mergedParameters(shown(ownParameters)),
		optionsParameter(mergedMembers(shown(optionsOf))),
	];
}

/** What is said of operations before they run. */
export function hintsOf(resources: readonly Resource[]): NodeHint[] {
	return resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap(({ value: operation, needs }): NodeHint[] => {
			if (!needs) return [];
			const { message, when } = needs;
			const conditions = [
				`$parameter["resource"] === "${resource}"`,
				`$parameter["operation"] === "${operation}"`,
				...(when === undefined ? [] : [`(${when})`]),
			];
			return [
				{
					message,
					type: 'info',
					location: 'outputPane',
					whenToDisplay: 'beforeExecution',
					displayCondition: `={{ ${conditions.join(' && ')} }}`,
				},
			];
		}),
	);
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
