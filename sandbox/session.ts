import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from './errors';

/** Something that runs until it is stopped: n8n, the simulator, a browser. */
export interface Stoppable {
	stop(): Promise<void>;
	/** Ends it at once and without waiting, when there is no time left. */
	killNow?(): void;
}

type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const EXIT_CODES: Record<EndSignal, number> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** npm hands on the Ctrl-C that the terminal has already sent to all of us: one press arrives twice. */
const SAME_PRESS_MS = 500;

/** How long something that is still starting may take to see that it is no longer wanted. */
const START_GIVE_UP_MS = 10_000;

interface Entry {
	name: string;
	/** Never rejects; undefined when it did not start. */
	started: Promise<Stoppable | undefined>;
	running?: Stoppable;
}

/**
 * Stops everything it started, the last first, however the work ends: normally, with an error or by a signal.
 * A second Ctrl-C does not wait for that.
 */
export class Session {
	private readonly entries: Entry[] = [];
	private readonly aborter = new AbortController();
	private stopping: Promise<void> | undefined;
	private waitsForTheUser = false;

	private constructor() {}

	/**
	 * Resolves to the exit code when all is stopped: what `work` gave or 0, 1 after an error, 128 + the signal's number.
	 * Ending `untilInterrupted` is a normal end.
	 */
	static async run(work: (session: Session) => Promise<number | void>): Promise<number> {
		const session = new Session();
		// Node ends a process in which nothing is due, and would end this one while it waits for a signal.
		const alive = setInterval(() => undefined, 2 ** 30);
		const release = session.listen();
		try {
			// Not every wait in the work can be aborted, so an interruption does not wait for it.
			const code = await Promise.race([work(session), session.interrupted()]);
			return session.exitCode() ?? code ?? 0;
		} catch (error) {
			const code = session.exitCode();
			if (code === undefined) complain(error);
			return code ?? 1;
		} finally {
			await session.stop();
			if (session.signal.aborted) console.error('Stopped.');
			release();
			clearInterval(alive);
		}
	}

	/** Aborted by the first signal. */
	get signal(): AbortSignal {
		return this.aborter.signal;
	}

	/** Starts something and stops it at the end, also when the end comes before it has started. */
	async start<T extends Stoppable>(name: string, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
		this.signal.throwIfAborted();
		const starting = start(this.signal);
		const entry: Entry = {
			name,
			started: starting.then(
				(running) => (entry.running = running),
				() => undefined,
			),
		};
		this.entries.push(entry);
		return await starting;
	}

	/** Waits; a signal ends the wait with an error. */
	async pause(milliseconds: number): Promise<void> {
		await sleep(milliseconds, undefined, { signal: this.signal });
	}

	/** Resolves when the user ends the session, which then counts as its normal end. */
	async untilInterrupted(): Promise<void> {
		this.waitsForTheUser = true;
		await this.interrupted();
	}

	/** undefined unless a signal ended the work. */
	private exitCode(): number | undefined {
		const { aborted, reason } = this.signal as { aborted: boolean; reason: EndSignal };
		return aborted && !this.waitsForTheUser ? EXIT_CODES[reason] : undefined;
	}

	private async interrupted(): Promise<void> {
		if (this.signal.aborted) return;
		await new Promise<void>((resolve) =>
			this.signal.addEventListener('abort', () => resolve(), { once: true }),
		);
	}

	private stop(): Promise<void> {
		this.stopping ??= this.stopAll();
		return this.stopping;
	}

	private async stopAll(): Promise<void> {
		for (let entry = this.entries.at(-1); entry; entry = this.entries.at(-1)) {
			const running = await Promise.race([entry.started, sleep(START_GIVE_UP_MS, undefined, { ref: false })]);
			try {
				await running?.stop();
			} catch (error) {
				// The others still have to be stopped.
				console.error(`✗ ${entry.name} could not be stopped: ${messageOf(error)}`);
				running?.killNow?.();
			}
			this.entries.splice(this.entries.indexOf(entry), 1);
		}
	}

	private killNow(): void {
		for (const { running } of this.entries.reverse()) running?.killNow?.();
	}

	private listen(): () => void {
		let interruptedAt = 0;
		const onSignal = (signal: EndSignal) => {
			if (!this.signal.aborted) {
				interruptedAt = Date.now();
				console.error(this.entries.length > 0 ? '\nStopping … (Ctrl-C again stops at once)' : '\nStopping …');
				this.aborter.abort(signal);
			} else if (Date.now() - interruptedAt > SAME_PRESS_MS) {
				process.exit(EXIT_CODES[signal]);
			}
		};
		const onMistake = (error: unknown) => {
			complain(error);
			void this.stop().finally(() => process.exit(1));
		};
		const onExit = () => this.killNow();
		const signals: EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
		for (const signal of signals) process.on(signal, onSignal);
		process.on('uncaughtException', onMistake);
		process.on('unhandledRejection', onMistake);
		process.on('exit', onExit);
		return () => {
			for (const signal of signals) process.off(signal, onSignal);
			process.off('uncaughtException', onMistake);
			process.off('unhandledRejection', onMistake);
			process.off('exit', onExit);
		};
	}
}

function complain(error: unknown): void {
	console.error(`✗ ${messageOf(error)}`);
	if (process.env.DEBUG && error instanceof Error) console.error(error.stack);
}

/** After this long without an end, a log shows what is being waited for; a terminal always does. */
const SLOW_MS = 10_000;

/** Numbered lines, one for each step: what was done, how long it took and what came out. */
export class Steps {
	private number = 0;

	constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

	/** `say` prints a line below the step while it is under way; `result` puts what came out onto its line. */
	async step<T>(
		title: string,
		work: (say: (text: string) => void) => Promise<T>,
		result: (value: T) => string | undefined = () => undefined,
	): Promise<T> {
		const name = `${++this.number}. ${title}`;
		const startedAt = Date.now();
		const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
		const finish = (mark: string, outcome?: string) => {
			clearInterval(ticker);
			this.line(`${mark} ${name} (${seconds()} s)${outcome ? `: ${outcome}` : ''}`);
		};
		const ticker = this.out.isTTY
			? setInterval(() => this.out.write(`\r\u001b[2K… ${name} (${seconds()} s)`), 100)
			: setInterval(() => {
					clearInterval(ticker);
					this.line(`… ${name}`);
				}, SLOW_MS);
		try {
			const value = await work((text) => this.line(`    ${text}`));
			finish('✓', result(value));
			return value;
		} catch (error) {
			finish('✗');
			throw error;
		}
	}

	/** A line between the steps. */
	say(text: string): void {
		this.line(text);
	}

	private line(text: string): void {
		this.out.write(`${this.out.isTTY ? '\r\u001b[2K' : ''}${text}\n`);
	}
}
