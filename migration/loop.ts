import { outputsTaken, UNKNOWN, type Read } from './condition';
import type { Job, Translated } from './draft';
import { mapTexts } from './json';
import type { Edge, Workflow, WorkflowNode } from './workflow';

// The loop that people built to wait: create, Wait, ask for the state, If, back to Wait.

/** What a job's state can be, by v1 and v2. */
const STATES: Readonly<Record<Job, { done: string; pending: readonly string[]; link: string }>> = {
	video: { done: 'completed', pending: ['pending', 'processing', 'waiting'], link: 'video_url' },
	translation: { done: 'success', pending: ['pending', 'running', 'processing'], link: 'url' },
	photo: { done: 'success', pending: ['pending', 'in_progress', 'processing'], link: 'image_url_list' },
};

const LINKS = [
	'video_url',
	'video_url_caption',
	'url',
	'thumbnail_url',
	'gif_url',
	'caption_url',
	'duration',
];

/** Where a job in some state goes on. */
interface Way {
	/** Into what follows. */
	readonly exits: readonly Edge[];
	/** Back to where the state is asked for. */
	readonly again: boolean;
	/** What counts the questions. */
	readonly counters: ReadonlySet<string>;
	/** What it passes that serves the waiting alone. */
	readonly passed: ReadonlySet<string>;
}

export interface Loop {
	readonly job: Job;
	/** The nodes that create what is waited for. */
	readonly creators: readonly string[];
	readonly status: string;
	/** What goes, the status node included. */
	readonly removed: ReadonlySet<string>;
	/** What the created one is wired to. */
	readonly done: readonly Edge[];
	/** What stands between the creation and the question, and stays. */
	readonly between: readonly string[];
	/** What a failed one is wired to; undefined where nothing tells them apart. */
	readonly failed?: readonly Edge[];
}

const TO_WAIT = /^n8n-nodes-base\.(wait|noOp)$/;
const DECIDES = /^n8n-nodes-base\.(if|filter|switch)$/;
/** What counts how often was asked, or decides by that whether to go on. */
const COUNTS = /^n8n-nodes-base\.(set|code|function|functionItem|if|switch)$/;
/** What may stand between the creation and the question, and stays. */
const BETWEEN = /^n8n-nodes-base\.(set|code|function|functionItem|limit|noOp)$/;
/** What makes other items of those that come, so that none of them need be the one that was created. */
const SCATTERS =
	/^n8n-nodes-base\.(splitInBatches|splitOut|itemLists|aggregate|merge|executeWorkflow|stickyNote)$/;

function isWaiting({ type, parameters }: WorkflowNode): boolean {
	return TO_WAIT.test(type) && !['webhook', 'form'].includes(String(parameters.resume));
}

class Looper {
	private readonly byName: ReadonlyMap<string, WorkflowNode>;

	constructor(
		private readonly workflow: Pick<Workflow, 'nodes' | 'edges'>,
		private readonly translated: ReadonlyMap<string, Translated>,
	) {
		this.byName = new Map(workflow.nodes.map((node) => [node.name, node]));
	}

	/** The edges that leave a node by an output. */
	private leaving(name: string, output?: number): Edge[] {
		return this.workflow.edges.filter(
			({ from, kind, output: by }) =>
				from === name && kind === 'main' && (output === undefined || by === output),
		);
	}

	private entering(name: string): Edge[] {
		return this.workflow.edges.filter(({ to, kind }) => to === name && kind === 'main');
	}

	/** Reads what the status node would have said of a job. */
	private reader(status: string, state: string, done: string): Read {
		const ended = state === done;
		return (node, path) => {
			if (node !== undefined && node !== status) return UNKNOWN;
			const at = path[0] === 'body' ? path.slice(1) : path;
			if (at[0] !== 'data') return at[0] === 'error' && at.length === 1 ? null : UNKNOWN;
			const [, field, ...rest] = at;
			if (rest.length > 0) return UNKNOWN;
			if (field === 'status') return state;
			if (field !== undefined && LINKS.includes(field)) return ended ? 'https://…' : null;
			if (field === 'error') return state === 'failed' ? { message: '…' } : null;
			return UNKNOWN;
		};
	}

	/**
	 * Follows a job in a state, from the outputs of a node.
	 *
	 * @param through whether it goes through what waits, as one does that has not ended.
	 */
	private follow(
		edges: readonly Edge[],
		status: string,
		read: Read,
		through: boolean,
		passed: Set<string>,
	): Way {
		const exits: Edge[] = [];
		const counters = new Set<string>();
		let again = false;
		for (const edge of edges) {
			const node = this.byName.get(edge.to);
			if (!node) continue;
			if (edge.to === status) {
				again = true;
				continue;
			}
			const outputs = DECIDES.test(node.type) ? outputsTaken(node, read) : undefined;
			const waits = isWaiting(node) && (through || this.isBackward(edge.to, status));
			if (passed.has(edge.to)) {
				again ||= waits;
				continue;
			}
			const counts = through && !outputs && !waits && this.isCounter(edge.to, status);
			if (counts) counters.add(edge.to);
			const next = outputs
				? outputs.flatMap((output) => this.leaving(edge.to, output))
				: waits || counts
					? this.leaving(edge.to)
					: undefined;
			// An If that asks for something else belongs to what follows.
			if (!next) {
				exits.push(edge);
				continue;
			}
			passed.add(edge.to);
			const way = this.follow(next, status, read, through, passed);
			exits.push(...way.exits);
			way.counters.forEach((name) => counters.add(name));
			again ||= way.again;
		}
		return { exits, again, counters, passed };
	}

