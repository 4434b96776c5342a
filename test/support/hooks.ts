import { ExecutionLifecycleHooks } from 'n8n-core';
import type { Workflow, WorkflowExecuteMode } from 'n8n-workflow';

/** What n8n does beside an execution: nothing, in a test without its server. */
export function hooksOf(
	{ id, active }: Workflow,
	mode: WorkflowExecuteMode,
	executionId: string,
): ExecutionLifecycleHooks {
	return new ExecutionLifecycleHooks(mode, executionId, {
		id,
		name: 'Test',
		active,
		isArchived: false,
		nodes: [],
		connections: {},
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
	});
}
