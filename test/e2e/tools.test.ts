import type { WorkflowFile } from '../../sandbox/n8n/client';
import { describe as describeExecution, resultOf } from '../../sandbox/n8n/execution';
import { startChatModel, type ChatModel } from '../support/chatModel';
import { callTool } from '../support/mcp';
import { MCP_PATH, mcpServer, videoTool } from '../support/toolNode';
import { heyGenNode, PACKAGE, startWorld, type World } from '../support/world';

jest.setTimeout(300_000);

let world: World;
let model: ChatModel;

beforeAll(async () => {
	model = await startChatModel();
	world = await startWorld({ settings: { renderMs: 300 } });
});
afterAll(async () => {
	await world?.stop();
	await model?.stop();
});
beforeEach(async () => await world.control.reset());

/** An AI Agent that has the node as its tool, and a model that says what the test wrote. */
async function agent(typeVersion: number, settings: Record<string, unknown> = {}): Promise<WorkflowFile> {
	const openAi = await world.client.saveCredential('Scripted model', 'openAiApi', {
		apiKey: 'none',
		url: model.url,
	});
	return {
		name: `Agent ${typeVersion} ${JSON.stringify(settings)}`,
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion,
				parameters: { promptType: 'define', text: 'Make a video that says hello', options: {} },
			},
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.1,
				parameters: { model: 'scripted', options: { maxRetries: 0 } },
				credentials: { openAiApi: { id: openAi.id, name: openAi.name } },
			},
			videoTool(world.credential, settings),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			'Create video': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}

/** The link in what the tool answered. */
function linkIn(heard: string): string {
	return /"video_url":"([^"]+)"/.exec(heard)?.[1] ?? `no link in ${heard}`;
}

const reports = { say: (heard: string) => `Here it is: ${linkIn(heard)}` };

async function run(file: WorkflowFile): Promise<string> {
	const workflow = await world.client.saveWorkflow(file);
	const execution = await world.client.runToEnd(workflow.id, { from: 'Start', timeoutMs: 120_000 });
	expect(describeExecution(execution)).toContain('success');
	return String(resultOf(execution, 'Agent')[0]?.json.output);
}

async function videoIds(): Promise<unknown[]> {
	const { videos } = await world.control.state();
	return videos.map(({ id }) => id);
}

test.each([2.2, 3.1])('an AI Agent %s makes a video and reports its link', async (version) => {
	model.script({ call: { script: 'Hello from the agent' } }, reports);

	expect(await run(await agent(version))).toMatch(/^Here it is: http.+\.mp4/);
	expect(await videoIds()).toHaveLength(1);
});

test.each([2.2, 3.1])(
	'an AI Agent %s whose tool gets no answer five times pays once under Retry On Fail',
	async (version) => {
		// As often as the node asks by itself: what comes after is another try of n8n's.
		await world.control.addFault({ kind: 'loseResponse', operationId: 'videoCreate', times: 5 });
		model.script({ call: { script: 'Hello from the agent' } }, reports);
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };

		expect(await run(await agent(version, settings))).toMatch(/^Here it is: http.+\.mp4/);
		expect(await videoIds()).toHaveLength(1);
		const [fault] = await world.control.faults();
		expect(fault?.struck).toBe(5);
	},
);

test.each([2.2, 3.1])(
	'an AI Agent %s that asks for the same video again pays once, and for another pays again',
	async (version) => {
		model.script(
			{ call: { script: 'Hello' } },
			{ call: { script: 'Hello' } },
			{ call: { script: 'Good evening' } },
			reports,
		);

		await run(await agent(version));
		const [first, second, third] = model.heard.map(linkIn);
		expect(new URL(second!).pathname).toBe(new URL(first!).pathname);
		expect(third).not.toBe(first);
		expect(await videoIds()).toHaveLength(2);
	},
);

describe('MCP Server Trigger', () => {
	const url = () => `${world.n8n.url}/mcp/${MCP_PATH}`;

	test('gives every caller a video of their own', async () => {
		const workflow = await world.client.saveWorkflow(mcpServer('MCP videos', videoTool(world.credential)));
		await world.client.activateWorkflow(workflow);

		const links = [
			linkIn(await callTool(url(), { script: 'Hello' })),
			linkIn(await callTool(url(), { script: 'Hello' })),
		];

		expect(new Set(links).size).toBe(2);
		expect(await videoIds()).toHaveLength(2);
		await world.client.deactivateWorkflow(workflow.id);
	});

	test('gives what a read answers', async () => {
		const account = heyGenNode({
			name: 'Account',
			resource: 'account',
			operation: 'get',
			parameters: { toolDescription: 'Tells the balance' },
			credential: world.credential,
		});
		const tool = { ...account, type: `${PACKAGE}.heyGenTool` };
		const workflow = await world.client.saveWorkflow(mcpServer('MCP account', tool));
		await world.client.activateWorkflow(workflow);

		expect(await callTool(url(), {})).toContain('"email"');
		await world.client.deactivateWorkflow(workflow.id);
	});
});
