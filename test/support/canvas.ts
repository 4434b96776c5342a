import type { WorkflowNode } from '../../sandbox/n8n/client';

/** A rectangle on the canvas, in its pixels. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** How large n8n draws what is no note. What takes tools or a model from below is wider. */
const NODE = 96;
const ROOT = 224;

export const isNote = ({ type }: WorkflowNode) => type === 'n8n-nodes-base.stickyNote';

/** What a node covers, without the name below it. */
export function boxOf(node: WorkflowNode): Box {
	const [left = 0, top = 0] = node.position ?? [];
	const { width, height } = isNote(node)
		? { width: Number(node.parameters.width), height: Number(node.parameters.height) }
		: { width: /\.(agent|openAi)$/.test(node.type) ? ROOT : NODE, height: NODE };
	return { left, top, right: left + width, bottom: top + height };
}

/** What a workflow covers as a whole. */
export function extentOf(nodes: readonly WorkflowNode[]): Box & { width: number; height: number } {
	const boxes = nodes.map(boxOf);
	const left = Math.min(...boxes.map((box) => box.left));
	const top = Math.min(...boxes.map((box) => box.top));
	const right = Math.max(...boxes.map((box) => box.right));
	const bottom = Math.max(...boxes.map((box) => box.bottom));
	return { left, top, right, bottom, width: right - left, height: bottom - top };
}
