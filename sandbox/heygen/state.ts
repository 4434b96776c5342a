import type { Connections, Leak } from './protocol';
import type { resources } from './resources';
import { groups, keptGroups, keptLooks } from './resources/avatars';
import { keptAssets } from './resources/assets';
import { generations } from './resources/photos';
import { videoBatches, videoJobs } from './resources/videos';
import type { Simulation } from './simulation';
import type { Schemas } from './types';

type NameIn<Part> = Part extends { collections: ReadonlyArray<{ name: infer Name extends string }> }
	? Name
	: never;

/** What is counted: every collection that a resource declares, and what the world itself keeps. */
type Counted = NameIn<(typeof resources)[number]> | 'endpoints' | 'events' | 'leaks';

/** What tests and people see behind the scenes. */
export interface StateView {
	/** Of looks and groups the private ones only. */
	counts: Record<Counted, number>;
	videos: Array<Schemas['Video'] & { request: unknown }>;
	/** Private ones only; the stock looks are in the lists of the API. */
	looks: Array<Schemas['AvatarLook'] & { request: unknown }>;
	groups: Schemas['AvatarGroup'][];
	generations: Array<{ id: string; status: string; request: unknown }>;
	batches: Schemas['Batch'][];
	/** With their secrets: a test may want to sign. */
	endpoints: Array<Schemas['WebhookEndpoint'] & { secret: string }>;
	assets: Array<{
		id: string;
		name: string;
		mimeType: string;
		size: number;
		sha256: string | null;
		status: string;
	}>;
	wallet: { remaining: number; spent: number };
	credits: { remaining: number; spent: number };
	leaks: Leak[];
	jobs: { running: number; peak: number };
	connections: Connections;
}

export function stateOf({
	world,
	recorder,
}: Simulation): Omit<StateView, 'counts'> & { counts: Record<string, number> } {
	const { webhooks, settings, jobs, purse, leaks } = world;
	return {
		counts: {
			...world.counts(),
			endpoints: webhooks.endpoints.size,
			events: webhooks.events.size,
			leaks: leaks.length,
		},
		videos: world
			.counted(videoJobs.collection)
			.map((video) => ({ ...videoJobs.view(video, world), request: video.request })),
		looks: world.counted(keptLooks).map(({ data, request }) => ({ ...data, request })),
		groups: world.counted(keptGroups).map((group) => groups.view(group, world)),
		generations: world
			.counted(generations.collection)
			.map(({ id, status, request }) => ({ id, status, request })),
		batches: world.counted(videoBatches.collection).map((batch) => videoBatches.view(batch)),
		endpoints: webhooks.endpoints.values().map(({ id, url, events, status, createdAt, secret }) => ({
			endpoint_id: id,
			url,
			events,
			status,
			created_at: createdAt,
			secret,
		})),
		assets: world.counted(keptAssets).map(({ id, name, mimeType, size, sha256, status }) => ({
			id,
			name,
			mimeType,
			size,
			sha256: sha256 ?? null,
			status,
		})),
		wallet: { remaining: settings.wallet, spent: purse.spent.wallet },
		credits: { remaining: settings.credits, spent: purse.spent.subscription },
		leaks,
		jobs: { running: jobs.running, peak: jobs.peak },
		connections: recorder.view(),
	};
}
