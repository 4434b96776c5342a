import type { RequestQuery } from '../../api/contract';
import { eventTypeLocator } from '../../parameters/locators';
import type { Values } from '../../run/values';
import { listOperation } from '../list';

type EventType = NonNullable<RequestQuery<'webhookEventsList'>['event_type']>;

/** HeyGen has more types than the contract knows, and gives their list: whatever looks like one is asked for. */
function isEventType(text: string): text is EventType {
	return /^[a-z][a-z0-9]*[._][a-z0-9._]+$/.test(text);
}

function eventTypeOf(filters: Values): EventType | undefined {
	const type = filters.optionalId('eventType');
	if (type === undefined || isEventType(type)) return type;
	throw filters.refuse(
		`"${filters.label('eventType')}" must be the type of an event, such as avatar_video.success`,
		'Choose one from the list.',
	);
}

export const getAllEvents = listOperation({
	name: 'Get Many Events',
	value: 'getAllEvents',
	action: 'Get many events',
	description: 'List what HeyGen has reported, delivered or not, such as finished videos',
	calls: ['webhookEventsList'],
	filters: [
		{
			displayName: 'Entity ID',
			name: 'entityId',
			type: 'string',
			default: '',
			description: 'Only events about this video, translation or other thing, by its ID',
		},
		eventTypeLocator({
			name: 'eventType',
			displayName: 'Event Type',
			description: 'Only events of this type',
			required: false,
		}),
	],
	query: (filters) => ({
		event_type: eventTypeOf(filters),
		entity_id: filters.optionalId('entityId'),
	}),
});
