import { createHash } from 'node:crypto';
import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { HeyGenClient } from '../api/client';
import { connect, credentialTypeOf, type Connection } from '../api/connection';
import { apiError, onStatus } from '../api/errors';
import { isJsonObject, isRecord } from '../api/json';
import { eventOf, oldestFirst, OUTCOMES, type Ended, type Outcome } from './events';
import type { VideoFilters } from '../jobs/kinds/kind';
import { polledKinds, type PolledKind } from './kinds';
import { advance, isOverfull, memoryIn, MOST_KNOWN, MOST_PENDING } from './memory';
import { observe } from './observe';

/** Milliseconds a poll may take. n8n may allow less, and says so since polls of its own have an end. */
const LONGEST_POLL = 4 * 60_000;

/** Pages of a list in which a manual test looks for a sample. */
const SAMPLE_PAGES = 10;

interface Settings {
	readonly kinds: readonly PolledKind[];
	readonly outcomes: readonly Outcome[];
	readonly filters: VideoFilters;
}

/** What the user chose, in the words of the list it was chosen from. */
function chosen<Value extends string>(
	context: IPollFunctions,
	{ parameter, displayName, values }: { parameter: string; displayName: string; values: readonly Value[] },
): Value[] {
	const given: unknown = context.getNodeParameter(parameter, []);
	const names: unknown[] = Array.isArray(given) ? given : given === '' ? [] : [given];
	const found = values.filter((value) => names.includes(value));
	if (found.length < new Set(names).size) {
		throw new NodeOperationError(context.getNode(), `"${displayName}" may hold only ${values.join(', ')}`);
	}
	if (found.length > 0) return found;
	throw new NodeOperationError(context.getNode(), `"${displayName}" is empty`, {
		description: 'Choose at least one.',
	});
}

/** A text that narrows a list. What is no text must not pass for none: the trigger would tell of everything. */
function filterOf(context: IPollFunctions, displayName: string, value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	throw new NodeOperationError(context.getNode(), `"${displayName}" must be text`);
}

function settingsOf(context: IPollFunctions): Settings {
	const options: unknown = context.getNodeParameter('options', {});
	const { folderId, title } = isRecord(options) ? options : {};
	return {
		kinds: chosen(context, {
			parameter: 'jobs',
			displayName: 'Jobs',
			values: [...polledKinds.keys()],
		}).flatMap((name) => polledKinds.get(name) ?? []),
		outcomes: chosen(context, { parameter: 'outcomes', displayName: 'Outcomes', values: OUTCOMES }),
		filters: {
			folderId: filterOf(context, 'Video Folder ID', folderId),
			title: filterOf(context, 'Video Title', title),
		},
	};
}

/**
 * Whose jobs the credential shows, as a digest: another account's key can be put into the same credential. Undefined where
 * the key is not allowed to ask.
 */
async function accountOf(client: HeyGenClient): Promise<string | undefined> {
	const account = await client.data('userMeGet').catch(onStatus(403, 404));
	const name = account?.username ?? account?.email ?? undefined;
	return name === undefined ? undefined : createHash('sha256').update(name).digest('hex').slice(0, 16);
}

/** The account in what a memory says it is about. */
const KNOWN_ACCOUNT = /^\[[^,]*,[^,]*,"([0-9a-f]{16})"/;

/**
 * What a memory is about: the credential, the account behind it and, where the kind knows one, the filter. Where HeyGen does
 * not say whose the key is, be it this once, it is taken for that of the account it was: to begin anew is to lose what ended
 * since the last poll.
 */
function sourceOf(
	{ context, authentication }: Connection,
	account: string | undefined,
	{ kind, filters, before }: { kind: PolledKind; filters: VideoFilters; before: unknown },
): string {
	const type = credentialTypeOf(authentication);
	const { id } = context.getNode().credentials?.[type] ?? {};
	const known = isRecord(before) ? KNOWN_ACCOUNT.exec(String(before.source))?.[1] : undefined;
	return JSON.stringify([type, id ?? null, account ?? known ?? null, ...(kind.filtered ? [filters] : [])]);
}

function overfull(context: IPollFunctions, { displayName }: PolledKind): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`This account has more than ${MOST_KNOWN} ${displayName.toLowerCase()}, too many to tell new ones from old ones`,
		{
			description: `HeyGen does not say when they were created. Take ${displayName} out of Jobs, or delete some in HeyGen, and wait for new ones with Wait for Completion where they are created.`,
		},
	);
}

/** What n8n keeps for this trigger, one memory a kind. Read again each time: another poll may have changed it. */
function memoriesOf(context: IPollFunctions): IDataObject {
	const { jobs } = context.getWorkflowStaticData('node');
	return isJsonObject(jobs) ? { ...jobs } : {};
}

/**
 * Polls one kind. The memory changes only here and at once, when all has been read, and on top of what it is by then: a poll
 * that fails on the way changes nothing, and one that another has overtaken tells nothing twice.
 */
