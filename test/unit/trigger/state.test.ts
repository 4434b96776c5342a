import { readRecorded } from '../../../nodes/HeyGen/trigger/events';
import { TriggerState, type Kept } from '../../../nodes/HeyGen/trigger/state';

const NOW = Date.UTC(2026, 10, 21, 12);
const AT_ONCE = 100;

function recorded(id: string) {
	const read = readRecorded({
		event_id: id,
		event_type: 'avatar_video.success',
		event_data: { video_id: `video of ${id}` },
		created_at: new Date(NOW - 60 * 60_000).toISOString(),
	});
	if (!read) throw new Error('this is an event');
	return read;
}

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
