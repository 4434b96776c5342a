import { HeyGenError } from '../errors';
import type { Handlers } from '../types';

export const voices = {
	voiceList({ query, world }) {
		const type = query.type ?? 'public';
		const same = (wanted: string | undefined, actual: string) =>
			wanted === undefined || wanted.toLowerCase() === actual.toLowerCase();
		const { items, ...page } = world.voices.page({
			limit: query.limit ?? 20,
			token: query.token,
			where: ({ data, engine }) =>
				data.type === type &&
				same(query.language, data.language) &&
				same(query.gender, data.gender) &&
				same(query.engine, engine),
		});
		return { data: items.map(({ data }) => data), ...page };
	},

	voiceGet({ path, world }) {
		const voice = world.voices.get(path.voice_id);
		if (!voice) throw new HeyGenError('voice_not_found', `Voice ${path.voice_id} not found`, 'voice_id');
		const { voice_id, name, language, gender, preview_audio_url, support_pause } = voice.data;
		return {
			data: {
				voice_id,
				name,
				language,
				gender,
				preview_audio_url,
				support_pause,
				support_interactive_avatar: false,
				status: 'complete',
				created_at: null,
				failure_message: null,
			},
		};
	},
} satisfies Handlers;
