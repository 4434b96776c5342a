import type { IDataObject } from 'n8n-workflow';

import type { Witness } from '../../../nodes/HeyGen/api/client';
import { Ledger } from '../../../nodes/HeyGen/run/ledger';
import { NODE } from '../../support/node';

const batch = { name: 'batch', look: 'Look for it.' };

/** The notes that the tries of a run have in common. */
function tries() {
	const context: IDataObject = { other: 'kept' };
	return {
		context,
		next: () => new Ledger(context, NODE),
	};
}

const answered = async (witness: Witness) => {
	witness.sent();
	return await Promise.resolve({ batch_id: 'b', total_items: 2 });
};
const never = async (): Promise<never> => await Promise.reject(new Error('must not be made'));
const lost = async (witness: Witness): Promise<never> => {
	witness.sent();
	return await Promise.reject(new Error('lost'));
};

test('an answer comes again in the next try, and the write is not made', async () => {
	const { next } = tries();
	await next().once('a', batch, answered);
	expect(await next().once('a', batch, never)).toEqual({ batch_id: 'b', total_items: 2 });
});

test('what was sent and not answered is not made again, and the error says how to look for it', async () => {
	const { next } = tries();
	await expect(next().once('a', batch, lost)).rejects.toThrow('lost');
	for (let again = 0; again < 3; again++) {
		await expect(next().once('a', batch, never)).rejects.toMatchObject({
			message: 'An earlier try sent this request and got no proper answer, so it was not sent again',
			description:
				'The batch may have been created and paid. Look for it. If not, run this item alone again.',
		});
	}
});

test('it is on record before the request leaves', async () => {
	const { next } = tries();
	const first = next();
	await first.once('a', batch, async (witness) => {
		witness.sent();
		await expect(next().once('a', batch, never)).rejects.toThrow('An earlier try');
		return {};
	});
});

test.each<[string, (witness: Witness) => Promise<never>]>([
	['was withdrawn', async (witness) => (witness.sent(), witness.withdrawn(), await never())],
	['never left', never],
])('what %s is made in the next try', async (_, write) => {
	const { next } = tries();
	await expect(next().once('a', batch, write)).rejects.toThrow('must not be made');
	expect(await next().once('a', batch, answered)).toMatchObject({ batch_id: 'b' });
});

test('one that was withdrawn and then sent again counts as sent', async () => {
	const { next } = tries();
	const write = async (witness: Witness) => (witness.sent(), witness.withdrawn(), await lost(witness));
	await expect(next().once('a', batch, write)).rejects.toThrow('lost');
	await expect(next().once('a', batch, answered)).rejects.toThrow('An earlier try');
});

test('keys are apart, and clearing leaves what another call keeps', async () => {
	const { next, context } = tries();
	const ledger = next();
	await ledger.once('a', batch, answered);
	await expect(ledger.once('b', batch, lost)).rejects.toThrow('lost');
	expect(await ledger.once('c', batch, async () => await Promise.resolve({ batch_id: 'c' }))).toEqual({
		batch_id: 'c',
	});
	const another = next();
	await expect(another.once('d', batch, lost)).rejects.toThrow('lost');
	ledger.clear();
	expect(Object.keys(context)).toEqual(['other', expect.stringContaining('d')]);
	expect(await next().once('b', batch, answered)).toMatchObject({ batch_id: 'b' });
});

test('what it keeps is text', async () => {
	const { next, context } = tries();
	await next().once('a', batch, answered);
	for (const value of Object.values(context)) expect(typeof value).toBe('string');
});
