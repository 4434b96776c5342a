import { collection } from './collection';
import { HeyGenError } from './errors';
import { spokenSeconds } from './pace';
import { asksToFail, newId } from './world';
import type { World } from './world';

/** Speeches that were made; their links need them. */
export const speeches = collection('speeches').of<{ text: string }>();

/**
 * Speaks a text at once.
 * @param pay what it costs; nothing is paid for what cannot be spoken
 * @throws HeyGenError 400 for a text that cannot be spoken
 */
export function speak(
	world: World,
	text: string,
	{ file, speed = 1 }: { file: string; speed?: number },
	pay: () => void,
): { id: string; audio_url: string; seconds: number } {
	if (text.trim() === '' || asksToFail(text)) {
		throw new HeyGenError('tts_text_invalid', 'The text cannot be spoken', 'text');
	}
	pay();
	const id = newId();
	world.of(speeches).add(id, { text });
	const audio_url = world.links.signed(`/results/${speeches.name}/${id}/${file}`);
	return { id, audio_url, seconds: spokenSeconds(text, speed) };
}
