import Ajv2020 from 'ajv/dist/2020';
import type { FastifyInstance } from 'fastify';
import type { EmitRequest, Metrics } from './protocol';
import { groups, resumeTraining } from './resources/avatars';
import { patchSettings } from './settings';
import type { Simulation } from './simulation';
import { stateOf } from './state';

const ROOT = '/_simulator';

const validateEmit = new Ajv2020({ strict: false }).compile<EmitRequest>({
	type: 'object',
	required: ['eventType'],
	additionalProperties: false,
	properties: {
		eventType: { type: 'string' },
		eventData: { type: 'object' },
		count: { type: 'integer', minimum: 1, maximum: 100_000 },
		copies: { type: 'integer', minimum: 1, maximum: 1000 },
		endpointId: { type: 'string' },
		unsubscribed: { type: 'boolean' },
		createdAt: { type: 'number' },
		deliver: { type: 'boolean' },
	},
});

/** How tests and people look behind the scenes and pull the strings. No authentication: it listens on loopback only. */
export function addControlRoutes(app: FastifyInstance, simulation: Simulation): void {
	const { world, faults, recorder, filesRecorder, auth, oauth, idempotency } = simulation;

	app.get(`${ROOT}/state`, () => stateOf(simulation));

	app.get(`${ROOT}/settings`, () => world.settings);
	app.patch(`${ROOT}/settings`, (request, reply) => {
		try {
			patchSettings(world.settings, request.body);
			return world.settings;
		} catch (error) {
			return refuse(reply, error);
		}
	});

	app.get<{ Querystring: { operationId?: string; host?: string } }>(`${ROOT}/requests`, ({ query }) => ({
		requests: (query.host === 'files' ? filesRecorder : recorder).list(query.operationId),
	}));
	app.delete(`${ROOT}/requests`, () => {
		recorder.reset();
		filesRecorder.reset();
		return {};
	});

	app.get(`${ROOT}/metrics`, (): Metrics => {
		return {
			...recorder.view(),
			requests: recorder.requests,
			answers: recorder.answers,
			deliveries: world.webhooks.totals,
		};
	});

	app.get(`${ROOT}/faults`, () => ({ faults: faults.list() }));
	app.post(`${ROOT}/faults`, (request, reply) => {
		try {
			return faults.add(request.body);
		} catch (error) {
			return refuse(reply, error);
		}
	});
	app.delete(`${ROOT}/faults`, () => {
		faults.remove();
		return {};
	});
	app.delete<{ Params: { id: string } }>(`${ROOT}/faults/:id`, ({ params }) => {
		faults.remove(params.id);
		return {};
	});

	app.post(`${ROOT}/events`, (request, reply) => {
		const { body } = request;
		if (!validateEmit(body)) {
			const [first] = validateEmit.errors ?? [];
			return refuse(reply, new Error(`${first?.instancePath ?? ''} ${first?.message ?? 'is invalid'}`));
		}
		const { eventType, eventData = {}, count = 1, ...options } = body;
		const eventIds = Array.from({ length: count }, (_, index) => {
			const event = world.webhooks.emit(eventType, numbered(eventData, index + 1), options);
			return event.event_id;
		});
		return { eventIds };
	});
	app.post<{ Params: { id: string }; Body: { copies?: number } | undefined }>(
		`${ROOT}/events/:id/redeliver`,
		({ params, body }, reply) => {
			const event = world.webhooks.events.get(params.id);
			if (!event) return refuse(reply, new Error(`There is no event ${params.id}`), 404);
			world.webhooks.deliver(event, { copies: body?.copies ?? 1 });
			return {};
		},
	);
	app.get<{ Querystring: { eventId?: string; endpointId?: string; kind?: string } }>(
		`${ROOT}/deliveries`,
		({ query }) => ({ deliveries: world.webhooks.deliveriesOf(query) }),
	);
	app.patch<{ Params: { id: string }; Body: { status: 'enabled' | 'disabled' } }>(
		`${ROOT}/endpoints/:id`,
		({ params, body }, reply) => {
			const endpoint = world.webhooks.endpoints.get(params.id);
			if (!endpoint) return refuse(reply, new Error(`There is no endpoint ${params.id}`), 404);
			endpoint.status = body.status;
			endpoint.failuresInARow = 0;
			return {};
		},
	);

	app.post(`${ROOT}/jobs/finish`, () => {
		world.jobs.runOut();
		return {};
	});

	app.post(`${ROOT}/tokens/expire`, () => ({ expired: auth.expireAll() }));

	app.post<{ Params: { groupId: string } }>(`${ROOT}/consents/:groupId/approve`, ({ params }, reply) => {
		try {
			const group = groups.find(world, params.groupId);
			resumeTraining(world, group);
			return groups.view(group, world);
		} catch (error) {
			return refuse(reply, error, 404);
		}
	});

	app.post(`${ROOT}/reset`, () => {
		world.reset();
		faults.remove();
		recorder.reset();
		filesRecorder.reset();
		auth.reset();
		oauth.reset();
		idempotency.reset();
		return {};
	});
}

/** Replaces `{n}` in the texts of an event's data. */
function numbered(data: Record<string, unknown>, n: number): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(data).map(([key, value]) => [
			key,
			typeof value === 'string' ? value.replaceAll('{n}', String(n)) : value,
		]),
	);
}

function refuse(reply: { code(status: number): unknown }, error: unknown, status = 400): { error: string } {
	reply.code(status);
	return { error: error instanceof Error ? error.message : 'unknown' };
}
