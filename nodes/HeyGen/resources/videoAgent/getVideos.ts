import type { Operation } from '../../run/operation';
import { fieldsOf } from '../../run/shape';
import { sessionParameter } from './request';

/** HeyGen gives them all at once, so that there is nothing to limit. */
export const getVideos: Operation = {
	name: 'Get Many Videos',
	value: 'getVideos',
	action: 'Get many videos of agent',
	description: 'List all videos that were made in a session',
	calls: ['videoAgentVideosList'],
	parameters: [sessionParameter],
	simplify: (json) =>
		fieldsOf(json, [
			'id',
			'title',
			'status',
			'video_url',
			'captioned_video_url',
			'subtitle_url',
			'thumbnail_url',
			'duration',
			'failure_code',
			'failure_message',
		]),
	async run({ client, values }) {
		const path = { session_id: values.id(sessionParameter.name) };
		const { data } = await client.page('videoAgentVideosList', { path });
		return data.map((video) => ({ json: { ...video } }));
	},
};
