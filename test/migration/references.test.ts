import type { INodeParameters } from 'n8n-workflow';

import { around, fixture, generating, migrated } from './fixtures';

// What reads an old answer, and how it reads the new one.

const body = {
	video_inputs: [{ character: { avatar_id: 'look-1' }, voice: { input_text: 'Hello', voice_id: 'voice-1' } }],
};

/** What an expression behind a request is afterwards, and what is said of it. */
function used(use: string, request: INodeParameters = generating(body)): { text: unknown; said: string[] } {
	const { node, said } = migrated(around(request, { use }));
	return { text: node('Use').parameters.value, said: said('check', 'Use') };
}

describe('An expression', () => {
	it.each([
		['={{ $json.data.video_id }}', '={{ $json.video_id }}'],
		['={{$json["data"]["video_id"]}}', '={{$json.video_id}}'],
		["={{ $('Request').item.json.data.video_id }}", "={{ $('Request').item.json.video_id }}"],
		[
			'={{ $("Request").first().json.data?.video_id ?? "none" }}',
			'={{ $("Request").first().json.video_id ?? "none" }}',
		],
		['={{ $node["Request"].json["data"]["video_id"] }}', '={{ $node["Request"].json.video_id }}'],
		['={{ $item(0).$node["Request"].json.data.video_id }}', '={{ $item(0).$node["Request"].json.video_id }}'],
		['={{ $items("Request")[0].json.data.video_id }}', '={{ $items("Request")[0].json.video_id }}'],
		['={{ $input.item.json.data.video_id.length }}', '={{ $input.item.json.video_id.length }}'],
		['={{ $input.all()[0].json.data.video_id }}', '={{ $input.all()[0].json.video_id }}'],
		['=ID: {{ $json.data.video_id }} of {{ $now }}', '=ID: {{ $json.video_id }} of {{ $now }}'],
		['={{ { id: $json.data.video_id } }}', '={{ { id: $json.video_id } }}'],
		['={{ `${$json.data.video_id}-${$json.data.status}` }}', '={{ `${$json.video_id}-${$json.status}` }}'],
	])('%s becomes %s', (use, expected) => {
		expect(used(use)).toEqual({ text: expected, said: [] });
	});

	it.each([
		'={{ $json.data }}',
		'={{ JSON.stringify($json.data) }}',
		'={{ $json.data.something }}',
		'={{ $json.error }}',
		"={{ $('Request').item.json.data[$json.key] }}",
		'={{ $json.code }}',
	])('%s stays, and is said not to be certain', (use) => {
		const { text, said } = used(use);

		expect(text).toBe(use);
		if (!use.includes('[$json.key]')) expect(said).toHaveLength(1);
	});

	it.each([
		'={{ $json.title }}',
		"={{ $('Start').item.json.data.video_id }}",
		'data.video_id',
		'={{ $vars.data }}',
	])('%s has nothing to do with it', (use) => {
		expect(used(use)).toEqual({ text: use, said: [] });
	});

	it('reads through status and headers around the answer', () => {
		const request = { ...generating(body), options: { response: { response: { fullResponse: true } } } };

		expect(used('={{ $json.body.data.video_id }}', request).text).toBe('={{ $json.video_id }}');
	});

	it('in a successor of several nodes stays where the others are not known', () => {
		const workflow = around(generating(body));
		const [start] = workflow.nodes;
		if (start) workflow.nodes.push({ ...start, id: 'Other', name: 'Other', type: 'n8n-nodes-base.code' });
		workflow.connections.Other = { main: [[{ node: 'Use', type: 'main', index: 0 }]] };
		const { node, said } = migrated(workflow);

		expect(node('Use').parameters.value).toBe('={{ $json.data.video_id }}');
		expect(said('check', 'Use').join()).toContain('"data.video_id"');
	});
});

describe('Code', () => {
	/** What a Code node behind the request becomes. */
	function code(jsCode: string): { text: unknown; said: string[] } {
		const workflow = around(generating(body));
		const use = workflow.nodes[2];
		if (use) Object.assign(use, { type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode } });
		const { node, said } = migrated(workflow);
		return { text: node('Use').parameters.jsCode, said: said('check', 'Use') };
	}

	it.each([
		[
			'return [{ json: { id: $input.first().json.data.video_id } }];',
			'return [{ json: { id: $input.first().json.video_id } }];',
		],
		[
			'return items.map((item) => ({ json: { id: item.json.data.video_id } }));',
			'return items.map((item) => ({ json: { id: item.json.video_id } }));',
		],
		[
			'const out = [];\nfor (const item of $input.all()) {\n  out.push(item.json.data.video_id);\n}\nreturn out;',
			'const out = [];\nfor (const item of $input.all()) {\n  out.push(item.json.video_id);\n}\nreturn out;',
		],
		[
			'const answer = $json;\nreturn { json: { id: answer.data.video_id } };',
			'const answer = $json;\nreturn { json: { id: answer.video_id } };',
		],
		[
			'const data = $input.first().json.data;\nreturn [{ json: { id: data.video_id } }];',
			'const data = $input.first().json;\nreturn [{ json: { id: data.video_id } }];',
		],
		[
			'const { data } = $input.first().json;\nreturn [{ json: { id: data.video_id } }];',
			'const data = $input.first().json;\nreturn [{ json: { id: data.video_id } }];',
		],
		[
			'const { video_id } = $json.data;\nreturn { json: { video_id } };',
			'const { video_id } = $json;\nreturn { json: { video_id } };',
		],
		[
			'const { caption_url: srt } = $json.data;\nreturn { json: { srt } };',
			'const { subtitle_url: srt } = $json;\nreturn { json: { srt } };',
		],
		[
			'const id = $json.data.video_id;\nreturn { json: { id, twice: id + id } };',
			'const id = $json.video_id;\nreturn { json: { id, twice: id + id } };',
		],
	])('%s becomes %s', (before, after) => {
		expect(code(before)).toEqual({ text: after, said: [] });
	});

	it('whose variable stands for two things stays, and that is said', () => {
		const before = 'let data = $json.data;\ndata = {};\nreturn { json: { id: data.video_id } };';

		expect(code(before).text).toBe(before);
		expect(code(before).said).toHaveLength(1);
	});

	it('that cannot be read stays, and is mentioned where it names the node', () => {
		const before = "const a = $('Request' ;";

		expect(code(before)).toEqual({
			text: before,
			said: [expect.stringContaining('"code that could not be read"')],
		});
	});
});

