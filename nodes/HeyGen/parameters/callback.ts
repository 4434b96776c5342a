import type { INodeProperties } from 'n8n-workflow';

import { isLoopback } from '../api/baseUrl';
import { urlOf, type Values } from '../run/values';

/** Whom HeyGen calls when a job has ended, as its requests name them. */
export interface Called {
	readonly callback_url?: string;
	readonly callback_id?: string;
}

/** The option that holds an address of the user's own. */
export type AddressOption = Pick<INodeProperties, 'name' | 'displayName'>;

export const CALLBACK_URL: AddressOption = { displayName: 'Callback URL', name: 'callbackUrl' };
const CALLBACK_ID: AddressOption = { displayName: 'Callback ID', name: 'callbackId' };

/** An option for an address that HeyGen calls. */
export function addressOption(option: AddressOption, description: string): INodeProperties {
	return {
		...option,
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/heygen-done',
		description,
	};
}

/** The options by which the user says whom HeyGen calls about one job, for what its creation takes of them. */
export function callbackOptions(takes: ReadonlyArray<keyof Called>, job: string): INodeProperties[] {
	const options: Record<keyof Called, INodeProperties> = {
		callback_id: {
			...CALLBACK_ID,
			type: 'string',
			default: '',
			description: `Your own name for the ${job}; it comes back with the call to Callback URL`,
		},
		callback_url: addressOption(CALLBACK_URL, `An https address that HeyGen calls when the ${job} has ended`),
	};
	return takes.map((name) => options[name]);
}

/** The address the user wants HeyGen to call. */
export function readAddress(options: Values, { name }: AddressOption): string | undefined {
	const url = options.optionalText(name)?.trim();
	if (url === undefined) return undefined;
	const parsed = urlOf(url);
	if (parsed?.protocol !== 'https:' && !(parsed?.protocol === 'http:' && isLoopback(parsed.hostname))) {
		throw options.refuse(`"${options.label(name)}" must be an https URL`, 'HeyGen calls it from outside.');
	}
	return url;
}

/**
 * Whom the user wants to be called about one job.
 *
 * @param max the most characters of an ID.
 */
export function readCalled(options: Values, max?: number): Called {
	const url = options.has(CALLBACK_URL.name) ? readAddress(options, CALLBACK_URL) : undefined;
	const id = options.has(CALLBACK_ID.name)
		? options.optionalText(CALLBACK_ID.name, { max })?.trim()
		: undefined;
	if (id !== undefined && url === undefined) {
		throw options.refuse(
			`"${CALLBACK_ID.displayName}" is set without a "${CALLBACK_URL.displayName}"`,
			'HeyGen takes the ID only together with the URL.',
		);
	}
	return { callback_url: url, callback_id: id };
}
