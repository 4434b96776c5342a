import { look, LOOK_ID, video } from '../support/answers';
import { byId, outputOf } from '../support/engine';
import { data, lost, refusal, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { agentOf, callFromMcp, callFromOwnAgent, type Tool } from '../support/tool';

const heygen = useFakeHeyGen();
const time = useVirtualTime();

const FROM_AI = "={{ $fromAI('script', 'what is said', 'string') }}";

const videoTool: Tool = {
	parameters: {
		resource: 'video',
		operation: 'create',
		avatarId: byId(LOOK_ID),
		script: FROM_AI,
		wait: false,
		options: { engine: 'default' },
	},
};
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const accountTool: Tool = { parameters: { resource: 'account', operation: 'get' } };
const photos: Tool = {
	parameters: {
		resource: 'photo',
		operation: 'generate',
		name: 'Anna',
		appearance: 'A friendly teacher',
		wait: false,
	},
};
const rotation: Tool = {
	parameters: { resource: 'webhook', operation: 'rotateSecret', endpointId: byId('ep_1') },
};

function keys(): Array<string | undefined> {
	return heygen()
		.sent.filter(({ method }) => method === 'POST')
		.map(({ headers }) => headers['idempotency-key']);
}

/** HeyGen, where every new key makes a video of its own. */
function videosByKey(): void {
	const made = new Map<string, string>();
	heygen().always('POST', '/v3/videos', ({ headers }) => {
		const key = headers['idempotency-key'] ?? '';
		const id = made.get(key) ?? `video-${made.size + 1}`;
		made.set(key, id);
		return data({ video_id: id, status: 'waiting' });
	});
}

describe('A tool of MCP Server Trigger, which calls outside of an execution', () => {
	it('gives what HeyGen answers', async () => {
		const account = { username: 'anna', email: 'a@example.com', first_name: 'Anna', last_name: 'Berg' };
		heygen().on('GET', '/v3/users/me', data(account));

		expect(await callFromMcp(accountTool, {})).toEqual([account]);
	});

	it('makes a video of its own for every caller, also where two ask for the same', async () => {
		videosByKey();

		const answers = [
			await callFromMcp(videoTool, { script: 'Hello' }),
			await callFromMcp(videoTool, { script: 'Hello' }),
			await callFromMcp(videoTool, { script: 'Good evening' }),
		];

		expect(answers).toMatchObject([
			[{ video_id: 'video-1' }],
			[{ video_id: 'video-2' }],
			[{ video_id: 'video-3' }],
		]);
	});

	it('rotates a secret each time it is asked to', async () => {
		heygen().always(
			'POST',
			'/v3/webhooks/endpoints/ep_1/rotate-secret',
			data({ endpoint_id: 'ep_1', secret: 'whsec_1' }),
		);

		await callFromMcp(rotation, {});
		await callFromMcp(rotation, {});

		expect(new Set(keys()).size).toBe(2);
	});

	it('pays once under Retry On Fail', async () => {
		const answers = [lost(), lost(), lost(), lost(), lost()];
		heygen().on('POST', '/v3/videos', ...answers, data({ video_id: 'v', status: 'waiting' }));

		const answer = await callFromMcp({ ...videoTool, settings: retrying }, { script: 'Hello' });

		expect(answer).toMatchObject([{ video_id: 'v' }]);
		expect(keys()).toHaveLength(6);
		expect(new Set(keys()).size).toBe(1);
	});

	it('does not send again under Retry On Fail what HeyGen takes no key for', async () => {
		heygen().on('POST', '/v2/photo_avatar/photo/generate', lost());
		await expect(callFromMcp({ ...photos, settings: retrying }, {})).rejects.toThrow(
			'An earlier try sent this request',
		);
		expect(heygen().sent).toHaveLength(1);
	});

	it('refuses to wait for a callback before anything is paid', async () => {
		const waiting = {
			...videoTool.parameters,
			wait: true,
			options: { engine: 'default', waitBy: 'callback' },
		};

		await expect(callFromMcp({ parameters: waiting }, { script: 'Hello' })).rejects.toThrow(
			'"Wait By" Callback does not work in a tool of an AI agent',
		);
		expect(heygen().sent).toEqual([]);
	});
});

describe('What is not finished says how to go on', () => {
	const note = (what: string, by: string) =>
		`The ${what} is not finished. HeyGen goes on making it and it is already paid: do not create it again. Read it later with ${by}.`;
	const created = (what: string, by: string) =>
		`The ${what} was created and is paid: do not create it again. Read it later with ${by}.`;
	const getVideo = { resource: 'video', operation: 'get', videoId: byId('v') };

	it('where it is created and not waited for, whatever is given of it', async () => {
		videosByKey();
		const selecting = { ...videoTool.parameters, output: 'selected', fields: 'status' };

		expect(await callFromMcp(videoTool, { script: 'Hello' })).toMatchObject([
			{ id: 'video-1', hint: created('video video-1', 'Video > Get and the ID video-1') },
		]);
		expect(await callFromMcp({ parameters: selecting }, { script: 'Hello' })).toEqual([
			{ status: 'waiting', hint: created('video video-2', 'Video > Get and the ID video-2') },
		]);
	});

	it('where it stands in a batch', async () => {
		heygen().on('POST', '/v3/videos/batches', data({ batch_id: 'b' }));

		const batch = { ...videoTool.parameters, operation: 'createBatch' };

		expect(await callFromMcp({ parameters: batch }, { script: 'Hello' })).toMatchObject([
			{ hint: created('video 0 of the batch b', 'Video > Get Batch and the ID b') },
		]);
	});

	it('where it is read', async () => {
		heygen().on('GET', '/v3/videos/v', data(video('v', { status: 'processing' })));
		heygen().on('GET', `/v3/avatars/looks/${LOOK_ID}`, data(look({ status: 'processing' })));

		const getLook = { resource: 'look', operation: 'get', lookId: byId(LOOK_ID) };

		expect(await callFromMcp({ parameters: getVideo }, {})).toMatchObject([
			{ status: 'processing', hint: note('video v', 'Video > Get and the ID v') },
		]);
		expect(await callFromMcp({ parameters: getLook }, {})).toMatchObject([
			{ hint: note(`look ${LOOK_ID}`, `Look > Get and the ID ${LOOK_ID}`) },
		]);
	});

	it.each(['completed', 'failed'] as const)('and what is %s says nothing of the kind', async (status) => {
		heygen().on('GET', '/v3/videos/v', data(video('v', { status })));

		const [answer] = (await callFromMcp({ parameters: getVideo }, {})) as object[];

		expect(answer).toMatchObject({ status });
		expect(answer).not.toHaveProperty('hint');
	});

	it('to an agent only', async () => {
		videosByKey();

		const [output] = await outputOf({ parameters: { ...videoTool.parameters, script: 'Hello' } });

		expect(output).toEqual({ id: 'video-1', video_id: 'video-1', status: 'waiting' });
	});
});

describe("A tool of n8n's own Agents, which call a node without a workflow", () => {
	it('gives what HeyGen answers, and makes a video for every call', async () => {
		videosByKey();
		const own: Tool = { parameters: { ...videoTool.parameters, script: '={{ $json.script }}' } };

		const [first] = await callFromOwnAgent(own, { script: 'Hello' }, 'node-1');
		const [second] = await callFromOwnAgent(own, { script: 'Hello' }, 'node-1');

		expect([first?.json.video_id, second?.json.video_id]).toEqual(['video-1', 'video-2']);
	});
});

describe('A tool of an AI agent in an execution', () => {
	it('pays once under Retry On Fail, though n8n counts every try as a round', async () => {
		let refused = 0;
		videosByKey();
		heygen().serves('GET', '/v3/videos/statuses', () =>
			refused++ < 1
				? refusal(403, 'forbidden', 'Not now')
				: data([{ video_id: 'video-1', status: 'completed' }]),
		);
		heygen().serves('GET', '/v3/videos/video-1', data({ id: 'video-1', status: 'completed' }));
		const parameters = { ...videoTool.parameters, wait: true, options: { engine: 'default', waitLimit: 10 } };

		const answer = await agentOf({ parameters, settings: retrying }).call({ script: 'Hello' });

		expect(answer).toMatchObject([{ id: 'video-1', status: 'completed' }]);
		expect(keys()).toHaveLength(2);
		expect(new Set(keys()).size).toBe(1);
	});

	it('gives what is not finished after 45 seconds as it is, because who asks does not wait much longer', async () => {
		videosByKey();
		heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'processing' }]));
		const parameters = { ...videoTool.parameters, wait: true };
		const began = time().now();

		const answer = await agentOf({ parameters }).call({ script: 'Hello' });

		expect(answer).toMatchObject([
			{ id: 'video-1', hint: expect.stringContaining('do not create it again') as string },
		]);
		expect(time().now() - began).toBe(45_000);
	});

	it('counts what comes before the wait, too', async () => {
		const began = time().now();
		const busy = { ...refusal(429, 'rate_limit_exceeded', 'Later'), headers: { 'retry-after': '30' } };
		heygen().on('POST', '/v3/videos', busy, data({ video_id: 'video-1', status: 'waiting' }));
		heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'processing' }]));
		const parameters = { ...videoTool.parameters, wait: true };

		await agentOf({ parameters }).call({ script: 'Hello' });

		expect(time().now() - began).toBe(45_000);
	});

	it('loads no file that n8n would leave out', async () => {
		videosByKey();
		heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'completed' }]));
		const link = 'https://files.heygen.example/a.mp4';
		heygen().serves(
			'GET',
			'/v3/videos/video-1',
			data(video('video-1', { status: 'completed', video_url: link })),
		);
		const parameters = { ...videoTool.parameters, wait: true, download: ['video'] };

		expect(await agentOf({ parameters }).call({ script: 'Hello' })).toMatchObject([{ video_url: link }]);
	});

	it('waits as long as is chosen', async () => {
		videosByKey();
		heygen().serves('GET', '/v3/videos/statuses', data([{ video_id: 'video-1', status: 'processing' }]));
		const options = { engine: 'default', waitLimit: 2 };
		const parameters = { ...videoTool.parameters, wait: true, options };

		await expect(agentOf({ parameters }).call({ script: 'Hello' })).rejects.toThrow(
			'The video video-1 is not finished after 2 minutes',
		);
	});

	it('pays once where an expression gives each try another value', async () => {
		heygen().on(
			'POST',
			'/v3/videos',
			refusal(400, 'voice_unavailable', 'Not now'),
			data({ video_id: 'v', status: 'waiting' }),
		);
		const parameters = {
			...videoTool.parameters,
			options: { engine: 'default', title: '={{ $now.toMillis() + Math.random() }}' },
		};

		await agentOf({ parameters, settings: retrying }).call({ script: 'Hello' });

		expect(keys()).toHaveLength(2);
		expect(new Set(keys()).size).toBe(1);
	});

	it('makes one job where the agent asks for the same again, and another where it asks for something else', async () => {
		videosByKey();
		const agent = agentOf(videoTool);

		const answers = [
			await agent.call({ script: 'Hello' }),
			await agent.call({ script: 'Hello' }),
			await agent.call({ script: 'Good evening' }),
		];

		expect(answers).toMatchObject([
			[{ video_id: 'video-1' }],
			[{ video_id: 'video-1' }],
			[{ video_id: 'video-2' }],
		]);
	});

	it.each([
		[
			'one after the other',
			async (calls: Array<() => Promise<unknown>>) => [await calls[0]!(), await calls[1]!()],
		],
		[
			'at once',
			async (calls: Array<() => Promise<unknown>>) => await Promise.all(calls.map((call) => call())),
		],
	])('makes one job where HeyGen takes no key for it, asked %s', async (_, together) => {
		let made = 0;
		heygen().always('POST', '/v2/photo_avatar/photo/generate', () =>
			data({ generation_id: `generation-${made++}` }),
		);
		const { parameters } = photos;
		const agent = agentOf({ parameters });

		const answers = await together([async () => await agent.call({}), async () => await agent.call({})]);

		expect(answers).toMatchObject([[{ generation_id: 'generation-0' }], [{ generation_id: 'generation-0' }]]);
		expect(heygen().sent).toHaveLength(1);
	});

	it('makes another job in another execution', async () => {
		videosByKey();

		await agentOf(videoTool, 'execution-1').call({ script: 'Hello' });
		await agentOf(videoTool, 'execution-2').call({ script: 'Hello' });

		expect(new Set(keys()).size).toBe(2);
	});
});

describe('A message to the video agent', () => {
	const message: Tool = {
		parameters: {
			resource: 'videoAgent',
			operation: 'sendMessage',
			sessionId: byId('s-1'),
			message: FROM_AI,
			wait: false,
		},
	};
	const sent = data({ session_id: 's-1', run_id: 'run-1' });

	it('is sent as often as an agent says it: "Yes" may answer two questions', async () => {
		heygen().on('POST', '/v3/video-agents/s-1', sent, sent);
		const agent = agentOf(message);

		const answers = [await agent.call({ script: 'Yes' }), await agent.call({ script: 'Yes' })];

		expect(heygen().sent).toHaveLength(2);
		expect(answers).toMatchObject(
			[1, 2].map(() => [{ hint: expect.stringMatching(/^The message was sent/) as string }]),
		);
	});

	it('is sent once where no answer came', async () => {
		heygen().on('POST', '/v3/video-agents/s-1', lost());
		const agent = agentOf(message);

		await expect(agent.call({ script: 'Yes' })).rejects.toThrow('connection');
		await expect(agent.call({ script: 'Yes' })).rejects.toThrow('An earlier try sent this request');
		expect(heygen().sent).toHaveLength(1);
	});
});
