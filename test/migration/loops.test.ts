import { fixture, migrated, type SavedWorkflow } from './fixtures';

// The loops that people built to wait.

const gone = (name: string) =>
	migrated(fixture(name))
		.notes.filter(({ kind }) => kind === 'removed')
		.map(({ node }) => node)
		.sort();

describe('The loop of', () => {
	it.each<[string, string, string[], string[][]]>([
		[
			'loop-if-2',
			' HeyGen: Create Video',
			['Check Status', 'Completed?', 'Wait Again', 'Wait for HeyGen'],
			[['Log Link']],
		],
		['loop-if-1-http-1', 'Create', ['Done?', 'Status', 'Wait'], [['Tell']]],
		[
			'loop-switch-3',
			'Generate Video',
			['Download', 'Get Video', 'State', 'Wait 30s'],
			[['Upload to Drive'], ['Complain']],
		],
		['sheet-in-batches', 'Video', ['Pause', 'Ready?', 'Status'], [['Write Back']]],
		['code-nodes', 'Make', ['Ask', 'Finished?', 'Wait'], [['Take ID']]],
		['template-once', 'From Template', ['OK', 'Status', 'Wait'], [['Mail'], ['Not OK']]],
		['translation-switch-1', 'Translate', ['Ask', 'Wait', 'Which'], [['Use'], ['Fail']]],
		['photo-loop', 'Generate', ['Look', 'Ready', 'Wait'], [['First']]],
		['upload-av4-once', 'Speak', ['Get', 'Wait'], [['Send']]],
		['agent-filter-tool', 'Agent', ['Filter', 'Status', 'Wait'], [['Use']]],
		['retry-counter', 'Create', ['Count', 'Done?', 'Status', 'Too often?', 'Wait'], [['Save'], ['Give Up']]],
		['sheet-in-between', 'HTTP Request1', ['HTTP Request2', 'Wait'], [['Save ID']]],
		['official-loop-and-trigger', 'Create', ['Get', 'If', 'Wait'], [['Use']]],
	])('%s is the waiting of "%s"', (name, creator, removed, targets) => {
		const { node, targets: targetsOf } = migrated(fixture(name));

		expect(gone(name)).toEqual(removed);
		expect(node(creator).parameters.wait).toBe(true);
		expect(targetsOf(creator)).toEqual(targets);
		expect(node(creator).onError).toBe(targets.length > 1 ? 'continueErrorOutput' : undefined);
	});

	it('subworkflow-state stays, for nothing is created there', () => {
		const { node, targets } = migrated(fixture('subworkflow-state'));

		expect(gone('subworkflow-state')).toEqual([]);
		expect(node('State').parameters).toMatchObject({ resource: 'video', operation: 'get' });
		expect(JSON.stringify(node('Done?').parameters)).toContain('{{ $json.status }}');
		expect(targets('Later')).toEqual([['State']]);
	});
});

/** A workflow with a change. */
function changed(name: string, change: (workflow: SavedWorkflow) => void): SavedWorkflow {
	const workflow = fixture(name);
	change(workflow);
	return workflow;
}

function connect({ connections }: SavedWorkflow, from: string, to: string, output = 0): void {
	const main = ((connections[from] ??= {}).main ??= []);
	while (main.length <= output) main.push([]);
	main[output]?.push({ node: to, type: 'main', index: 0 });
}

