import { collection } from '../collection';
import { HeyGenError } from '../errors';
import { checkCallback, resolveMedia } from '../inputs';
import { CLIP_SECONDS } from '../purse';
import type { Account, Price } from '../purse';
import type { Resource } from '../resource';
import { jobKinds } from '../../../nodes/HeyGen/jobs/jobKinds';
import { shelf } from '../shelf';
import type { Answer, RequestBody } from '../types';
import { asksToFail, newId, now, trimmed } from '../world';
import type { World } from '../world';
import { looks } from './avatars';
import { videoJobs } from './videos';
import { allVoices } from './voices';

type View = NonNullable<Answer<'videoAgentGet'>['data']>;
type Message = NonNullable<View['messages']>[number];

/** A conversation that leads to a video, and in a chat to further ones. */
interface Session {
	id: string;
	request: RequestBody<'videoAgentCreate'>;
	status: View['status'];
	createdAt: number;
	messages: Message[];
	/** Oldest first. */
	videoIds: string[];
	/** What is under way; what began for an earlier one comes to nothing. */
	run: string;
}

interface Style {
	id: string;
	name: string;
	tags: string[];
	ratio: string;
}

const price: Price = { name: 'videoAgent', usd: 0.0333, paidBy: jobKinds.session.paidBy };

/** Of the time of a video, what the agent thinks before it does something. */
const THINKING = 0.25;

const PROGRESS: Partial<Record<View['status'], number>> = {
	thinking: 10,
	waiting_for_input: 20,
	reviewing: 30,
	generating: 60,
	completed: 100,
};

/** Where the agent waits for the user. */
const PAUSED: ReadonlyArray<View['status']> = ['waiting_for_input', 'reviewing', 'completed'];

const keptSessions = collection('sessions').of<Session>();
const keptStyles = collection('styles').of<Style>();

const sessions = shelf({
	collection: keptSessions,
	id: 'session_id',
	what: 'Session',
	view: ({ id, request, status, createdAt, messages, videoIds }): View => ({
		session_id: id,
		status,
		progress: PROGRESS[status] ?? 0,
		title: titleOf(request),
		video_id: videoIds.at(-1) ?? null,
		created_at: createdAt,
		messages,
	}),
});

const styles = shelf({
	collection: keptStyles,
	id: 'style_id',
	what: 'Style',
	view: ({ id, name, tags, ratio }, { links }) => ({
		style_id: id,
		name,
		tags,
		aspect_ratio: ratio,
		thumbnail_url: links.file('thumbnail.png'),
		preview_video_url: links.file('video.mp4'),
	}),
});

function titleOf({ prompt }: Session['request']): string {
	return prompt.slice(0, 40);
}

interface Material {
	avatar_id?: string | null;
	voice_id?: string | null;
	files?: RequestBody<'videoAgentSend'>['files'];
}

/** @throws HeyGenError naming what cannot be used */
async function checkMaterial(world: World, { avatar_id, voice_id, files }: Material): Promise<void> {
	if (avatar_id) looks.find(world, avatar_id, 'avatar_id');
	if (voice_id) allVoices.find(world, voice_id, 'voice_id');
	for (const [index, file] of (files ?? []).entries()) {
		await resolveMedia(world, file, `files.${index}`, ['image', 'video', 'audio', 'document']);
	}
}

function say(session: Session, message: Pick<Message, 'content'> & Partial<Message>): void {
	session.messages.push({ role: 'model', type: 'text', created_at: now(), resource_ids: null, ...message });
}

/** The agent stops to ask: in a chat who shall speak, where it was not told, and then whether its storyboard is right. */
function pause(session: Session): void {
	const isAnswered = session.messages.filter(({ role }) => role === 'user').length > 1;
	if (!session.request.avatar_id && !isAnswered) {
		session.status = 'waiting_for_input';
		say(session, { content: 'Who shall speak in the video?' });
		return;
	}
	session.status = 'reviewing';
	say(session, { type: 'resource', content: 'The storyboard', resource_ids: [`${session.id}-storyboard`] });
	say(session, { content: 'Here is the storyboard. Shall I make the video?' });
}

function announce(world: World, session: Session, video: { id: string } | undefined, message?: string): void {
	const { callback_id = null, callback_url: callbackUrl } = session.request;
	const about = { session_id: session.id, callback_id };
	if (!video || message !== undefined) {
		world.webhooks.emit('video_agent.fail', { ...about, message }, { callbackUrl });
		return;
	}
	const { video_url } = videoJobs.get({ path: { video_id: video.id }, world }).data;
	world.webhooks.emit('video_agent.success', { ...about, video_id: video.id, video_url }, { callbackUrl });
}

/** The video that the session leads to is one like any other, but announced with the session. */
function generate(world: World, session: Session, fails: boolean): void {
	const { run } = session;
	const id = newId();
	session.status = 'generating';
	session.videoIds.push(id);
	const video = world.of(videoJobs.collection).add(id, {
		id,
		request: {
			type: 'avatar',
			avatar_id: session.request.avatar_id ?? 'chosen by the agent',
			script: session.request.prompt,
			title: titleOf(session.request),
		},
		status: 'processing',
		createdAt: now(),
		completedAt: null,
		failure: undefined,
		batch: undefined,
		// What the agent writes is not known.
		seconds: CLIP_SECONDS,
	});
	world.jobs.after(world.settings.renderMs * (1 - THINKING), () => {
		world.jobs.finish(session.id);
		if (session.run !== run) return;
		const message = 'The video could not be made, as the request asked for';
		video.failure = fails ? { code: 'video_generation_failed', message } : undefined;
		video.status = fails ? 'failed' : 'completed';
		video.completedAt = now();
		session.status = fails ? 'failed' : 'completed';
		say(session, fails ? { type: 'error', content: message } : { content: 'The video is ready.' });
		announce(world, session, video, fails ? message : undefined);
	});
}

