/** HeyGen's error codes and the HTTP status each one travels with. */
const STATUS_BY_CODE = {
	invalid_parameter: 400,
	avatar_consent_required: 400,
	tts_text_invalid: 400,
	asset_not_available: 400,
	download_failed: 400,
	unauthorized: 401,
	authentication_failed: 401,
	insufficient_credit: 402,
	resource_access_denied: 403,
	insufficient_api_key_scope: 403,
	video_not_found: 404,
	avatar_not_found: 404,
	avatar_group_not_found: 404,
	voice_not_found: 404,
	asset_not_found: 404,
	webhook_not_found: 404,
	resource_not_found: 404,
	template_not_found: 404,
	not_found: 404,
	conflict: 409,
	resource_not_ready: 409,
	request_in_progress: 409,
	gone: 410,
	payload_too_large: 413,
	rate_limit_exceeded: 429,
	quota_exceeded: 429,
	internal_error: 500,
	/** Not HeyGen's: the simulator broke the contract itself, or does not simulate an operation. */
	simulator_contract_violation: 500,
	not_implemented: 501,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** A refusal in HeyGen's words; the app turns it into status, headers and body. */
export class HeyGenError extends Error {
	readonly status: number;

	constructor(
		readonly code: ErrorCode,
		message: string,
		readonly param?: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
		this.name = 'HeyGenError';
		this.status = STATUS_BY_CODE[code];
	}
}

export interface ErrorBody {
	error: { code: string; message: string; param?: string; doc_url?: string };
}

export function errorBody(code: string, message: string, param?: string): ErrorBody {
	return {
		error: {
			code,
			message,
			...(param ? { param } : {}),
			doc_url: `https://developers.heygen.com/errors#${code}`,
		},
	};
}

/** 400 `invalid_parameter`, the code that names its parameter. */
export function invalid(param: string, message: string): HeyGenError {
	return new HeyGenError('invalid_parameter', message, param);
}
