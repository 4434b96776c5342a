import { HeyGenError } from './errors';
import { retryAfter } from './jobs';
import type { Settings } from './settings';

const WINDOW_MS = 1000;

/** Requests a second, over a sliding window. Refused requests don't count. */
export class RateLimit {
	private admitted: number[] = [];

	constructor(private readonly settings: Settings) {}

	/** @throws HeyGenError 429 `rate_limit_exceeded` */
	admit(): void {
		const limit = this.settings.requestsPerSecond;
		if (limit === null) return;
		const now = Date.now();
		this.admitted = this.admitted.filter((time) => time > now - WINDOW_MS);
		if (this.admitted.length >= limit) {
			throw new HeyGenError('rate_limit_exceeded', `More than ${limit} requests a second`, undefined, {
				'retry-after': retryAfter(this.settings),
			});
		}
		this.admitted.push(now);
	}
}
