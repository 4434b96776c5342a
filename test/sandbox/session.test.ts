import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { poll } from '../../sandbox/poll';
import { Session, Steps } from '../../sandbox/session';

jest.setTimeout(30_000);

/** Runs a session in a process of its own, because a signal ends a process. */
class Run {
	/** Of both streams, in the order it was written. */
	output = '';
	private readonly child: ChildProcess;
	private readonly ended: Promise<unknown[]>;

	constructor(work: string) {
		const script = `
			const { Session } = require('./sandbox/session.ts');
			const stoppable = (name, stop = async () => {}) => async () => {
				console.log('start ' + name);
				return { stop: async () => { console.log('stop ' + name); await stop(); }, killNow: () => console.log('kill ' + name) };
			};
			const forever = () => new Promise((resolve) => setTimeout(resolve, 60_000));
			Session.run(${work}).then((code) => process.exit(code));`;
		// One pipe for both streams: of two pipes, which is read first is a matter of chance.
		this.child = spawn(
			'sh',
			['-c', 'exec "$0" "$@" 2>&1', process.execPath, '--import', 'tsx', '--eval', script],
			{
				cwd: join(__dirname, '..', '..'),
				stdio: ['ignore', 'pipe', 'inherit'],
			},
		);
		this.child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
		this.ended = once(this.child, 'close');
	}

	async prints(text: string): Promise<void> {
		await poll(async () => (this.output.includes(text) ? true : await Promise.resolve(undefined)), {
			what: `"${text}"`,
			timeoutMs: 10_000,
			lastSeen: () => this.output,
		});
	}

	signal(signal: NodeJS.Signals): void {
		this.child.kill(signal);
	}

	async code(): Promise<unknown> {
		const [code] = await this.ended;
		return code;
	}

	get lines(): string[] {
		return this.output.split('\n').filter((line) => /^(start |stop |kill |✗)/.test(line));
	}
}

describe('a session', () => {
	it('stops what it started, the last first, and gives the exit code of its work', async () => {
		const order: string[] = [];
		const one = (name: string) => () => {
			order.push(`start ${name}`);
			return Promise.resolve({ stop: () => Promise.resolve(void order.push(`stop ${name}`)) });
		};
		const code = await Session.run(async (session) => {
			await session.start('a', one('a'));
			await session.start('b', one('b'));
			return 3;
		});
		expect(code).toBe(3);
		expect(order).toEqual(['start a', 'start b', 'stop b', 'stop a']);
	});

	it('stops all after an error, even when one of them cannot be stopped', async () => {
		const run = new Run(`async (session) => {
			await session.start('a', stoppable('a'));
			await session.start('b', stoppable('b', async () => { throw new Error('stuck'); }));
			await session.start('c', async () => { throw new Error('no port'); });
		}`);
		expect(await run.code()).toBe(1);
		expect(run.output.split('\n')).toEqual(
			expect.arrayContaining(['✗ no port', '✗ b could not be stopped: stuck']),
		);
		expect(run.output.split('\n').filter((line) => /^(start|stop|kill)/.test(line))).toEqual([
			'start a',
			'start b',
			'stop b',
			'kill b',
			'stop a',
		]);
	});

	it.each([
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const)('stops all on %s and ends with %i', async (signal, code) => {
		const run = new Run(`async (session) => {
			await session.start('a', stoppable('a'));
			await session.start('b', stoppable('b'));
			console.log('ready');
			await forever();
		}`);
		await run.prints('ready');
		run.signal(signal);
		expect(await run.code()).toBe(code);
		expect(run.lines).toEqual(['start a', 'start b', 'stop b', 'stop a']);
		expect(run.output).toMatch(/Stopping …[^]*\nStopped\.\n$/);
	});

	it('stops what was still starting when the signal came', async () => {
		const run = new Run(`async (session) => {
			await session.start('slow', async (signal) => {
				console.log('starting');
				await new Promise((resolve) => signal.addEventListener('abort', resolve));
				return stoppable('slow')();
			});
		}`);
		await run.prints('starting');
		run.signal('SIGINT');
		expect(await run.code()).toBe(130);
		expect(run.lines).toEqual(['start slow', 'stop slow']);
	});

	it('does not wait any longer after a second Ctrl-C, and takes the one that npm hands on for the first', async () => {
		const run = new Run(`async (session) => {
			await session.start('a', stoppable('a', forever));
			console.log('ready');
			await forever();
		}`);
		await run.prints('ready');
		run.signal('SIGINT');
		await run.prints('stop a');
		run.signal('SIGINT');
		const pressedAt = Date.now();
		await poll(async () => await Promise.resolve(Date.now() - pressedAt > 700 ? true : undefined), {
			what: 'the second press to be one of its own',
			timeoutMs: 5_000,
		});
		expect(run.output).not.toContain('kill a');
		run.signal('SIGINT');
		expect(await run.code()).toBe(130);
		expect(run.lines).toEqual(['start a', 'stop a', 'kill a']);
	});

	it('counts Ctrl-C as its normal end once it only waits for it', async () => {
		const run = new Run(`async (session) => {
			await session.start('a', stoppable('a'));
			console.log('ready');
			await session.untilInterrupted();
		}`);
		await run.prints('ready');
		run.signal('SIGINT');
		expect(await run.code()).toBe(0);
		expect(run.lines).toEqual(['start a', 'stop a']);
		expect(run.output).toMatch(/\nStopped\.\n$/);
	});

	it('stops all after a mistake nobody caught', async () => {
		const run = new Run(`async (session) => {
			await session.start('a', stoppable('a'));
			setTimeout(() => { throw new Error('a slip'); }, 1);
			await forever();
		}`);
		expect(await run.code()).toBe(1);
		expect(run.lines).toEqual(['start a', '✗ a slip', 'stop a']);
	});
});

describe('steps', () => {
	it('print a numbered line each, with what came out', async () => {
		let text = '';
		const out = new Writable({
			write(chunk: Buffer, _encoding, done) {
				text += chunk.toString();
				done();
			},
		});
		const steps = new Steps(out as NodeJS.WriteStream);
		await steps.step(
			'Create Avatar',
			(say) => {
				say('uploading');
				return Promise.resolve({ id: 'lk_1' });
			},
			({ id }) => id,
		);
		await expect(steps.step('Create Video', () => Promise.reject(new Error('402')))).rejects.toThrow('402');
		expect(text.replace(/\d+\.\d s/g, 'n s')).toBe(
			'    uploading\n✓ 1. Create Avatar (n s): lk_1\n✗ 2. Create Video (n s)\n',
		);
	});
});
