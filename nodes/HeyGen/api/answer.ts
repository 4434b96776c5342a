import { unlessAborted } from './clock';
import { ended, type Ending } from './ending';
import { causesOf, isFullAnswer } from './failure';
import { isRecord } from './json';
import { isFileStream, textIn } from './opened';

/** As JSON, or as it is where it is none. */
function parsed(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return text;
	}
}

async function read(body: unknown, ending: Ending): Promise<unknown> {
	if (!isFileStream(body)) return body;
	return await ended(body, ending, async () => parsed(await unlessAborted(textIn(body), ending.limit)));
}

/** The body of a refusal, undefined where it breaks off: the status says enough. */
async function readRefusal(body: unknown, ending: Ending): Promise<unknown> {
	return await read(body, ending).catch(() => undefined);
}

/**
 * Reads an answer that n8n gives as a stream, as JSON. n8n's own reading knows no end: its time-out begins anew with every
 * byte, and it unzips whatever comes.
 *
 * @throws what n8n throws, with the body of the answer in it read; or that no whole answer came.
 */
export async function wholeAnswer(answered: Promise<unknown>, ending: Ending): Promise<unknown> {
	const { limit, milliseconds } = ending;
	const whole = async () => {
		const answer = await unlessAborted(answered, limit);
		if (!isFullAnswer(answer)) return answer;
		const reading = answer.statusCode < 400 ? read : readRefusal;
		return { ...answer, body: await reading(answer.body, ending) };
	};
	const failed = async (error: unknown): Promise<never> => {
		const refusals = causesOf(error).flatMap(({ response }) => (isRecord(response) ? [response] : []));
		for (const refusal of refusals) refusal.data = await readRefusal(refusal.data, ending);
		const isLate = limit.aborted && refusals.length === 0;
		throw isLate ? new Error(`no whole answer came within ${milliseconds / 1000} seconds`) : error;
	};
	return await whole().catch(failed).finally(ending.end);
}