/** @param makes whether a video comes of it, or a question. */
function work(world: World, session: Session, makes: boolean, fails: boolean): void {
	session.run = newId();
	session.status = 'thinking';
	const { run } = session;
	if (makes) world.jobs.start(session.id);
	world.jobs.after(world.settings.renderMs * THINKING, () => {
		if (session.run !== run) world.jobs.finish(session.id);
		else if (makes) generate(world, session, fails);
		else pause(session);
	});
}

function pay({ world, account }: { world: World; account: Account }): void {
	world.jobs.assertRoom();
	world.purse.charge(account, price, 1);
}

export const videoAgents = {
	collections: [keptSessions, keptStyles],
	prices: [price],
	seed(world) {
		for (const [name, ratio, ...tags] of [
			['Editorial', '16:9', 'cinematic', 'news'],
			['Paper Cut', '9:16', 'playful'],
			['Retro Tape', '16:9', 'cinematic', 'retro'],
		] as const) {
			const id = `style_${name.toLowerCase().replace(' ', '_')}`;
			world.of(keptStyles).add(id, { id, name, tags, ratio });
		}
	},
	handlers: {
		async videoAgentCreate(call) {
			const { world, body } = call;
			checkCallback(body);
			if (body.style_id) styles.find(world, body.style_id);
			await checkMaterial(world, body);
			const isChat = body.mode === 'chat';
			if (!isChat) pay(call);
			const id = newId();
			const session = world.of(keptSessions).add(id, {
				id,
				request: trimmed(body),
				status: 'thinking',
				createdAt: now(),
				messages: [
					{ role: 'user', type: 'text', content: body.prompt, created_at: now(), resource_ids: null },
				],
				videoIds: [],
				run: '',
			});
			work(world, session, !isChat, asksToFail(body.prompt));
			return { data: { session_id: id, status: 'thinking', video_id: null, created_at: session.createdAt } };
		},

		videoAgentList(call) {
			const { data, ...page } = sessions.list({ ...call, query: { limit: 20, ...call.query } });
			return {
				data: data.map(({ session_id, title, created_at }) => ({ session_id, title, created_at })),
				...page,
			};
		},

		videoAgentGet: sessions.get,

		async videoAgentSend(call) {
			const { world, body, path } = call;
			const session = sessions.find(world, path.session_id);
			await checkMaterial(world, body);
			if (session.request.mode !== 'chat') {
				throw new HeyGenError('conflict', 'This session makes one video and takes no message', 'session_id');
			}
			if (!PAUSED.includes(session.status)) {
				throw new HeyGenError('resource_not_ready', 'The agent is at work', 'session_id');
			}
			// A storyboard is approved, or a video is wanted anew.
			const makes = session.status !== 'waiting_for_input';
			if (makes) pay(call);
			session.messages.push({
				role: 'user',
				type: 'text',
				content: body.message,
				created_at: now(),
				resource_ids: null,
			});
			if (body.avatar_id) session.request = { ...session.request, avatar_id: body.avatar_id };
			work(world, session, makes, asksToFail(body.message));
			return { data: { session_id: session.id, run_id: session.run, title: titleOf(session.request) } };
		},

		/** What a session is afterwards is not known (docs/heygen.md §12): here a chat waits, and all else has failed. */
		videoAgentStop({ world, path }) {
			const session = sessions.find(world, path.session_id);
			if (!PAUSED.includes(session.status) && session.status !== 'failed') {
				session.run = newId();
				session.status = session.request.mode === 'chat' ? 'waiting_for_input' : 'failed';
				const message = 'The session was stopped';
				say(session, { type: 'error', content: message });
				const video = world.of(videoJobs.collection).get(session.videoIds.at(-1) ?? '');
				if (video?.status === 'processing') {
					Object.assign(video, { status: 'failed', failure: { code: 'stopped', message } });
				}
			}
			return { data: { session_id: session.id } };
		},

		videoAgentResourcesGet({ world, path }) {
			const session = sessions.find(world, path.session_id);
			if (!session.messages.some(({ resource_ids: ids }) => ids?.includes(path.resource_id))) {
				throw new HeyGenError('resource_not_found', `Resource ${path.resource_id} not found`, 'resource_id');
			}
			const url = world.links.file('thumbnail.png');
			return {
				data: {
					resource_id: path.resource_id,
					resource_type: 'storyboard',
					source_type: 'generated',
					url,
					preview_url: url,
					thumbnail_url: url,
					metadata: null,
					created_at: session.createdAt,
				},
			};
		},

		videoAgentVideosList({ world, path }) {
			const { videoIds } = sessions.find(world, path.session_id);
			const known = videoIds.filter((id) => world.of(videoJobs.collection).get(id));
			return {
				data: known.reverse().map((id) => videoJobs.get({ path: { video_id: id }, world }).data),
				has_more: false,
				next_token: null,
			};
		},

		videoAgentStylesList: (call) =>
			styles.list(
				{ ...call, query: { limit: 20, ...call.query } },
				({ tags }) => call.query.tag === undefined || tags.includes(call.query.tag),
			),
	},
} satisfies Resource;
