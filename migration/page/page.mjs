import { KINDS, lineOf, migrateWorkflow, textOf } from '../index.ts';

// The page: a workflow in, the migrated one and the report out. Nothing leaves it.

const at = (id) => document.getElementById(id);

let result;
let name = 'workflow';

function show(report) {
	const list = at('notes');
	list.replaceChildren();
	at('problem').textContent = report.problem ?? '';
	for (const [kind, title] of Object.entries(KINDS)) {
		const notes = report.notes.filter((note) => note.kind === kind);
		if (notes.length === 0) continue;
		const section = document.createElement('section');
		section.className = kind;
		const heading = document.createElement('h3');
		heading.textContent = title;
		const count = document.createElement('span');
		count.textContent = notes.length;
		heading.append(count);
		const items = document.createElement('ul');
		for (const note of notes) {
			const item = document.createElement('li');
			item.textContent = lineOf(note);
			items.append(item);
		}
		section.append(heading, items);
		list.append(section);
	}
	if (list.children.length === 0 && report.problem === undefined) {
		const nothing = document.createElement('p');
		nothing.textContent = textOf(report);
		list.append(nothing);
	}
}

function migrate(text) {
	let given;
	try {
		given = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		result = undefined;
		at('new').value = '';
		show({
			problem: 'This is no JSON. Copy the nodes from the canvas, or the whole file that n8n downloads.',
			notes: [],
		});
		update();
		return;
	}
	const { workflow, report } = migrateWorkflow(given);
	result = report.problem === undefined ? `${JSON.stringify(workflow, null, 2)}\n` : undefined;
	at('new').value = result ?? '';
	show(report);
	update();
}

function update() {
	at('result').hidden = at('old').value.trim() === '';
	for (const id of ['copy', 'download']) at(id).disabled = result === undefined;
	at('copy').textContent = 'Copy';
}

at('old').addEventListener('input', ({ target }) => {
	name = 'workflow';
	if (target.value.trim() === '') update();
	else migrate(target.value);
});

async function take(file) {
	if (!file) return;
	name = file.name.replace(/(\.migrated)?\.json$/i, '');
	at('old').value = await file.text();
	migrate(at('old').value);
}

at('file').addEventListener('change', ({ target }) => void take(target.files[0]));

for (const kind of ['dragover', 'dragleave', 'drop']) {
	addEventListener(kind, (event) => {
		event.preventDefault();
		document.body.classList.toggle('over', kind === 'dragover');
		if (kind === 'drop') void take(event.dataTransfer.files[0]);
	});
}

at('copy').addEventListener('click', async () => {
	// A page that was opened as a file may not be allowed to write to the clipboard by itself.
	at('new').select();
	const copied = await navigator.clipboard.writeText(result).then(
		() => true,
		() => document.execCommand('copy'),
	);
	at('copy').textContent = copied ? 'Copied' : 'Press Ctrl+C';
});

at('download').addEventListener('click', () => {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([result], { type: 'application/json' }));
	link.download = `${name}.migrated.json`;
	link.click();
	URL.revokeObjectURL(link.href);
});

update();