	/** Whether a node leads back to the question, maybe among others, by nothing but what waits and counts. */
	private isCounter(name: string, status: string, seen = new Set<string>()): boolean {
		if (name === status) return true;
		const node = this.byName.get(name);
		if (!node || this.translated.has(name) || seen.has(name)) return false;
		if (!isWaiting(node) && !COUNTS.test(node.type)) return false;
		seen.add(name);
		return this.leaving(name).some(({ to }) => this.isCounter(to, status, seen));
	}

	/** Whether a node that stays mentions another by its name. */
	private isMentioned(name: string, removed: ReadonlySet<string>): boolean {
		return this.workflow.nodes.some((node) => {
			if (removed.has(node.name)) return false;
			let found = false;
			mapTexts(node.parameters, (text) => {
				found ||= ["'", '"', '`'].some((mark) => text.includes(`${mark}${name}${mark}`));
				return text;
			});
			return found;
		});
	}

	/** Whether a node that waits leads to the question by nothing but what waits. */
	private isBackward(name: string, status: string, seen = new Set<string>()): boolean {
		if (name === status) return true;
		const node = this.byName.get(name);
		if (!node || !isWaiting(node) || seen.has(name)) return false;
		seen.add(name);
		const next = this.leaving(name);
		return next.length > 0 && next.every(({ to }) => this.isBackward(to, status, seen));
	}

	/** What creates the job that is asked about, and what lies between; undefined where something else leads there. */
	private creators(
		status: string,
		job: Job,
		inside: ReadonlySet<string>,
	): { creators: Set<string>; waits: Set<string>; between: Set<string> } | undefined {
		const creators = new Set<string>();
		const waits = new Set<string>();
		const between = new Set<string>();
		const seen = new Set<string>();
		const back = (name: string): boolean =>
			this.entering(name).every(({ from, output }) => {
				if (from === status || seen.has(from)) return true;
				seen.add(from);
				// What waits or counts within the loop may be where it begins, too.
				if (inside.has(from)) return back(from);
				const node = this.byName.get(from);
				const translated = this.translated.get(from);
				if (translated?.creates === job && output === 0) {
					creators.add(from);
					return true;
				}
				if (!node || translated) return false;
				if (DECIDES.test(node.type) || SCATTERS.test(node.type) || this.entering(from).length === 0)
					return false;
				(isWaiting(node) ? waits : between).add(from);
				return back(from);
			});
		if (!back(status) || creators.size === 0) return undefined;
		// Behind a node that gives something of its own, only the question itself tells what it asks about.
		const own = [...between].some((name) => !BETWEEN.test(this.byName.get(name)?.type ?? ''));
		const asks = JSON.stringify(this.byName.get(status)?.parameters ?? {});
		const named = [...creators].every(
			(name) => asks.includes(JSON.stringify(`'${name}'`).slice(1, -1)) || asks.includes(`\\"${name}\\"`),
		);
		return own && !named ? undefined : { creators, waits, between };
	}

	loopOf(status: string, job: Job): Loop | undefined {
		const { done, pending } = STATES[job];
		// What goes wrong with the question itself goes with what fails.
		const refused = this.leaving(status).filter(({ output }) => output > 0);
		const start = this.leaving(status, 0);
		const wayOf = (state: string, through: boolean) =>
			this.follow(start, status, this.reader(status, state, done), through, new Set());
		const finished = wayOf(done, false);
		const failed = wayOf('failed', false);
		const ways = pending.map((state) => wayOf(state, true));
		if (finished.again) return undefined;
		const isSame = (one: readonly Edge[], other: readonly Edge[]) =>
			one.length === other.length &&
			one.every(({ to, input }) => other.some((edge) => edge.to === to && edge.input === input));
		const asksOnce = ways.every((way) => !way.again);
		for (const way of ways) {
			const leads = isSame(way.exits, failed.exits) || isSame(way.exits, finished.exits);
			if (way.again ? way.exits.length > 0 && way.counters.size === 0 : way.exits.length > 0 && !leads)
				return undefined;
		}
		const gaveUp = asksOnce ? [] : (ways[0]?.exits ?? []);
		const inside = new Set([
			...finished.passed,
			...failed.passed,
			...ways.flatMap(({ passed }) => [...passed]),
		]);
		const found = this.creators(status, job, inside);
		if (!found) return undefined;
		const removed = new Set([status, ...inside, ...found.waits]);
		const forked = [...found.waits].some((name) =>
			this.leaving(name).some(({ to }) => !removed.has(to) && !found.between.has(to)),
		);
		const counted = ways.flatMap(({ counters }) => [...counters]);
		if (forked || counted.some((name) => this.isMentioned(name, removed))) return undefined;
		// A failure that goes on being asked about is the node's own now.
		const failures = failed.exits.filter(({ to }) => !removed.has(to));
		if (finished.exits.some(({ to }) => removed.has(to))) return undefined;
		// What goes may be entered from nowhere else.
		const own = new Set([...removed, ...found.creators, ...found.between]);
		const foreign = [...inside].some((name) => this.entering(name).some(({ from }) => !own.has(from)));
		if (foreign) return undefined;
		return {
			job,
			creators: [...found.creators],
			status,
			removed,
			between: [...found.between].filter((name) => !removed.has(name)),
			done: finished.exits,
			failed: isSame(failures, finished.exits) ? undefined : [...failures, ...refused, ...gaveUp],
		};
	}
}

/** The loops that can go, because the node that creates waits itself. */
export function loopsIn(
	workflow: Pick<Workflow, 'nodes' | 'edges'>,
	translated: ReadonlyMap<string, Translated>,
): Loop[] {
	const looper = new Looper(workflow, translated);
	return [...translated].flatMap(([name, { reads }]) => {
		const loop = reads === undefined ? undefined : looper.loopOf(name, reads);
		return loop ? [loop] : [];
	});
}
