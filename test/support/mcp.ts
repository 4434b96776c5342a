import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/**
 * Calls the only tool of an MCP server and answers what it says, in a session of its own as every caller has one.
 *
 * @throws with the tool's message where it failed.
 */
export async function callTool(url: string, args: Record<string, unknown>): Promise<string> {
	const client = new Client({ name: 'test', version: '1.0.0' });
	await client.connect(new StreamableHTTPClientTransport(new URL(url)));
	try {
		const { tools } = await client.listTools();
		const [tool, ...others] = tools;
		if (!tool || others.length > 0) throw new Error(`There are ${tools.length} tools`);
		const { content, isError } = await client.callTool({ name: tool.name, arguments: args });
		const texts = Array.isArray(content) ? content.map((part: unknown) => textOf(part)) : [];
		if (isError) throw new Error(texts.join());
		return texts.join();
	} finally {
		await client.close();
	}
}

function textOf(part: unknown): string {
	return typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : '';
}
