import { listOperation } from '../list';

export const getStyles = listOperation({
	name: 'Get Many Styles',
	value: 'getStyles',
	action: 'Get many styles of agent',
	description: 'List the styles a video of the agent can have',
	calls: ['videoAgentStylesList'],
	filters: [
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. cinematic',
			description: 'Only styles with this tag',
		},
	],
	query: (filters) => ({ tag: filters.optionalText('tag')?.trim() }),
});
