import type { Credential, WorkflowFile, WorkflowNode } from '../../sandbox/n8n/client';
import { byId, heyGenNode, LOOK, PACKAGE } from './world';

/** The node as a tool that makes a video of what it is told to say. */
export function videoTool(credential: Credential, settings: Record<string, unknown> = {}): WorkflowNode {
	const node = heyGenNode({
		name: 'Create video',
		resource: 'video',
		operation: 'create',
		parameters: {
			toolDescription: 'Makes a video in which an avatar says the script. Each call costs money.',
			type: 'avatar',
			avatarId: byId(LOOK),
			voiceSource: 'script',
			script: "={{ $fromAI('script', 'What the avatar says', 'string') }}",
			wait: true,
			download: [],
			options: { engine: 'default', waitBy: 'polling', waitLimit: 2 },
		},
		credential,
		settings,
	});
	return { ...node, type: `${PACKAGE}.heyGenTool` };
}

/** Where the MCP server of {@link mcpServer} is. */
export const MCP_PATH = 'heygen-tools';

/** A server that offers the tool to MCP clients. */
export function mcpServer(name: string, tool: WorkflowNode): WorkflowFile {
	return {
		name,
		nodes: [
			{
				name: 'MCP Server Trigger',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2.1,
				parameters: { authentication: 'none', path: MCP_PATH },
				webhookId: 'b7a0c1de-6a1c-4a53-8c77-0e3a4f3f5a10',
			},
			tool,
		],
		connections: { [tool.name]: { ai_tool: [[{ node: 'MCP Server Trigger', type: 'ai_tool', index: 0 }]] } },
	};
}
