import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './n8n/install-package';
import type { Credential, N8nClient, Workflow, WorkflowFile } from './n8n/client';
import { isObject } from './n8n/json';

const FOLDER = join(projectRoot, 'examples');
const PACKAGE = 'n8n-nodes-heygen-studio.';

function isWorkflowFile(value: unknown): value is WorkflowFile {
	return (
		isObject(value) &&
		typeof value.name === 'string' &&
		Array.isArray(value.nodes) &&
		isObject(value.connections)
	);
}

/** The importable workflows of `examples/`, by file name without its ending. */
export async function readExamples(): Promise<Map<string, WorkflowFile>> {
	const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
	const entries = await Promise.all(
		names.map(async (name): Promise<[string, WorkflowFile]> => {
			const workflow: unknown = JSON.parse(await readFile(join(FOLDER, name), 'utf8'));
			if (!isWorkflowFile(workflow)) throw new Error(`examples/${name} is not a workflow.`);
			return [name.replace(/\.json$/, ''), workflow];
		}),
	);
	return new Map(entries);
}

/** What a user does after importing: chooses the credential in every HeyGen node. */
export function withCredential(workflow: WorkflowFile, { id, name, type }: Credential): WorkflowFile {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith(PACKAGE) ? { ...node, credentials: { [type]: { id, name } } } : node,
		),
	};
}

/** Imports all examples, by file name without its ending. A workflow of the same name is brought up to date. */
export async function importExamples(n8n: N8nClient, credential: Credential): Promise<Map<string, Workflow>> {
	const workflows = new Map<string, Workflow>();
	for (const [name, file] of await readExamples()) {
		// Without it n8n tells what the nodes gave only when the whole execution has ended.
		const settings = { ...file.settings, saveExecutionProgress: true };
		workflows.set(name, await n8n.saveWorkflow({ ...withCredential(file, credential), settings }));
	}
	return workflows;
}
