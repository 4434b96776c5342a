import { readCalled } from '../../parameters/callback';
import { readFolder } from '../../parameters/folder';
import { UPLOADS } from '../../parameters/media';
import { waitsForCall } from '../../parameters/wait';
import { explainLooks } from '../../run/mistakenId';
import { jobOperation } from '../jobOperation';
import { existingOption, existingOr, type VideoAnswer } from './existing';
import { backgroundLabel } from './picture';
import { readVideo, refuseCalls, videoOptions, videoParameters } from './request';
import { simplified } from './simplified';

export const create = jobOperation<'videoCreate', { video: VideoAnswer }>({
	name: 'Create',
	value: 'create',
	action: 'Create video',
	description:
		'Create a video in which a look or the person in a picture speaks, one from a prompt, or one of several scenes; paid by the second, a cinematic one by the video',
	calls: ['videoCreate', 'avatarLooksGet', 'avatarGet', ...UPLOADS],
	makes: 'video',
	downloads: true,
	parameters: videoParameters,
	options: [...videoOptions, existingOption],
	simplify: simplified,
	wait: { until: 'the video is rendered, some minutes and at times hours', limit: 60 },
	async start(item, create) {
		refuseCalls(item, readCalled(item.options), waitsForCall(item));
		const folder_id = readFolder(item.options);
		const { looks, provide } = await readVideo(item);
		const created = await create({
			body: { ...(await provide()), folder_id },
			labels: { background: backgroundLabel(item) },
		}).catch(explainLooks(item, looks));
		return { kind: 'video', id: created.video_id, answer: created };
	},
	instead: existingOr,
	output: { video: (_item, answer, video) => ({ ...answer, ...video }) },
});
