import { UPLOADS } from '../../parameters/media';
import { payOnceOptions } from '../../parameters/payOnce';
import type { Operation } from '../../run/operation';
import { fileParameters, readUpload } from './file';

export const upload: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload asset',
	description: 'Put a file into HeyGen, to use it by its asset ID',
	calls: UPLOADS,
	parameters: fileParameters,
	options: payOnceOptions(true),
	async run(item) {
		const file = await readUpload(item);
		return { json: { ...(await item.upload(file)) } };
	},
};
