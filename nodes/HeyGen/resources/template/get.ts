import { template } from '../../parameters/templateVariables';
import type { Operation } from '../../run/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get template',
	description: 'Get a template with its scenes, their scripts and its variables',
	calls: ['templateGet'],
	parameters: [template],
	async run(item) {
		const found = await item.client.data('templateGet', {
			path: { template_id: item.values.id('templateId') },
		});
		return { json: { ...found } };
	},
};