describe('A loop stays where', () => {
	it.each<[string, (workflow: SavedWorkflow) => void]>([
		[
			'something else leads into it',
			(workflow) => {
				connect(workflow, 'Write Script', 'Wait for HeyGen');
			},
		],
		[
			'something is done each time',
			(workflow) => {
				const [sheet] = workflow.nodes.filter(({ name }) => name === 'Log Link');
				if (sheet) workflow.nodes.push({ ...sheet, id: 'x', name: 'Tell' });
				workflow.connections['Completed?']?.main?.[1]?.splice(0, 1);
				connect(workflow, 'Completed?', 'Tell', 1);
				connect(workflow, 'Tell', 'Wait Again');
			},
		],
		[
			'its If asks for something that is not known',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Completed?');
				if (node)
					node.parameters = {
						conditions: { string: [{ value1: '={{ $json.data.mood }}', value2: 'good' }] },
					};
			},
		],
		[
			'the question is switched off',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Check Status');
				if (node) node.disabled = true;
			},
		],
	])('%s', (_, change) => {
		const { node, targets } = migrated(changed('loop-if-2', change));

		expect(node(' HeyGen: Create Video').parameters.wait).toBe(false);
		expect(node('Check Status').parameters).toMatchObject({ resource: 'video', operation: 'get' });
		expect(targets('Check Status')).toEqual([['Completed?']]);
	});
});

it('asks on where something else leads into what decides', () => {
	const { node } = migrated(changed('template-once', (workflow) => connect(workflow, 'Hook', 'OK')));

	expect(node('From Template').parameters.wait).toBe(false);
	expect(node('Status').parameters).toMatchObject({ resource: 'video', operation: 'get' });
});

it('data pinned to what is another node now goes, that of others stays', () => {
	const { workflow, said } = migrated(fixture('loop-if-2'));

	expect(workflow.pinData).toEqual({ 'Write Script': [{ json: { output: 'Hello' } }] });
	expect(said('dropped', 'Check Status')).toEqual([
		'its pinned data was removed: it has the shape of the old answer',
	]);
});

describe('A download', () => {
	it('is the own one of the node where its file is taken by name', () => {
		const { node } = migrated(fixture('loop-switch-3'));

		expect(node('Generate Video').parameters.download).toEqual(['video']);
		expect(node('Upload to Drive').parameters.inputDataFieldName).toBe('video');
	});

	it.each<[string, (workflow: SavedWorkflow) => void]>([
		[
			'who takes the file is not known',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Upload to Drive');
				if (node) node.type = 'n8n-nodes-base.somethingElse';
			},
		],
		[
			'another file is taken',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Upload to Drive');
				if (node) node.parameters.inputDataFieldName = 'other';
			},
		],
		[
			'it is mentioned',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Complain');
				if (node) node.parameters.text = "={{ $('Download').isExecuted }}";
			},
		],
		[
			'it sends headers',
			(workflow) => {
				const [node] = workflow.nodes.filter(({ name }) => name === 'Download');
				if (node) node.parameters.headerParameters = { parameters: [{ name: 'Range', value: 'bytes=0-9' }] };
			},
		],
	])('stays where %s', (_, change) => {
		const { node } = migrated(changed('loop-switch-3', change));

		expect(node('Download').parameters.url).toBe('={{ $json.video_url }}');
		expect(node('Generate Video').parameters.download).toEqual([]);
	});
});

describe('A Split Out behind a list', () => {
	it('goes, for each entry is an item', () => {
		const { node, targets, said } = migrated(fixture('lists'));

		expect(targets('Avatars')).toEqual([['Names']]);
		expect(said('removed', 'Split')).toEqual(['"Avatars" gives an item for each entry itself']);
		expect(said('check', 'Avatars')).toEqual([]);
		expect(JSON.stringify(node('Names').parameters)).toContain(
			"{{ $json.id }} {{ $('Avatars').item.json.name }}",
		);
	});

	it.each<[string, (workflow: SavedWorkflow) => void]>([
		[
			'it splits something else',
			({ nodes }) => {
				for (const node of nodes)
					if (node.name === 'Split') node.parameters.fieldToSplitOut = 'data.talking_photos';
			},
		],
		['it is not alone', (workflow) => connect(workflow, 'Avatars', 'Left')],
		['something else leads to it', (workflow) => connect(workflow, 'Run', 'Split')],
	])('stays where %s', (_, change) => {
		const { targets, said } = migrated(changed('lists', change));

		expect(targets('Split')).toEqual([['Names']]);
		expect(said('check', 'Avatars').join()).toContain('it gives an item for each entry');
	});
});