async function pollKind(
	client: HeyGenClient,
	context: IPollFunctions,
	kind: PolledKind,
	{ account, filters }: { account: string | undefined; filters: VideoFilters },
) {
	const { name } = kind;
	const source = sourceOf(client.connection, account, { kind, filters, before: memoriesOf(context)[name] });
	const stored = () => memoryIn(memoriesOf(context)[name], source);

	const observation = await observe(client, kind, filters, stored());
	const before = stored();
	if (isOverfull(before, observation)) throw overfull(context, kind);
	const { memory, ended, forgotten, narrowed } = advance(
		before,
		source,
		observation,
		client.clock.now() / 1000,
	);
	context.getWorkflowStaticData('node').jobs = { ...memoriesOf(context), [name]: memory };
	const node = context.getNode().name;
	if (forgotten.length > 0) {
		context.logger.warn(
			`The HeyGen Poll Trigger watches ${MOST_PENDING} unfinished ${kind.displayName.toLowerCase()} at most and no longer watches the oldest`,
			{ node, forgotten },
		);
	}
	if (narrowed) {
		context.logger.warn(
			`The HeyGen Poll Trigger remembers ${MOST_KNOWN} ${kind.displayName.toLowerCase()} at most: of more than that within an hour, one that HeyGen lists late could be missed`,
			{ node },
		);
	}
	return ended.map((job): Ended => ({ name, job }));
}

/** Kinds nobody chooses any more are forgotten, so that choosing one again starts it afresh. */
function forgetOthers(context: IPollFunctions, names: readonly string[]): void {
	const memories = memoriesOf(context);
	if (Object.keys(memories).every((name) => names.includes(name))) return;
	context.getWorkflowStaticData('node').jobs = Object.fromEntries(
		Object.entries(memories).filter(([name]) => names.includes(name)),
	);
}

/** The newest job that has ended, for a test of the workflow; nothing is remembered of it. */
async function sample(
	client: HeyGenClient,
	kind: PolledKind,
	{ outcomes, filters }: Settings,
): Promise<Ended[]> {
	let pages = 0;
	for await (const page of kind.list(client, filters)) {
		const ended = page.filter(({ state }) => outcomes.some((outcome) => outcome === state));
		if (ended.length > 0) return ended.map((job) => ({ name: kind.name, job }));
		if (++pages === SAMPLE_PAGES) break;
	}
	return [];
}

async function newestOf(client: HeyGenClient, context: IPollFunctions, settings: Settings): Promise<Ended> {
	const found = await Promise.all(settings.kinds.map(async (kind) => await sample(client, kind, settings)));
	// A job whose moment is unknown is no better sample than one that is known to be new.
	const ordered = oldestFirst(found.flat());
	const timed = ordered.filter(({ job: { endedAt, createdAt } }) => (endedAt ?? createdAt) !== undefined);
	const newest = timed.at(-1) ?? ordered.at(-1);
	if (newest) return newest;
	const kinds = settings.kinds.map(({ displayName }) => displayName.toLowerCase()).join(', ');
	throw new NodeOperationError(
		context.getNode(),
		`HeyGen has none to show: no ${settings.outcomes.join(' or ')} ${kinds}`,
		{
			description:
				'A test shows the newest one that has ended. Choose more under Jobs and Outcomes, or create one in HeyGen. An active workflow starts as soon as the next one ends.',
		},
	);
}

/** What HeyGen's silence comes to is said in words a user can act on. */
async function inTime<Result>(client: HeyGenClient, limit: number, work: Promise<Result>): Promise<Result> {
	try {
		return await work;
	} catch (error) {
		if (client.signal?.aborted) {
			throw apiError(client.connection.context.getNode(), {
				message: `HeyGen did not answer all that was asked within ${Math.round(limit / 1000)} seconds`,
				description: 'Nothing is lost: the next poll asks again.',
			});
		}
		throw asError(error);
	}
}

async function ended(
	client: HeyGenClient,
	context: IPollFunctions,
	{ kinds, outcomes, filters }: Settings,
	limit: number,
): Promise<Ended[]> {
	forgetOthers(
		context,
		kinds.map(({ name }) => name),
	);
	const about = { account: await inTime(client, limit, accountOf(client)), filters };
	const polls = await Promise.allSettled(
		kinds.map(async (kind) => await inTime(client, limit, pollKind(client, context, kind, about))),
	);
	const failures = polls.flatMap((result) => (result.status === 'rejected' ? [asError(result.reason)] : []));
	const found = polls
		.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
		.filter(({ job }) => outcomes.some((outcome) => outcome === job.state));
	const [failure] = failures;
	// What the other kinds brought is remembered as told, so it has to go out; the kind that failed is asked again next time.
	if (failure && found.length === 0) throw failure;
	for (const { message } of failures) {
		context.logger.error(`The HeyGen Poll Trigger could not read all kinds of jobs: ${message}`, {
			node: context.getNode().name,
		});
	}
	return oldestFirst(found);
}

function asError(reason: unknown): Error {
	return reason instanceof Error ? reason : new Error(String(reason));
}

/**
 * Hands over the jobs that ended since the last poll, one item each, or null where there are none.
 *
 * @throws NodeApiError when HeyGen cannot be asked; then nothing is remembered and the next poll finds the same.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(context);
	const limit = Math.min(LONGEST_POLL, context.getPollBudgetMs?.() ?? LONGEST_POLL);
	const connection = await connect(context, context.getNodeParameter('authentication'));
	const client = new HeyGenClient(connection, { signal: AbortSignal.timeout(limit) });
	const found =
		context.getMode() === 'manual'
			? [await inTime(client, limit, newestOf(client, context, settings))]
			: await ended(client, context, settings, limit);
	return found.length > 0 ? [found.map((entry) => ({ json: eventOf(entry) }))] : null;
}
