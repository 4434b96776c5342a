import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readExamples } from '../../sandbox/examples';
import type { WorkflowFile, WorkflowNode } from '../../sandbox/n8n/client';
import { projectRoot } from '../../sandbox/n8n/install-package';
import { boxOf, isNote, type Box } from '../support/canvas';

const index = readFileSync(join(projectRoot, 'examples', 'README.md'), 'utf8');

/** The colors of notes, as n8n numbers them. */
const PURPLE = 6;

/** What talks to a service other than HeyGen. A language model below an agent can be pinned no more than any sub-node. */
const OUTSIDE = /\.(gmail|openAi|rssFeedRead|slack)$/;

/** Pixels below a node in which n8n writes its name and what it does. */
const NAME = 64;

const examples: Array<[string, WorkflowFile]> = [];

beforeAll(async () => {
	examples.push(...(await readExamples()));
});

const overlap = (one: Box, other: Box) =>
	one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const holds = (outer: Box, inner: Box) =>
	outer.left <= inner.left &&
	outer.right >= inner.right &&
	outer.top <= inner.top &&
	outer.bottom >= inner.bottom;

function withName(node: WorkflowNode): Box {
	const box = boxOf(node);
	return { ...box, bottom: box.bottom + NAME };
}

/** Pairs of nodes or notes that lie on each other. */
function overlapsIn(boxes: ReadonlyArray<readonly [string, Box]>): string[] {
	return boxes.flatMap(([name, box], at) =>
		boxes.slice(at + 1).flatMap(([other, its]) => (overlap(box, its) ? [`${name} and ${other}`] : [])),
	);
}

const nodesOf = ({ nodes }: WorkflowFile) => nodes.filter((node) => !isNote(node));
const notesOf = ({ nodes }: WorkflowFile) => nodes.filter(isNote);
const textOf = ({ parameters }: WorkflowNode) => String(parameters.content);

test('each example has a row in the index, with its picture', () => {
	for (const [name] of examples) {
		const row = index.split('\n').find((line) => line.includes(`](${name}.json)`));
		const picture = `docs/images/examples/${name}.png`;
		expect([name, row]).toEqual([name, expect.stringContaining(`../${picture}`)]);
		expect([name, existsSync(join(projectRoot, picture))]).toEqual([name, true]);
		expect(statSync(join(projectRoot, picture)).size).toBeLessThan(200_000);
	}
	expect(index.match(/\]\([\w-]+\.json\)/g)).toHaveLength(examples.length);
});

test('nothing lies on anything else, and each node lies in one note that tells of it', () => {
	for (const [name, file] of examples) {
		const named = (nodes: WorkflowNode[], box: (node: WorkflowNode) => Box) =>
			nodes.map((node): [string, Box] => [`${name}: ${node.name}`, box(node)]);
		expect(overlapsIn(named(nodesOf(file), withName))).toEqual([]);
		expect(overlapsIn(named(notesOf(file), boxOf))).toEqual([]);
		for (const node of nodesOf(file)) {
			const around = notesOf(file).filter((note) => holds(boxOf(note), withName(node)));
			expect([name, node.name, around.length]).toEqual([name, node.name, 1]);
		}
	}
});

test('what talks to another service is pinned, in a purple note, and the first note says so', () => {
	for (const [name, file] of examples) {
		const pinned = Object.keys(file.pinData ?? {});
		const outside = nodesOf(file)
			.filter(({ type }) => OUTSIDE.test(type))
			.map((node) => node.name);
		expect([name, pinned]).toEqual([name, expect.arrayContaining(outside)]);
		const [about] = notesOf(file);
		for (const each of nodesOf(file).filter((node) => pinned.includes(node.name))) {
			expect([name, about && textOf(about)]).toEqual([name, expect.stringContaining(`*${each.name}*`)]);
			const note = notesOf(file).find((around) => holds(boxOf(around), withName(each)));
			expect([name, each.name, note?.parameters.color]).toEqual([name, each.name, PURPLE]);
		}
	}
});

test('an example brings no credential, and every node that an expression names is there', () => {
	for (const [name, file] of examples) {
		expect(JSON.stringify(file)).not.toContain('"credentials"');
		const names = new Set(file.nodes.map((node) => node.name));
		expect([name, names.size]).toEqual([name, file.nodes.length]);
		const inExpressions = [...JSON.stringify(file).matchAll(/\$\('([^']+)'\)/g)].map(([, node]) => node);
		for (const node of inExpressions) expect([name, node, names.has(node ?? '')]).toEqual([name, node, true]);
	}
});
