import type { Translated } from './draft';
import { Untranslatable } from './draft';
import { absorbDownloads } from './download';
import { endpointOf, goesToHeyGen, isCurrent, pathOf } from './endpoints';
import { copyOf, isRecord, textIn, type Fields } from './json';
import { loopsIn, type Loop } from './loop';
import {
	authenticationOf,
	isOfficialNode,
	isOfficialTrigger,
	translateOfficial,
	TRIGGER,
	triggerParameters,
} from './official';
import { AGENT_CREATED, type OutputMap } from './outputs';
import { hasChanges, type Note, type Report } from './report';
import { isHttpRequest, readRequest, type Request } from './request';
import { FAILED_MAPS, rewriteNode, type Became } from './rewrite';
import { keyIn, keyInCode, keysOf } from './secrets';
import { shapedBody } from './shape';
import { splitsIn, type Split } from './split';
import {
	ERROR,
	isCarrying,
	isPassing,
	producersOf,
	readWorkflow,
	writeWorkflow,
	type Edge,
	type Workflow,
	type WorkflowNode,
} from './workflow';

export const PACKAGE = 'n8n-nodes-heygen-studio';

export interface Migrated {
	/** The workflow with this package's nodes; what was given where nothing had to be changed or it is none. */
	readonly workflow: unknown;
	readonly report: Report;
}

/** What a node of the old workflow becomes. */
interface Replacement {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: Fields;
	readonly outputs: OutputMap;
	/** The answer came with status and headers around it. */
	readonly full: boolean;
	readonly credential: string;
	readonly translated?: Translated;
}

const CREDENTIALS = {
	apiKey: 'HeyGen Studio API',
	bearerToken: 'HeyGen Studio Bearer Token API',
	oAuth2: 'HeyGen Studio OAuth2 API',
} as const;

type Authentication = keyof typeof CREDENTIALS;

/** What a node keeps, whatever it becomes. */
const KEPT = [
	'id',
	'position',
	'disabled',
	'notes',
	'notesInFlow',
	'retryOnFail',
	'maxTries',
	'waitBetweenTries',
	'onError',
	'continueOnFail',
	'alwaysOutputData',
	'executeOnce',
	'webhookId',
];

function isTool({ type }: WorkflowNode): boolean {
	return type.endsWith('Tool');
}

function authenticationIn(node: WorkflowNode, request: Request): Authentication {
	if (textIn(node.parameters, 'nodeCredentialType') === 'heyGenOAuth2Api') return 'oAuth2';
	const isBearer = textIn(node.parameters, 'genericAuthType') === 'httpBearerAuth';
	return isBearer || request.headers.has('authorization') ? 'bearerToken' : 'apiKey';
}

/** A node as this package's, where it is one of HeyGen's operations. */
function replacementOf(
	node: WorkflowNode,
	translated: Translated,
	authentication: Authentication,
	full: boolean,
): Replacement {
	const { resource, operation, parameters, outputs } = translated;
	const tool = isTool(node)
		? Object.fromEntries(
				['descriptionType', 'toolDescription']
					.filter((name) => node.parameters[name] !== undefined)
					.map((name) => [name, node.parameters[name]]),
			)
		: {};
	return {
		type: `${PACKAGE}.heyGen${isTool(node) ? 'Tool' : ''}`,
		typeVersion: 1,
		parameters: { authentication, resource, operation, ...tool, ...parameters },
		outputs,
		full,
		credential: CREDENTIALS[authentication],
		translated,
	};
}

interface Sorted {
	readonly replacements: Map<string, Replacement>;
	readonly notes: Note[];
}

function where(request: Request): string {
	const path = pathOf(request);
	// What somebody has put into a path may be anything.
	const told = path
		.split('/')
		.map((part) => (/^[a-z0-9_.]{1,24}$/i.test(part) && !/^[a-f0-9]{12,}$/i.test(part) ? part : '…'));
	return `${request.method} /${told.join('/')}`;
}

function left(node: string, error: Untranslatable, what: string): Note {
	return { kind: 'left', node, what, why: error.message, todo: error.todo };
}

/** Runs a translation, and says what stands in its way. */
function attempt(translate: () => Translated): Translated | Untranslatable {
	try {
		return translate();
	} catch (error) {
		if (error instanceof Untranslatable) return error;
		throw error;
	}
}

