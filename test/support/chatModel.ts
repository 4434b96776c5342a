import fastify from 'fastify';

import { isRecord } from '../../sandbox/heygen/contract';

type Arguments = Record<string, unknown>;

/** What the model says: it calls a tool, or gives its answer. */
export type Turn =
	| {
			/** With these, or with what the last tool told makes of them. */
			readonly call: Arguments | ((heard: string) => Arguments);
			/** By its name where there are several. */
			readonly tool?: string;
	  }
	| { readonly say: (heard: string) => string };

/** A chat model as OpenAI serves them, which says what the test has written for it. */
export interface ChatModel {
	/** The base URL of its API. */
	readonly url: string;
	/** The results of tools it was told, in order. */
	readonly heard: string[];
	/** Its next turns. A tool that is not named is the first it was given. */
	script(...turns: Turn[]): void;
	stop(): Promise<void>;
}

interface Asked {
	readonly tool: string;
	readonly lastHeard: string;
	readonly streaming: boolean;
}

function asked(body: unknown): Asked {
	const request = isRecord(body) ? body : {};
	const tools = Array.isArray(request.tools) ? request.tools.filter(isRecord) : [];
	const [tool] = tools.map(({ function: described }) => (isRecord(described) ? described.name : undefined));
	const messages = Array.isArray(request.messages) ? request.messages.filter(isRecord) : [];
	const last = messages.filter(({ role }) => role === 'tool').at(-1);
	return {
		tool: String(tool),
		lastHeard: typeof last?.content === 'string' ? last.content : '',
		streaming: request.stream === true,
	};
}

export async function startChatModel(): Promise<ChatModel> {
	const app = fastify();
	const turns: Turn[] = [];
	const heard: string[] = [];
	let calls = 0;

	app.post('/v1/chat/completions', async (request, reply) => {
		const { tool, lastHeard, streaming } = asked(request.body);
		const turn = turns.shift();
		if (!turn || streaming) {
			const message = turn ? 'this model does not stream' : 'this model has nothing more to say';
			return await reply.status(400).send({ error: { message, type: 'invalid_request_error' } });
		}
		if (lastHeard !== '') heard.push(lastHeard);
		const message =
			'call' in turn
				? {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${++calls}`,
								type: 'function',
								function: {
									name: turn.tool ?? tool,
									arguments: JSON.stringify(
										typeof turn.call === 'function' ? turn.call(lastHeard) : turn.call,
									),
								},
							},
						],
					}
				: { role: 'assistant', content: turn.say(lastHeard) };
		return {
			id: `chatcmpl-${calls}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: 'call' in turn ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${url}/v1`,
		heard,
		script(...next) {
			turns.splice(0, turns.length, ...next);
			heard.length = 0;
		},
		stop: async () => await app.close(),
	};
}