describe('Nodes behind a loop that has gone', () => {
	it('read what is there now, by the names that are there now', () => {
		const { node } = migrated(fixture('loop-if-2'));

		expect(node('Log Link').parameters).toMatchObject({
			columns: {
				value: {
					Link: '={{ $json.video_url }}',
					Thumbnail: "={{ $(' HeyGen: Create Video').item.json.thumbnail_url }}",
					Id: "={{ $(' HeyGen: Create Video').item.json.video_id }}",
				},
			},
		});
	});

	it('read from the node that waits where another stands between', () => {
		const { node, targets } = migrated(fixture('code-nodes'));

		expect(targets('Take ID')).toEqual([['Shape']]);
		expect(node('Shape').parameters.jsCode).toContain(
			"const { video_url, duration } = $('Make').first().json;",
		);
	});

	it('read what failed from the item of the error output', () => {
		const { node } = migrated(fixture('loop-switch-3'));

		expect(node('Complain').parameters.text).toBe('=HeyGen failed: {{ $json.error }}');
	});

	it('compare a state by its old name', () => {
		const { node } = migrated(fixture('translation-switch-1'));

		expect(JSON.stringify(node('Use').parameters)).toContain(
			"{{ ($json.status === 'completed' ? 'success' : $json.status) }}",
		);
	});
});

describe('What has been through other nodes', () => {
	/** The request, then a node, then one that uses what comes. */
	function through(
		type: string,
		parameters: INodeParameters,
		use: string,
		typeVersion = 1,
	): { text: unknown; said: string[] } {
		const workflow = around(generating(body), { use });
		const [start] = workflow.nodes;
		if (start)
			workflow.nodes.push({ ...start, id: 'Between', name: 'Between', type, typeVersion, parameters });
		workflow.connections.Request = { main: [[{ node: 'Between', type: 'main', index: 0 }]] };
		workflow.connections.Between = { main: [[{ node: 'Use', type: 'main', index: 0 }]] };
		const { node, said } = migrated(workflow);
		return { text: node('Use').parameters.value, said: said('check', 'Use') };
	}

	const add = (name: string) => ({
		assignments: { assignments: [{ id: '1', name, value: 'x', type: 'string' }] },
	});

	it.each<[string, string, INodeParameters, number]>([
		['a Set that adds', 'set', { ...add('extra'), includeOtherFields: true }, 3.4],
		['an old Set that adds', 'set', { values: { string: [{ name: 'extra', value: 'x' }] } }, 2],
		['a Wait', 'wait', { amount: 5 }, 1.1],
		['a Filter', 'filter', { conditions: {} }, 2],
		['a Limit', 'limit', {}, 1],
	])('is read as it is now behind %s', (_, type, parameters, version) => {
		const use = '={{ $json.data.video_id }}';

		expect(through(`n8n-nodes-base.${type}`, parameters, use, version)).toEqual({
			text: '={{ $json.video_id }}',
			said: [],
		});
		expect(
			through(`n8n-nodes-base.${type}`, parameters, "={{ $('Between').item.json.data.video_id }}", version)
				.text,
		).toBe("={{ $('Between').item.json.video_id }}");
	});

	it.each<[string, string, INodeParameters, number]>([
		['a Merge', 'merge', {}, 3],
		['code', 'code', { jsCode: 'return items;' }, 2],
		['a Set that sets data', 'set', { ...add('data.video_id'), includeOtherFields: true }, 3.4],
	])('is not certain behind %s, and that is said', (_, type, parameters, version) => {
		const use = '={{ $json.data.video_id }} {{ $json.data.other }}';
		const { text, said } = through(`n8n-nodes-base.${type}`, parameters, use, version);

		expect(text).toBe(use);
		expect(said).toEqual([expect.stringContaining('it reads "data.video_id" of')]);
	});

	it('is nothing behind a node that gives its own', () => {
		const use = '={{ $json.data.video_id }}';

		expect(through('n8n-nodes-base.httpRequest', { url: 'https://example.com' }, use)).toEqual({
			text: use,
			said: [],
		});
	});
});