function sortHttp(node: WorkflowNode, workflow: Workflow, { replacements, notes }: Sorted): void {
	const request = readRequest(node);
	if (!goesToHeyGen(request)) return;
	notes.push(...keysOf(request, node.name, workflow));
	if (isCurrent(request)) {
		notes.push({
			kind: 'left',
			node: node.name,
			what: `${where(request)} is HeyGen's current API, so it goes on working`,
			todo: "This package's node would wait, download and pay once by itself: build it by hand if you want that",
		});
		return;
	}
	const matched = endpointOf(request);
	if (!matched) {
		notes.push({
			kind: 'left',
			node: node.name,
			what: `${where(request)} is no endpoint that is known here`,
			todo: 'Look for the operation among those of the HeyGen node and build it by hand',
		});
		return;
	}
	const { mark, translate } = matched.endpoint;
	const shaped =
		mark === undefined || !request.body ? undefined : shapedBody(request.body, mark, node.name, workflow);
	const whole = shaped ? { ...request, body: shaped.body, unread: false } : request;
	const translated = attempt(() => translate(whole, matched.id));
	if (translated instanceof Untranslatable) {
		notes.push(left(node.name, translated, `${where(request)} was not migrated`));
		return;
	}
	if (shaped) {
		notes.push({
			kind: 'check',
			node: node.name,
			what: `its fields are read one by one from what "${shaped.from}" makes, by the object that is written there`,
			todo: 'Run both once and compare',
		});
	}
	const authentication = authenticationIn(node, request);
	replacements.set(node.name, replacementOf(node, translated, authentication, request.fullResponse));
}

function sortOfficial(node: WorkflowNode, { replacements, notes }: Sorted): void {
	const translated = attempt(() => translateOfficial(node));
	if (translated instanceof Untranslatable) {
		notes.push(left(node.name, translated, "HeyGen's own node was not migrated"));
		return;
	}
	replacements.set(node.name, replacementOf(node, translated, authenticationOf(node), false));
}

function sortTrigger(node: WorkflowNode, { replacements, notes }: Sorted): void {
	replacements.set(node.name, {
		type: `${PACKAGE}.heyGenTrigger`,
		typeVersion: 1.1,
		parameters: triggerParameters(node),
		outputs: TRIGGER,
		full: false,
		credential: CREDENTIALS.apiKey,
	});
	notes.push({
		kind: 'check',
		node: node.name,
		what: 'the trigger registers its own endpoint at HeyGen when the workflow is published',
		todo: 'Remove the endpoint that was registered at HeyGen for the old trigger, or events arrive at an address that is no more',
	});
}

const LANGCHAIN_TOOL = '@n8n/n8n-nodes-langchain.toolHttpRequest';
const HEYGEN_ADDRESS = /(api|upload)\.heygen\.com/;

/** What calls HeyGen in a way that cannot be translated. */
function sortOther(node: WorkflowNode, { notes }: Sorted): void {
	const { type, parameters, name } = node;
	notes.push(...keyIn(parameters, name));
	const code =
		textIn(parameters, 'jsCode') || textIn(parameters, 'functionCode') || textIn(parameters, 'pythonCode');
	if (HEYGEN_ADDRESS.test(code)) {
		notes.push(...keyInCode(code, name), {
			kind: 'left',
			node: name,
			what: 'its code calls HeyGen itself',
			todo: 'Put a HeyGen node in its place, or behind it',
		});
	}
	if (/heygen/i.test(type) && !type.startsWith(`${PACKAGE}.`)) {
		notes.push({
			kind: 'left',
			node: name,
			what: 'it belongs to another package, whose operations are not known here',
			todo: 'Build it by hand',
		});
	}
	if (type === LANGCHAIN_TOOL && HEYGEN_ADDRESS.test(textIn(parameters, 'url'))) {
		notes.push({
			kind: 'left',
			node: name,
			what: 'it is a tool of an agent whose placeholders a HeyGen node does not have',
			todo: 'Connect a HeyGen node to the agent as a tool, and let the model fill in its parameters',
		});
	}
}

/** The same is said once, by whatever it was found. */
function once(notes: readonly Note[]): Note[] {
	// Of a key it is enough to know the node.
	const keyOf = ({ kind, node, what }: Note) => JSON.stringify([kind, node, kind === 'secret' ? '' : what]);
	return [...new Map(notes.map((note) => [keyOf(note), note])).values()];
}

