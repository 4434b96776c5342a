import { readRecorded } from '../../../nodes/HeyGen/trigger/events';
import { TriggerState, type Kept } from '../../../nodes/HeyGen/trigger/state';

const NOW = Date.UTC(2026, 10, 21, 12);
const AT_ONCE = 100;

/** An event of an hour ago, of another time, or of none. */
function recorded(id: string, time: number | null = NOW - 60 * 60_000) {
	const read = readRecorded({
		event_id: id,
		event_type: 'avatar_video.success',
		event_data: { video_id: `video of ${id}` },
		created_at: time === null ? undefined : new Date(time).toISOString(),
	});
	if (!read) throw new Error('this is an event');
	return read;
}

describe('what is stored', () => {
	test('is laid over what is older, taken where it is newer, and left as it is where it is the same', () => {
		const state = new TriggerState();
		state.change({ endpointId: 'own' }, 2_000);
		const older: Kept = { revision: 1_000, endpointId: 'old', secret: 'old' };
		state.load(older, NOW);
		expect(older).toStrictEqual({ revision: 2_000, endpointId: 'own' });
		const same: Kept = { revision: 2_000, endpointId: 'as it is' };
		state.load(same, NOW);
		expect([same, state.registration.endpointId]).toStrictEqual([
			{ revision: 2_000, endpointId: 'as it is' },
			'own',
		]);
		state.load({ revision: 3_000, endpointId: 'new' }, NOW);
		expect(state.registration.endpointId).toBe('new');
	});

	test('is complete up to the first event that has no execution yet', () => {
		const state = new TriggerState();
		const complete = () => {
			const kept: Kept = {};
			state.store(kept);
			return kept.completeUntil;
		};
		state.miss([recorded('before all', NOW - 1)], NOW);
		expect(complete()).toBeUndefined();
		state.complete(NOW);
		expect(complete()).toBe(NOW - 2);
		const taken = state.take(AT_ONCE, recorded('without a time', null), NOW);
		expect(taken.events).toHaveLength(2);
		expect(complete()).toBe(NOW - 2);
		state.settle(taken, NOW);
		expect(complete()).toBe(NOW);
		state.take(AT_ONCE, recorded('without a time, too', null), NOW);
		expect(complete()).toBe(NOW);
	});

	test('is laid into the static data of the activation, too, where anybody may write on', () => {
		const state = new TriggerState();
		const activated: Kept = {};
		state.activated = activated;
		state.change({ endpointId: 'own', secret: 'one' }, 2_000);
		state.store({});
		expect(JSON.parse(JSON.stringify(activated))).toEqual({
			revision: 2_000,
			endpointId: 'own',
			secret: 'one',
		});
		expect(Object.keys(activated).sort()).toEqual(['endpointId', 'revision', 'secret']);
		activated.secret = 'another';
		state.change({ stopped: true }, 3_000);
		state.store({});
		expect(Object.keys(activated).sort()).toEqual(['revision', 'stopped']);
	});
});

describe('of two processes that find the same event missing', () => {
	const found = () => {
		const [one, two] = [new TriggerState(), new TriggerState()];
		for (const state of [one, two]) state.miss([recorded('lost')], NOW);
		return { one, two };
	};

	test('the one that comes later does not run it again', () => {
		const { one, two } = found();
		const kept: Kept = {};
		one.load(kept, NOW);
		const taken = one.take(AT_ONCE, undefined, NOW);
		expect(taken.events).toHaveLength(1);
		one.settle(taken, NOW);
		one.store(kept);

		two.load(kept, NOW);
		expect(two.take(AT_ONCE, undefined, NOW).events).toEqual([]);
	});

	test('the one that could not start its execution knows that the other did', () => {
		const { one, two } = found();
		const kept: Kept = {};
		const late = two.take(AT_ONCE, undefined, NOW);
		const taken = one.take(AT_ONCE, undefined, NOW);
		one.settle(taken, NOW);
		one.store(kept);

		two.load(kept, NOW);
		two.giveUp(late);
		two.miss([recorded('lost')], NOW);
		expect(two.take(AT_ONCE, undefined, NOW).events).toEqual([]);
	});
});
