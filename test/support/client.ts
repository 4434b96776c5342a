import type { IHttpRequestOptions } from 'n8n-workflow';

import { HeyGenClient, type ClientOptions } from '../../nodes/HeyGen/api/client';
import { connect } from '../../nodes/HeyGen/api/connection';
import { TriggerWorkflow, type TriggerOptions } from './trigger';

export interface StubAnswer {
	readonly statusCode?: number;
	readonly headers?: Record<string, string>;
	readonly body?: unknown;
}

/** A client whose requests go through n8n's own HTTP helpers; nock stands for the network. */
export async function networkClient(
	options: ClientOptions = {},
	trigger: TriggerOptions = {},
): Promise<HeyGenClient> {
	const context = new TriggerWorkflow(trigger).hook();
	return new HeyGenClient(await connect(context, trigger.authentication ?? 'apiKey', options.clock), options);
}

/** A client without a network: every request is answered by `answer`, so that only a fake clock's time passes. */
export async function stubClient(
	answer: (request: IHttpRequestOptions) => StubAnswer | Promise<StubAnswer>,
	options: ClientOptions = {},
): Promise<HeyGenClient> {
	const context = new TriggerWorkflow().hook();
	const helper = async (...[, request]: [string, IHttpRequestOptions]): Promise<unknown> => {
		const { statusCode = 200, headers = {}, body = { data: {} } } = await answer(request);
		return { statusCode, headers, body };
	};
	context.helpers.httpRequestWithAuthentication =
		helper as typeof context.helpers.httpRequestWithAuthentication;
	return new HeyGenClient(await connect(context, 'apiKey', options.clock), options);
}