function sortNodes(workflow: Workflow): Sorted {
	const sorted: Sorted = { replacements: new Map(), notes: [] };
	for (const node of workflow.nodes) {
		if (isHttpRequest(node)) sortHttp(node, workflow, sorted);
		else if (isOfficialNode(node)) sortOfficial(node, sorted);
		else if (isOfficialTrigger(node)) sortTrigger(node, sorted);
		else sortOther(node, sorted);
	}
	return { ...sorted, notes: once(sorted.notes) };
}

/** Loops that have no node in common; one that overlaps with another stays. */
function separate(loops: readonly Loop[], workflow: Workflow): Loop[] {
	const taken = new Set<string>();
	const disabled = new Set(workflow.nodes.filter((node) => node.disabled === true).map(({ name }) => name));
	return loops.filter(({ removed, creators }) => {
		const names = [...removed, ...creators];
		if (names.some((name) => taken.has(name) || disabled.has(name))) return false;
		names.forEach((name) => taken.add(name));
		return true;
	});
}

/** The connections once the loops are gone. */
function rewired(edges: readonly Edge[], loops: readonly Merge[], failing: ReadonlySet<string>): Edge[] {
	const loopAt = new Map(loops.flatMap((loop) => [...loop.removed].map((name) => [name, loop] as const)));
	const seen = new Set<string>();
	const result: Edge[] = [];
	const add = (edge: Edge) => {
		const key = JSON.stringify(edge);
		if (seen.has(key)) return;
		seen.add(key);
		result.push(edge);
	};
	for (const edge of edges) {
		if (loopAt.has(edge.from)) continue;
		const loop = loopAt.get(edge.to);
		if (!loop) add(edge);
		else {
			for (const { kind, to, input, inputKind } of loop.done)
				add({ from: edge.from, kind, output: edge.output, to, input, inputKind });
		}
	}
	for (const { creators, failed = [] } of loops) {
		for (const creator of creators.filter((name) => failing.has(name))) {
			for (const { kind, to, input, inputKind } of failed)
				add({ from: creator, kind, output: 1, to, input, inputKind });
		}
	}
	return result;
}

/** What a node is that has been replaced. */
function replaced(
	node: WorkflowNode,
	replacement: Replacement,
	loop: Loop | undefined,
	failing: boolean,
): WorkflowNode {
	const kept = Object.fromEntries(
		KEPT.filter((name) => node[name] !== undefined).map((name) => [name, node[name]]),
	);
	const { creates, reads, waits } = replacement.translated ?? {};
	const { options, ...parameters } = replacement.parameters;
	const wait = loop !== undefined || waits === true;
	const waiting = creates === undefined ? {} : { wait };
	// Nothing was downloaded by what it replaces.
	const downloading = reads !== undefined || (creates !== undefined && wait) ? { download: [] } : {};
	return {
		...kept,
		...(failing ? { onError: 'continueErrorOutput' } : {}),
		parameters: {
			...parameters,
			...waiting,
			...downloading,
			...(replacement.translated ? { options: options ?? {} } : {}),
		},
		name: node.name,
		type: replacement.type,
		typeVersion: replacement.typeVersion,
	};
}

/** Whether failed jobs leave a node by its error output: it has one, or had none of another kind. */
function failsApart(node: WorkflowNode | undefined, loop: Loop): boolean {
	if (!node || !loop.failed || loop.failed.length === 0) return false;
	return (
		node.onError === undefined || node.onError === 'continueErrorOutput' || node.onError === 'stopWorkflow'
	);
}

/** What has gone into nodes that stay: a loop into those that create, a Split Out into the one that lists. */
type Merge = Pick<Loop, 'creators' | 'status' | 'removed' | 'done' | 'failed'>;

function mergeOf({ list, node, done }: Split): Merge {
	return { creators: [list], status: node, removed: new Set([node]), done };
}

interface Plan {
	readonly before: Workflow;
	readonly after: Pick<Workflow, 'nodes' | 'edges'>;
	readonly replacements: ReadonlyMap<string, Replacement>;
	readonly loops: readonly Loop[];
	readonly splits: readonly Split[];
	readonly merges: readonly Merge[];
}

