import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { migrateWorkflow, type Note } from '../../migration';
import { isRecord } from '../../nodes/HeyGen/api/json';

const FOLDER = join(__dirname, 'fixtures');

export interface SavedWorkflow extends IDataObject {
	nodes: Array<INode & IDataObject>;
	connections: Record<string, Record<string, Array<Array<{ node: string; type: string; index: number }>>>>;
}

export function isWorkflow(value: unknown): value is SavedWorkflow {
	return isRecord(value) && Array.isArray(value.nodes) && isRecord(value.connections);
}

export const fixtureNames = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.replace(/\.json$/, ''))
	.sort();

export function fixtureFile(name: string): string {
	return join(FOLDER, `${name}.json`);
}

export function fixture(name: string): SavedWorkflow {
	const workflow: unknown = JSON.parse(readFileSync(fixtureFile(name), 'utf8'));
	if (!isWorkflow(workflow)) throw new Error(`${name} is no workflow`);
	return workflow;
}

export interface MigratedFixture {
	readonly workflow: SavedWorkflow;
	readonly notes: readonly Note[];
	/** A node by its name. */
	readonly node: (name: string) => INode & IDataObject;
	/** The names of the nodes that each output of a node leads to. */
	readonly targets: (name: string) => string[][];
	/** What is said of a node, by kind. */
	readonly said: (kind: Note['kind'], node?: string) => string[];
}

export function migrated(given: unknown): MigratedFixture {
	const { workflow, report } = migrateWorkflow(given);
	if (!isWorkflow(workflow)) throw new Error(report.problem ?? 'No workflow came out');
	return {
		workflow,
		notes: report.notes,
		node: (name) => {
			const found = workflow.nodes.find((node) => node.name === name);
			if (!found) throw new Error(`There is no node ${name}`);
			return found;
		},
		targets: (name) =>
			(workflow.connections[name]?.main ?? []).map((output) => output.map(({ node }) => node)),
		said: (kind, node) =>
			report.notes
				.filter((note) => note.kind === kind && (node === undefined || note.node === node))
				.map(({ what, why }) => (why === undefined ? what : `${what}: ${why}`)),
	};
}

/** A workflow of one request to HeyGen, between a trigger and a node that uses what comes. */
export function around(
	parameters: INodeParameters,
	{ typeVersion = 4.2, use = '={{ $json.data.video_id }}' } = {},
): SavedWorkflow {
	const node = (name: string, type: string, own: INodeParameters, version = 1): INode & IDataObject => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: version,
		position: [0, 0],
		parameters: own,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: 'One request',
		nodes: [
			node('Start', 'manualTrigger', {}),
			node('Request', 'httpRequest', parameters, typeVersion),
			node('Use', 'set', { value: use }),
		],
		connections: { Start: to('Request'), Request: to('Use') },
	};
}

/** A request to v2/video/generate with this body. */
export function generating(body: unknown): INodeParameters {
	return {
		method: 'POST',
		url: 'https://api.heygen.com/v2/video/generate',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: typeof body === 'string' ? body : JSON.stringify(body),
	};
}
