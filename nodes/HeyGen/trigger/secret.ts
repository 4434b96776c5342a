import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

import { connect, type Connection } from '../api/connection';
import type { TriggerState } from './state';

/** Before a secret that is sealed; HeyGen's own begin otherwise. */
const SEALED = 'sealed:';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

type Credential = Pick<Connection, 'authentication' | 'secrets'>;

/** A key for this salt alone, and the nonce to it. */
function keyFor(password: string, salt: Buffer): { key: Buffer; nonce: Buffer } {
	const bytes = Buffer.from(
		hkdfSync('sha256', password, salt, 'secret of a HeyGen webhook endpoint', KEY_BYTES + NONCE_BYTES),
	);
	return { key: bytes.subarray(0, KEY_BYTES), nonce: bytes.subarray(KEY_BYTES) };
}

/**
 * The secret as it may be kept in a workflow, which people export and share: readable with the credential alone. Under OAuth2
 * it stays as it is, because n8n renews the tokens, and nothing else in such a credential is secret.
 */
export function sealed(secret: string, { authentication, secrets: [password] }: Credential): string {
	if (authentication === 'oAuth2' || password === undefined) return secret;
	const salt = randomBytes(SALT_BYTES);
	const { key, nonce } = keyFor(password, salt);
	const cipher = createCipheriv(CIPHER, key, nonce);
	const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return SEALED + Buffer.concat([salt, cipher.getAuthTag(), text]).toString('base64url');
}

/** The secret that was kept, or undefined where it was sealed with another credential. */
export function opened(kept: string, { secrets: [password] }: Credential): string | undefined {
	if (!kept.startsWith(SEALED)) return kept;
	if (password === undefined) return undefined;
	const bytes = Buffer.from(kept.slice(SEALED.length), 'base64url');
	const salt = bytes.subarray(0, SALT_BYTES);
	const tag = bytes.subarray(SALT_BYTES, SALT_BYTES + TAG_BYTES);
	const { key, nonce } = keyFor(password, salt);
	try {
		const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
		decipher.setAuthTag(tag);
		return (
			decipher.update(bytes.subarray(SALT_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
		);
	} catch {
		return undefined;
	}
}

/**
 * The secret HeyGen signs with, as far as is known here. What was opened stays so in this process: n8n reads and decrypts a
 * credential anew each time it is asked for one, which is too long for every delivery, and it may have been changed since.
 */
export async function secretOf(context: IWebhookFunctions, state: TriggerState): Promise<string | undefined> {
	const { secret: kept } = state.registration;
	if (kept === undefined) return undefined;
	if (state.opened?.kept === kept) return state.opened.secret;
	const secret = opened(kept, await connect(context, context.getNodeParameter('authentication')));
	if (secret !== undefined) state.opened = { kept, secret };
	return secret;
}
