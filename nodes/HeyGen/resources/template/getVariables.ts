import { isRecord } from '../../api/json';
import { kindOf, template, type Variables } from '../../parameters/templateVariables';
import type { Operation } from '../../run/operation';

/** A value as it is given in short: of a file its address or ID. */
function shortOf(value: unknown): unknown {
	return isRecord(value) ? (value.url ?? value.asset_id ?? null) : (value ?? null);
}

function listed(variables: Variables): object[] {
	return Object.entries(variables).map(([name, variable]) => {
		const own: Record<string, unknown> = { ...variable };
		return {
			name,
			type: variable.type,
			required: variable.type === 'text',
			value: shortOf(own[kindOf(variable)?.key ?? '']),
		};
	});
}

/** One output for all of them: were there one for each, what follows would make a video of each. */
export const getVariables: Operation = {
	name: 'Get Variables',
	value: 'getVariables',
	action: 'Get template variables',
	description:
		"Get a template's variables: a list with type and current value, and all of them as Generate takes them Using JSON",
	calls: ['templateGet'],
	parameters: [template],
	async run(item) {
		const {
			id,
			name,
			variables = {},
		} = await item.client.data('templateGet', { path: { template_id: item.values.id('templateId') } });
		return { json: { template_id: id, template_name: name, list: listed(variables), variables } };
	},
};
