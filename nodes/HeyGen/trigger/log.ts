import type { INode, Logger } from 'n8n-workflow';

interface Speaker {
	readonly logger: Logger;
	getNode(): INode;
}

export function warn(context: Speaker, what: string, error: unknown): void {
	context.logger.warn(`HeyGen Trigger: ${what}`, {
		node: context.getNode().name,
		reason: error instanceof Error ? error.message : String(error),
	});
}
