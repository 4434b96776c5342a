import type { OperationId } from '../../nodes/HeyGen/api/contract';
import { Contract, isRecord } from '../../sandbox/heygen/contract';
import { jobKinds } from '../../nodes/HeyGen/jobs/jobKinds';
import { operations, resolved, type Schema } from '../contract/openapi';
import { png } from './files';
import { FILE_HOST, type FakeHeyGen, type Reply, type Sent } from './heygen';

// A HeyGen at which everything works at once. What it answers is made of the contract: whole, and of the right shape.

/** Every ID there is: so what was created is what is read later. */
export const ID = 'id-1';

/** The look of a digital twin; every other look is made of a photo. */
export const TWIN = 'twin-1';

/** The type of every event. */
export const EVENT_TYPE = 'avatar_video.success';

export const LINK = `${FILE_HOST}/file.png`;

/** What a value has to be for an operation to go on, by the name of its key; everything else is any value of its type. */
const VALUES: Readonly<Record<string, unknown>> = {
	avatar_type: 'photo_avatar',
	event_type: EVENT_TYPE,
	has_more: false,
	item_index: 0,
	// More than a list gives unless it is asked for all.
	languages: Array.from({ length: 60 }, (_, index) => `Language ${index}`),
	max_bytes: 1e9,
	next_token: null,
	supported_api_engines: ['avatar_iii', 'avatar_iv', 'avatar_v'],
	total_items: 1,
	upload_headers: { 'Content-Type': 'video/mp4' },
};

/** The state in which a job has ended well, by the operations that read it. */
const ENDED = new Map(
	Object.values(jobKinds).flatMap(({ calls, completed }) => calls.map((call) => [call, completed[0]])),
);

function text(name: string, { format, enum: choices = [] }: Schema): string {
	const choice = choices.find((value) => value !== null);
	if (choice) return choice;
	if (format === 'uri' || /(^|_)urls?$|_url_list$/.test(name)) return LINK;
	if (format === 'date-time') return '2026-11-21T12:00:00Z';
	return /(^|_)ids?$/.test(name) ? ID : `some ${name}`;
}

/** Where anything has a name, and is one of several kinds: one of each, named as its kind. */
function oneOfEach(named: Schema['additionalProperties']): Array<[name: string, schema: Schema]> {
	const { oneOf = [] } = typeof named === 'object' ? named : {};
	return oneOf.flatMap((branch): Array<[string, Schema]> => {
		const kind = resolved(branch).properties?.type?.const;
		return kind === undefined ? [] : [[kind, branch]];
	});
}

/** A value a schema allows, with all that it knows. */
function valueOf(schema: Schema, name: string, ended: string | undefined): unknown {
	if (Object.hasOwn(VALUES, name)) return VALUES[name];
	const {
		type,
		const: only,
		oneOf,
		anyOf,
		properties = {},
		additionalProperties,
		items,
		minimum = 1,
		...rest
	} = resolved(schema);
	if (only !== undefined) return only;
	const [branch] = [...(oneOf ?? []), ...(anyOf ?? [])].filter(({ type: kind }) => kind !== 'null');
	if (branch) return valueOf(branch, name, ended);
	if (name === 'status' && ended !== undefined) return ended;
	switch ([type].flat().find((kind) => kind !== 'null') ?? 'object') {
		case 'array':
			return [valueOf(items ?? {}, name, ended)];
		case 'boolean':
			return true;
		case 'integer':
			return Math.max(minimum, 1_790_000_000 * Number(name.endsWith('_at')));
		case 'number':
			return minimum + 0.5;
		case 'string':
			return text(name, rest);
		default:
			return Object.fromEntries(
				[...Object.entries(properties), ...oneOfEach(additionalProperties)].map(([key, property]) => [
					key,
					valueOf(property, key, ended),
				]),
			);
	}
}

/** A success of an operation as the contract describes it, every job ended well. */
export function answerTo(operationId: OperationId): object {
	const { responses } = operations.get(operationId)?.operation ?? {};
	const success = ['200', '201', '202'].map((status) => responses?.[status]).find(Boolean);
	const schema = success?.content?.['application/json']?.schema;
	const answer = schema && valueOf(schema, '', ENDED.get(operationId));
	if (!isRecord(answer)) throw new Error(`The contract does not say what ${operationId} answers`);
	// In v2 every answer has a place for an error.
	return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'error'));
}

const contract = new Contract();

function reply({ method, path }: Sent): Reply {
	const match = contract.match(method, path);
	if (!match) throw new Error(`The contract has no ${method} ${path}`);
	const body = answerTo(match.operationId);
	if (!path.endsWith(`/${TWIN}`) || !('data' in body)) return { body };
	return {
		body: { ...body, data: { ...(isRecord(body.data) ? body.data : {}), avatar_type: 'digital_twin' } },
	};
}

/** Serves every operation of the contract, and the files it links to. */
export function serveContract(fake: FakeHeyGen): void {
	for (const method of ['DELETE', 'GET', 'PATCH', 'POST', 'PUT']) fake.serves(method, /^\//, reply);
	for (const link of [LINK, `${LINK}2`]) fake.serves('GET', link, { body: png() });
	fake.serves('PUT', LINK, {});
}