/** What has become of the items that a node reads, by the name of whoever gave them, or by its input. */
function resolver({ before, after, replacements, merges }: Plan, at: string) {
	const byName = new Map(before.nodes.map((node) => [node.name, node]));
	const loopOf = new Map(merges.map((merge) => [merge.status, merge]));
	const removedBy = new Map(merges.flatMap((loop) => [...loop.removed].map((name) => [name, loop] as const)));

	const targetsOf = (name: string): readonly string[] => loopOf.get(name)?.creators ?? [name];

	/** The map of what a node gave, in what is there now. */
	const mapOf = (name: string): OutputMap | undefined => {
		const own = replacements.get(name);
		const [creator] = loopOf.get(name)?.creators ?? [];
		const created = creator === undefined ? undefined : replacements.get(creator)?.outputs;
		if (!own || !created) return own?.outputs;
		// An agent's video has another name for its ID.
		return created === AGENT_CREATED
			? created
			: { ...created, fields: { ...own.outputs.fields, ...created.fields } };
	};

	return (source: string | undefined): Became | undefined => {
		const node = source === undefined ? undefined : byName.get(source);
		const names =
			source === undefined
				? producersOf(before, at)
				: node && isPassing(node) && !replacements.has(source)
					? producersOf(before, source)
					: new Set([source]);
		const known = [...names].filter((name) => replacements.has(name));
		if (known.length === 0) {
			const carried = [...producersOf(before, source ?? at, isCarrying)].filter((name) =>
				replacements.has(name),
			);
			const isCarried = source === undefined || (node !== undefined && isCarrying(node));
			return isCarried && carried.length > 0
				? {
						maps: carried.flatMap((name) => mapOf(name) ?? []),
						mixed: true,
						full: false,
						remote: true,
						lost: false,
					}
				: undefined;
		}
		const maps = known.flatMap((name) => mapOf(name) ?? []);
		const targets = [...new Set(known.flatMap(targetsOf))];
		const [target] = targets;
		const common = {
			maps,
			mixed: names.size > known.length,
			full: known.some((name) => replacements.get(name)?.full === true),
		};
		if (source !== undefined) {
			if (!removedBy.has(source)) return { ...common, lost: false };
			return { ...common, lost: targets.length > 1, rename: target };
		}
		const now = [...producersOf(after, at)];
		if (now.length > 0 && now.every((name) => targets.some((one) => name === `${one}${ERROR}`)))
			return { ...common, maps: FAILED_MAPS, lost: false };
		if (now.length === targets.length && now.every((name) => targets.includes(name)))
			return { ...common, lost: false };
		return { ...common, lost: targets.length > 1, explicit: target };
	};
}

function names(list: readonly string[]): string {
	return list.map((name) => `"${name}"`).join(', ');
}

function told(path: string): string {
	return /^[\w. $-]{1,80}$/.test(path) ? `"${path}"` : 'a field';
}

/** Brings the references of all nodes up to date. */
function updated(plan: Plan): { nodes: WorkflowNode[]; notes: Note[] } {
	const changed = [...plan.replacements.keys()];
	const notes: Note[] = [];
	const nodes = plan.after.nodes.map((node) => {
		const { node: now, count, unclear } = rewriteNode(node, resolver(plan, node.name), changed);
		if (count > 0 && !plan.replacements.has(node.name)) {
			notes.push({
				kind: 'rewritten',
				node: node.name,
				what: `${count === 1 ? 'a reference reads' : `${count} references read`} what the new nodes give`,
			});
		}
		if (unclear.length > 0) {
			notes.push({
				kind: 'check',
				node: node.name,
				what: `it reads ${unclear.slice(0, 5).map(told).join(', ')} of what was replaced, and where that is now is not certain`,
				todo: 'See in the output of the new node what it is called, and change the expression',
			});
		}
		return now;
	});
	return { nodes, notes };
}

/** Operations whose names the editor shows in other words. */
const TITLES: Readonly<Record<string, string>> = {
	getAll: 'Get Many',
	getStyles: 'Get Many Styles',
	getLanguages: 'Get Many Languages',
};

