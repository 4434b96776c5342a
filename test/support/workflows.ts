import type { WorkflowFile } from '../../sandbox/n8n/client';

/** A chain of nodes behind a Manual Trigger called "Start". */
export function chain(name: string, ...nodes: WorkflowFile['nodes']): WorkflowFile {
	const all = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		...nodes,
	];
	return { name, nodes: all, connections: connected(all.map((node) => node.name)) };
}

export function connected(names: string[]): WorkflowFile['connections'] {
	return Object.fromEntries(
		names
			.slice(0, -1)
			.map((from, index): [string, unknown] => [
				from,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
}

/** A web request starts the workflow, which is answered at once. */
export function webhook(path: string): WorkflowFile['nodes'][number] {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		webhookId: path,
	};
}

/** Edit Fields. */
export function set(name: string, fields: Record<string, string>): WorkflowFile['nodes'][number] {
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			assignments: {
				assignments: Object.entries(fields).map(([field, value]) => ({
					id: field,
					name: field,
					value,
					type: 'string',
				})),
			},
		},
	};
}
