import type { IDataObject } from 'n8n-workflow';

import { ESTIMATE, REUSED, withFailure } from './errorItem';
import type { Operation } from './operation';
import { Failed, Suspended, type Finishing, type Output, type StartedJob } from './output';
import type { Values } from './values';

/** What can be given of a result that has many fields. */
export const SHAPES = {
	simplified: 'Simplified',
	raw: { name: 'Raw', description: 'All that HeyGen says' },
	selected: { name: 'Selected Fields', description: 'Only the fields that are named' },
} as const;

/** How the outputs of an item are given: whole, in short, or by the names of their fields. It can be kept as JSON. */
export type Shape = 'raw' | 'simplified' | readonly string[];

/** Those of the fields that there are: what HeyGen has not, it says as null. */
export function present(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
	);
}

/** What the user wants of the outputs of an item; read before anything is sent. */
export function readShape({ simplify }: Operation, values: Values): Shape {
	if (!simplify) return 'raw';
	// n8n shows the one parameter in a tool, and the other everywhere else.
	const output = values.optionalChoice('output', SHAPES);
	if (output === undefined) return values.flag('simplify') ? 'simplified' : 'raw';
	if (output !== 'selected') return output;
	const fields = values.list('fields');
	if (fields.length > 0) return fields;
	throw values.refuse(
		`"${values.label('fields')}" is empty`,
		'Name the fields to return, such as id, status; or set Output to Simplified.',
	);
}

/** Some fields of an output, as far as it has them. */
export function fieldsOf(json: IDataObject, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([name]) => names.includes(name)));
}

function shapedOutput({ simplify }: Operation, shape: Shape, output: Output): Output {
	if (shape === 'raw' || !simplify) return output;
	const json = withFailure(output.json);
	if (shape === 'simplified') return { ...output, json: simplify(json) };
	// A field goes by its name in short, too: what HeyGen has just created it calls by other names than what it reads.
	return {
		...output,
		json: fieldsOf({ ...present(simplify(json)), ...json }, shape),
		price: shape.includes(ESTIMATE) ? output.price : undefined,
		reused: shape.includes(REUSED.is) ? output.reused : undefined,
	};
}

/** Runs an operation's own result through the wanted shape; a job that is waited for takes it along. */
export function shaped(
	operation: Operation,
	shape: Shape,
	result: Output | Array<Output | Failed> | Suspended,
): Array<Output | Failed> | Suspended {
	if (result instanceof Suspended) return new Suspended({ ...result.job, shape }, result.limit);
	return [result]
		.flat()
		.map((output) => (output instanceof Failed ? output : shapedOutput(operation, shape, output)));
}

/** The output of a job that has ended, in the shape its item wanted; undefined where it has not ended. */
export async function finished(
	operation: Operation,
	finishing: Finishing,
	job: StartedJob,
): Promise<Output | undefined> {
	if (!operation.finish) throw new Error(`${operation.name} cannot be resumed`);
	const output = await operation.finish(finishing, job);
	return output && shapedOutput(operation, job.shape ?? 'raw', output);
}
