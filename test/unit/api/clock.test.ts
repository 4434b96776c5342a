import { unlessAborted } from '../../../nodes/HeyGen/api/clock';
import { settled } from '../../support/clock';

describe('work that an abort may end', () => {
	test('settles as the work does', async () => {
		const { signal } = new AbortController();
		await expect(unlessAborted(Promise.resolve(7), signal)).resolves.toBe(7);
		await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
		await expect(unlessAborted(Promise.resolve(7))).resolves.toBe(7);
	});

	test('rejects with the reason as soon as the signal aborts', async () => {
		const abort = new AbortController();
		const waiting = unlessAborted(new Promise<never>(() => {}), abort.signal);
		abort.abort(new Error('cancelled'));
		await expect(waiting).rejects.toThrow('cancelled');
	});

	test('rejects where the signal has aborted before, even if the work is done', async () => {
		const signal = AbortSignal.abort(new Error('too late'));
		await expect(unlessAborted(Promise.resolve(7), signal)).rejects.toThrow('too late');
	});

	test('hears the rejection of the work although the signal has aborted before', async () => {
		const unheard: unknown[] = [];
		const note = (reason: unknown) => unheard.push(reason);
		process.on('unhandledRejection', note);
		let fail: (reason: Error) => void = () => {};
		const work = new Promise<never>((_, reject) => (fail = reject));
		await expect(unlessAborted(work, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
		fail(new Error('the work failed later'));
		await settled();
		await settled();
		process.off('unhandledRejection', note);
		expect(unheard).toEqual([]);
	});

	test('turns a reason that is no error into one', async () => {
		await expect(unlessAborted(Promise.resolve(7), AbortSignal.abort('because'))).rejects.toThrow('Aborted');
	});

	test('puts a single listener on the signal, however many wait, so that Node warns of no leak', async () => {
		const abort = new AbortController();
		const added = jest.spyOn(abort.signal, 'addEventListener');
		const all = Array.from({ length: 500 }, async () => {
			await unlessAborted(new Promise<never>(() => {}), abort.signal);
		});
		abort.abort(new Error('cancelled'));
		for (const outcome of await Promise.allSettled(all)) {
			expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'cancelled' } });
		}
		expect(added).toHaveBeenCalledTimes(1);
	});
});