function spaced(name: string): string {
	return name.replace(/^./, (first) => first.toUpperCase()).replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** As the editor shows it: Video Agent > Create. */
export function titleOf({ resource, operation }: Pick<Translated, 'resource' | 'operation'>): string {
	return `${spaced(resource)} > ${TITLES[operation] ?? spaced(operation)}`;
}

/** One note for each credential, with the nodes that need it. */
function credentialNotes({ after, replacements }: Plan): Note[] {
	const needed = after.nodes.flatMap(({ name }) => {
		const credential = replacements.get(name)?.credential;
		return credential === undefined ? [] : [{ name, credential }];
	});
	return [...new Set(needed.map(({ credential }) => credential))].map((credential) => ({
		kind: 'credential',
		what: `${credential}, in ${names(needed.filter((one) => one.credential === credential).map(({ name }) => name))}`,
	}));
}

const SEE = 'Set Wait Limit to the time you want to wait at most';

/** What was a list in one item is an item for each entry. */
function listNotes(node: string, { list }: Pick<Translated, 'list'>, splits: readonly Split[]): Note[] {
	if (!list || splits.some((split) => split.list === node)) return [];
	return [
		{
			kind: 'check',
			node,
			what: `it gives an item for each entry, where there was one with all of them under ${list.path}`,
			todo: 'See what its fields are called now where they are used',
		},
	];
}

function migratedNotes({ before, replacements, loops, splits, merges }: Plan): Note[] {
	const loopAt = new Map(loops.flatMap((loop) => loop.creators.map((name) => [name, loop] as const)));
	const gone = new Set(merges.flatMap(({ removed }) => [...removed]));
	return before.nodes.flatMap((node): Note[] => {
		const replacement = replacements.get(node.name);
		if (!replacement || gone.has(node.name)) return [];
		const { translated } = replacement;
		const loop = loopAt.get(node.name);
		const what = translated
			? `it is ${titleOf(translated)} now`
			: 'it is the HeyGen Trigger of this package now';
		const remarks = (translated?.remarks ?? []).map((remark): Note => ({ ...remark, node: node.name }));
		const waits: Note[] =
			translated?.creates === undefined || loop
				? []
				: translated.waits
					? [
							{
								kind: 'check',
								node: node.name,
								what: 'it waits until the video is ready, because its ID comes later than before',
							},
						]
					: [
							{
								kind: 'check',
								node: node.name,
								what: 'it does not wait, as before',
								todo: 'Switch on Wait for Completion, and remove what you built to wait',
							},
						];
		return [
			{ kind: 'migrated', node: node.name, what: loop ? `${what}, and waits itself` : what },
			...remarks,
			...(translated ? listNotes(node.name, translated, splits) : []),
			...waits,
		];
	});
}

function loopNotes(loop: Loop, before: Workflow, failing: ReadonlySet<string>): Note[] {
	const creators = loop.creators;
	const waits = [...loop.removed].filter((name) => name !== loop.status);
	const lost = before.edges.filter(
		({ from, to }) =>
			loop.removed.has(from) &&
			!loop.removed.has(to) &&
			!creators.includes(to) &&
			![...loop.done, ...(loop.failed ?? [])].some((edge) => edge.to === to),
	);
	const failed = loop.failed ?? [];
	const apart = creators.some((name) => failing.has(name));
	return [
		...[loop.status, ...waits].map((node): Note => ({
			kind: 'removed',
			node,
			what: `it served the waiting, which ${names(creators)} does now`,
		})),
		...creators.map((node): Note => ({
			kind: 'check',
			node,
			what: apart
				? 'what fails, or is not ready within the wait limit, leaves by its error output'
				: failed.length > 0
					? 'what was done with a failed video is not reached any more, because the node goes on after errors'
					: 'what fails, or is not ready within the wait limit, is an error of this node',
			todo: SEE,
		})),
		...loop.between.map((node): Note => ({
			kind: 'check',
			node,
			what: `it stood before the waiting, and runs when ${names(creators)} has waited`,
		})),
		...[...new Set(lost.map(({ to }) => to))].map((node): Note => ({
			kind: 'check',
			node,
			what: 'no state of a video leads to it, so nothing does now',
			todo: 'Remove it, or connect it anew',
		})),
	];
}

/** Data that was pinned to a node that has become another one has the old shape. */
function withoutPins(rest: Fields, gone: ReadonlySet<string>): { rest: Fields; notes: Note[] } {
	const { pinData } = rest;
	if (!isRecord(pinData)) return { rest, notes: [] };
	const stale = Object.keys(pinData).filter((name) => gone.has(name));
	const kept = Object.fromEntries(Object.entries(pinData).filter(([name]) => !gone.has(name)));
	return {
		rest: { ...rest, pinData: kept },
		notes: stale.map((node) => ({
			kind: 'dropped',
			node,
			what: 'its pinned data was removed',
			why: 'it has the shape of the old answer',
			todo: 'Run the node once and pin what it gives',
		})),
	};
}

/** What is nested deeper than a program can follow is no workflow anybody has built. */
function migrateOne(given: unknown): Migrated {
	try {
		return migrateRead(given);
	} catch (error) {
		if (!isRecord(error) || error.name !== 'RangeError') throw error;
		return { workflow: given, report: { problem: 'It is nested too deeply to be a workflow', notes: [] } };
	}
}

function migrateRead(given: unknown): Migrated {
	const before = readWorkflow(given);
	if (!before) {
		return {
			workflow: copyOf(given),
			report: {
				problem:
					'This is no workflow of n8n: it has no list of nodes. Export one by Download in the menu of the editor, or copy nodes from the canvas',
				notes: [],
			},
		};
	}
	const { replacements, notes } = sortNodes(before);
	const translations: ReadonlyMap<string, Translated> = new Map(
		[...replacements].flatMap(([name, { translated }]) => (translated ? [[name, translated] as const] : [])),
	);
	const loops = separate(loopsIn(before, translations), before);
	const splits = splitsIn(before, translations);
	for (const { list, node, entry } of splits) {
		const replacement = replacements.get(list);
		if (replacement)
			replacements.set(node, { ...replacement, outputs: entry, full: false, translated: undefined });
	}
	const merges: readonly Merge[] = [...loops, ...splits.map(mergeOf)];
	const gone = new Set(merges.flatMap(({ removed }) => [...removed]));
	const byName = new Map(before.nodes.map((node) => [node.name, node]));
	const failing = new Set(
		loops.flatMap((loop) => loop.creators.filter((name) => failsApart(byName.get(name), loop))),
	);
	const loopAt = new Map(loops.flatMap((loop) => loop.creators.map((name) => [name, loop] as const)));
	const nodes = before.nodes
		.filter(({ name }) => !gone.has(name))
		.map((node) => {
			const replacement = replacements.get(node.name);
			return replacement ? replaced(node, replacement, loopAt.get(node.name), failing.has(node.name)) : node;
		});
	const plan = {
		before,
		after: { nodes, edges: rewired(before.edges, merges, failing) },
		replacements,
		loops,
		splits,
		merges,
	};
	const references = updated(plan);
	const absorbed = absorbDownloads({ nodes: references.nodes, edges: plan.after.edges });
	const pins = withoutPins(before.rest, new Set([...gone, ...replacements.keys()]));
	const report: Report = {
		notes: [
			...migratedNotes(plan),
			...credentialNotes(plan),
			...splits.map(({ list, node }): Note => ({
				kind: 'removed',
				node,
				what: `"${list}" gives an item for each entry itself`,
			})),
			...loops.flatMap((loop) => loopNotes(loop, before, failing)),
			...references.notes.filter(({ node }) => absorbed.nodes.some(({ name }) => name === node)),
			...absorbed.notes,
			...(replacements.size > 0 ? pins.notes : []),
			...notes,
		],
	};
	if (!hasChanges(report)) return { workflow: copyOf(given), report };
	return {
		workflow: writeWorkflow({ rest: pins.rest, nodes: absorbed.nodes, edges: absorbed.edges }),
		report,
	};
}

/**
 * Puts this package's nodes in place of requests to HeyGen's old API and of the nodes of HeyGen's own package.
 *
 * @param given a workflow as n8n exports it, what is copied from the canvas, or a list of workflows. It is not changed.
 * @returns the new workflow, and what was done with it. Whatever is given, nothing is thrown.
 */
export function migrateWorkflow(given: unknown): Migrated {
	if (!Array.isArray(given)) return migrateOne(given);
	const all = given.map((entry: unknown) => ({ entry, ...migrateOne(entry) }));
	const named = all.map(({ entry, report }, index) => ({
		name: textIn(entry, 'name') || `workflow ${index + 1}`,
		report,
	}));
	if (all.every(({ report }) => report.problem !== undefined)) {
		const problem = all[0]?.report.problem ?? 'This is an empty list';
		return { workflow: copyOf(given), report: { problem, notes: [] } };
	}
	return {
		workflow: all.map(({ workflow }) => workflow),
		report: {
			notes: named.flatMap(({ name, report }) => [
				...(report.problem === undefined
					? []
					: [{ kind: 'left' as const, workflow: name, what: report.problem }]),
				...report.notes.map((note) => ({ ...note, workflow: name })),
			]),
		},
	};
}
