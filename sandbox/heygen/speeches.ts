import { collection } from './collection';
import { HeyGenError } from './errors';
import { CLIP_SECONDS } from './purse';
import { asksToFail, newId } from './world';
import type { World } from './world';

/** What every bundled recording lasts. */
export const SPEECH_SECONDS = CLIP_SECONDS;

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
	file: string,
	pay: () => void,
): { id: string; audio_url: string } {
	if (text.trim() === '' || asksToFail(text)) {
		throw new HeyGenError('tts_text_invalid', 'The text cannot be spoken', 'text');
	}
	pay();
	const id = newId();
	world.of(speeches).add(id, { text });
	return { id, audio_url: world.links.signed(`/results/${speeches.name}/${id}/${file}`) };
}
