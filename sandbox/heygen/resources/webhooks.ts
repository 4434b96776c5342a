import { HeyGenError } from '../errors';
import { checkPublicUrl } from '../inputs';
import type { Resource } from '../resource';
import type { EventType, Schemas } from '../types';
import { concerns } from '../webhooks';
import type { Endpoint } from '../webhooks';
import type { World } from '../world';

/** A record, not a list, so that the compiler notices an event type that the contract gains or loses. */
const EVENT_TYPES: Record<EventType, string> = {
	'avatar_video.success': 'A video was rendered',
	'avatar_video.fail': 'A video failed',
	'avatar_video_gif.success': 'The GIF preview of a video is ready',
	'avatar_video_gif.fail': 'The GIF preview of a video failed',
	'avatar_video_caption.success': 'The captions of a video are ready',
	'avatar_video_caption.fail': 'The captions of a video failed',
	'video_agent.success': 'A video agent finished',
	'video_agent.fail': 'A video agent failed',
	'video_translate.success': 'A translation finished',
	'video_translate.fail': 'A translation failed',
	'video_translate.preflight.validation_failed': 'A video to translate was refused',
	'video_translate.preflight.download_failed': 'A video to translate could not be downloaded',
	'proofread_creation.success': 'A proofread is ready',
	'proofread_creation.fail': 'A proofread failed',
	'instant_avatar.success': 'An instant avatar is ready',
	'instant_avatar.fail': 'An instant avatar failed',
	'photo_avatar_generation.success': 'A photo generation finished',
	'photo_avatar_generation.fail': 'A photo generation failed',
	'photo_avatar_train.success': 'A photo avatar was trained',
	'photo_avatar_train.fail': 'The training of a photo avatar failed',
	'photo_avatar_add_motion.success': 'Motion was added to a photo avatar',
	'photo_avatar_add_motion.fail': 'Adding motion to a photo avatar failed',
	'live_avatar.success': 'A live avatar is ready',
	'live_avatar.fail': 'A live avatar failed',
	'hyperframes_video.success': 'A Hyperframes video was rendered',
	'hyperframes_video.fail': 'A Hyperframes video failed',
	'ai_clipping.success': 'Clips were cut',
	'ai_clipping.fail': 'Clipping failed',
	'filler_word_removal.success': 'Filler words were removed',
	'filler_word_removal.fail': 'The removal of filler words failed',
	'podcast.success': 'A podcast is ready',
	'podcast.fail': 'A podcast failed',
	personalized_video: 'A personalized video was rendered',
	'batch.finished': 'All items of a batch have ended',
};

export const webhooks = {
	handlers: {
		webhookEndpointsCreate({ body, world }) {
			checkPublicUrl(body.url, 'url');
			const endpoint = world.webhooks.addEndpoint(body.url, body.events ?? null, body.entity_id ?? null);
			return { data: { ...view(endpoint), secret: endpoint.secret } };
		},

		webhookEndpointsList({ query, world }) {
			const { items, ...page } = world.webhooks.endpoints.page({
				limit: query.limit ?? 10,
				token: query.token,
			});
			return { data: items.map(view), ...page };
		},

		webhookEndpointsUpdate({ path, body, world }) {
			const endpoint = find(world, path.endpoint_id);
			if (body?.url) {
				checkPublicUrl(body.url, 'url');
				endpoint.url = body.url;
			}
			// The list is replaced as a whole; an explicit null means all events.
			if (body?.events !== undefined) endpoint.events = body.events;
			return { data: view(endpoint) };
		},

		webhookEndpointsDelete({ path, world }) {
			find(world, path.endpoint_id);
			world.webhooks.endpoints.delete(path.endpoint_id);
			return { data: {} };
		},

		webhookEndpointsRotateSecret({ path, world }) {
			const endpoint = find(world, path.endpoint_id);
			return { data: { endpoint_id: endpoint.id, secret: world.webhooks.rotateSecret(endpoint) } };
		},

		webhookEventTypesList() {
			return {
				data: Object.entries(EVENT_TYPES).map(([event_type, description]) => ({ event_type, description })),
				has_more: false,
				next_token: null,
			};
		},

		webhookEventsList({ query, world }) {
			const { items, ...page } = world.webhooks.events.page({
				limit: query.limit ?? 10,
				token: query.token,
				where: (event) =>
					(query.event_type === undefined || event.event_type === query.event_type) &&
					(query.entity_id === undefined || concerns(event, query.entity_id)),
			});
			return { data: items, ...page };
		},
	},
} satisfies Resource;

function find(world: World, id: string): Endpoint {
	const endpoint = world.webhooks.endpoints.get(id);
	if (!endpoint) {
		throw new HeyGenError('webhook_not_found', `Webhook endpoint ${id} not found`, 'endpoint_id');
	}
	return endpoint;
}

function view(endpoint: Endpoint): Schemas['WebhookEndpoint'] {
	const { id, url, events, status, createdAt } = endpoint;
	return { endpoint_id: id, url, events, status, created_at: createdAt };
}
