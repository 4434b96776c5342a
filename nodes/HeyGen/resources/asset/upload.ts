import { upload as uploadAsset } from '../../api/uploads';
import { UPLOADS } from '../../parameters/media';
import type { Operation } from '../../run/operation';
import { fileParameters, readUpload } from './file';

export const upload: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload asset',
	description: 'Put a file into HeyGen, to use it by its asset ID',
	calls: UPLOADS,
	parameters: fileParameters,
	async run(item) {
		const file = await readUpload(item);
		return { json: { ...(await uploadAsset(item.client, file, item.key)) } };
	},
};
