import { downloaded } from '../../jobs/files';
import { downloadParameter, wantedFiles } from '../../parameters/wait';
import { jobKinds } from '../../jobs/jobKinds';
import type { Operation } from '../../run/operation';
import { mayBeRetired } from './retired';

export const getGeneration: Operation = {
	name: 'Get Generation',
	value: 'getGeneration',
	action: 'Get photo generation',
	description: 'Get the state and the photos of a generation (v2)',
	calls: ['photoGenerationGet'],
	parameters: [
		{
			displayName: 'Generation ID',
			name: 'generationId',
			type: 'string',
			default: '',
			required: true,
			description: 'The generation_id that Photo > Generate gave',
		},
		downloadParameter(jobKinds.photoGeneration),
	],
	async run(item) {
		const id = item.values.text('generationId').trim();
		const wanted = wantedFiles(item, jobKinds.photoGeneration);
		const generation = await jobKinds.photoGeneration.read(item.client, id).catch((error: unknown) => {
			throw mayBeRetired(error);
		});
		return {
			json: { ...generation },
			binary: await downloaded(item, jobKinds.photoGeneration, id, generation, wanted),
		};
	},
};
