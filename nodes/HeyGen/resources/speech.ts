import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { paysInDollars } from '../api/connection';
import type { Creation } from '../jobs/errors';
import { downloaded } from '../jobs/files';
import type { Linked } from '../jobs/kinds/kind';
import { estimateBetween, estimateOf, type Amount, type Estimate, type Rate } from '../jobs/prices';
import { downloadParameter, wantedFiles } from '../parameters/wait';
import type { Item } from '../run/item';
import type { Paid } from '../run/ledger';
import type { Output } from '../run/output';
import type { Values } from '../run/values';

/** HeyGen's answer to a text: there is no other place to read it again. */
interface Speech {
	readonly audio_url: string;
}

/** What stays of a speech is its link, so it is known by that. */
const speech: Creation & Linked<Speech> = {
	name: 'speech',
	paidBy: 'second',
	files: [
		{
			name: 'audio',
			isUsual: true,
			displayName: 'Audio',
			ending: 'wav',
			links: ({ audio_url: link }) => [link],
		},
	],
};

/** HeyGen takes no Idempotency-Key for a speech, and lists none. */
export const PAID_SPEECH: Paid = {
	name: speech.name,
	look: "See from HeyGen's record of what was used, or from the balance, whether it was.",
};

/** How many characters a text may have. */
const TEXT_LIMIT = 5000;

export const speechText: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Hello Anna, here is your weekly report.',
	description: 'What is said, in at most 5000 characters',
};

export function readText(values: Values): string {
	return values.text(speechText.name, { max: TEXT_LIMIT });
}

export const speechDownload = downloadParameter(speech);

interface Speaking<Answer> {
	readonly rate: Rate;
	/** How much of it that is going to be. */
	readonly expected: Amount;
	/** How much of it, in what the rate is for. */
	readonly amount: (answer: Answer) => unknown;
	readonly speak: (price: () => Estimate | undefined) => Promise<Answer>;
}

/** Reads what to download, then has the speech made and loads it: it is paid by then. */
export async function spoken<Answer extends IDataObject & Speech>(
	item: Item,
	{ rate, expected, amount, speak }: Speaking<Answer>,
): Promise<Output> {
	const files = wantedFiles(item, speech);
	const inDollars = paysInDollars(item.client.connection);
	const answer = await speak(() => (inDollars ? estimateBetween(rate, expected) : undefined));
	return await item.afterCreating(speech, answer.audio_url, async () => ({
		json: answer,
		price: inDollars ? estimateOf(rate, amount(answer)) : undefined,
		binary: await downloaded(item, speech, `speech-${item.index + 1}`, answer, files),
	}));
}
