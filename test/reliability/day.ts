import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { isRecord, textOf } from '../../nodes/HeyGen/api/json';
import { video } from '../support/answers';
import { API_KEY, byId, runNode } from '../support/engine';
import type { VirtualTime } from '../support/time';

// An agency's day: executions of a hundred videos each begin all day long, on workers that run so many at once, and share one
// HeyGen account. The node and n8n's engine are the real ones; the account and the hours are not.

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long HeyGen works on a video of some seconds. */
const RENDERING = 60 * SECOND;

/** What HeyGen asks to wait where all places are taken. */
const RETRY_AFTER = 30;

export const ITEMS = 100;

/** As long as HeyGen's own, with what signs it. */
const LINK = `https://files.heygen.example/video.mp4?signature=${'s'.repeat(600)}`;

interface Made {
	readonly id: string;
	readonly ends: number;
}

/** A HeyGen account that makes so many videos at once. */
export class Account {
	readonly seen = { requests: 0, refused: 0, busiestMinute: 0 };

	readonly made = new Map<string, Made>();

	/** The ends of those under way, the earliest first. */
	private underWay: number[] = [];

	private minute = { began: 0, requests: 0 };

	private readonly server = createServer((request, response) => void this.serve(request, response));

	constructor(
		private readonly time: VirtualTime,
		private readonly places: number,
	) {}

	async listen(): Promise<void> {
		await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((ended) => this.server.close(ended));
	}

	get origin(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	private count(): void {
		this.seen.requests++;
		const now = this.time.now();
		if (now - this.minute.began >= MINUTE) this.minute = { began: now, requests: 0 };
		this.seen.busiestMinute = Math.max(this.seen.busiestMinute, ++this.minute.requests);
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		this.count();
		const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
		const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
			response
				.writeHead(status, { 'Content-Type': 'application/json', ...headers })
				.end(JSON.stringify(body));
		if (request.method === 'POST') {
			await json(request);
			const id = this.make(request.headers['idempotency-key']?.toString() ?? '');
			if (id !== undefined) return void answer(200, { data: { video_id: id, status: 'waiting' } });
			const error = { code: 'rate_limit_exceeded', message: 'All places are taken' };
			return void answer(429, { error }, { 'Retry-After': String(RETRY_AFTER) });
		}
		if (pathname.endsWith('/statuses')) {
			const ids = searchParams.get('video_ids')?.split(',') ?? [];
			return void answer(200, { data: ids.map((id) => ({ video_id: id, status: this.statusOf(id) })) });
		}
		if (pathname.endsWith('/videos')) {
			const latest = [...this.made.values()].slice(-ITEMS).reverse();
			return void answer(200, { data: latest.map(({ id }) => this.view(id)), has_more: false });
		}
		answer(200, { data: this.view(pathname.split('/').at(-1) ?? '') });
	}

	/** The ID of a video under a key; undefined where all places are taken. */
	private make(key: string): string | undefined {
		const known = this.made.get(key);
		if (known) return known.id;
		const now = this.time.now();
		this.underWay = this.underWay.filter((end) => end > now);
		if (this.underWay.length >= this.places) {
			this.seen.refused++;
			return undefined;
		}
		const made = { id: `${this.made.size + 1}`, ends: now + RENDERING };
		this.underWay.push(made.ends);
		this.made.set(key, made);
		this.ends.set(made.id, made.ends);
		return made.id;
	}

	private readonly ends = new Map<string, number>();

	private statusOf(id: string): 'completed' | 'processing' {
		return (this.ends.get(id) ?? Infinity) <= this.time.now() ? 'completed' : 'processing';
	}

	private view(id: string): object {
		const status = this.statusOf(id);
		const links = { video_url: LINK, thumbnail_url: LINK, gif_url: LINK, video_page_url: LINK };
		return video(id, { status, ...(status === 'completed' ? links : {}) });
	}
}

export interface Day {
	/** Videos HeyGen makes at once. */
	readonly places: number;
	/** Executions that the workers run at once. */
	readonly slots: number;
	readonly executions: number;
	/** In virtual milliseconds. */
	readonly length: number;
}

export interface Evening {
	/** Of the items: the videos that came out, each another one. */
	readonly videos: number;
	readonly failed: number;
	/** Videos that HeyGen made, and is paid for. */
	readonly paid: number;
	readonly requests: number;
	readonly refused: number;
	readonly busiestMinute: number;
	/** Executions that ran at once, at most. */
	readonly atOnce: number;
	/** From when an execution was to begin until it ended, in virtual milliseconds: the longest. */
	readonly longest: number;
	/** What n8n keeps of an execution, in bytes. */
	readonly kept: number;
	readonly failures: readonly string[];
}

/** Lets so many run at once; who comes later waits in line. */
class Slots {
	running = 0;
	atOnce = 0;
	private readonly line: Array<() => void> = [];

	constructor(private readonly count: number) {}

	async in<Result>(work: () => Promise<Result>): Promise<Result> {
		if (this.running >= this.count) await new Promise<void>((enter) => this.line.push(enter));
		this.atOnce = Math.max(this.atOnce, ++this.running);
		try {
			return await work();
		} finally {
			this.running--;
			this.line.shift()?.();
		}
	}
}

const rows = Array.from({ length: ITEMS }, (_, row) => ({ json: { row } }));

async function execution(number: number, baseUrl: string) {
	const { run, items } = await runNode({
		parameters: {
			...{ resource: 'video', operation: 'create', type: 'avatar', avatarId: byId('look-1') },
			...{ voiceSource: 'script', script: '=Hello number {{ $json.row }}', wait: true },
			options: { waitLimit: 24 * 60 },
		},
		items: rows,
		executionId: `execution-${number}`,
		settings: { onError: 'continueRegularOutput' },
		credentials: { heyGenStudioApi: { apiKey: API_KEY, baseUrl } },
	});
	return { items, kept: JSON.stringify(run.data.resultData).length };
}

/** Spends a day, and says what has become of it. */
export async function spend(time: VirtualTime, { places, slots, executions, length }: Day): Promise<Evening> {
	const account = new Account(time, places);
	await account.listen();
	const workers = new Slots(slots);
	const videos = new Set<string>();
	const failures = new Set<string>();
	let [failed, kept, longest] = [0, 0, 0];
	const one = async (number: number) => {
		const due = (number * length) / executions;
		await time.sleep(due);
		const began = time.now();
		const ended = await workers.in(async () => await execution(number, account.origin));
		// The clock in place of the real one keeps all that it was ever asked.
		jest.clearAllMocks();
		longest = Math.max(longest, time.now() - began);
		kept = Math.max(kept, ended.kept);
		for (const { json: item } of ended.items) {
			const id = isRecord(item) && item.status === 'completed' ? textOf(item.video_id) : undefined;
			if (id !== undefined) videos.add(id);
			else {
				failed++;
				failures.add(textOf(item.error) ?? 'no error');
			}
		}
	};
	await Promise.all(Array.from({ length: executions }, async (_, number) => await one(number)));
	await account.close();
	const { requests, refused, busiestMinute } = account.seen;
	return {
		...{ videos: videos.size, failed, paid: account.made.size, requests, refused, busiestMinute },
		...{ atOnce: workers.atOnce, longest, kept, failures: [...failures] },
	};
}
