import 'reflect-metadata';

import {
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	type Logger,
} from 'n8n-workflow';

import { HeyGenStudioApi } from '../../credentials/HeyGenStudioApi.credentials';
import { HeyGenStudioBearerApi } from '../../credentials/HeyGenStudioBearerApi.credentials';

export const BASE_URL = 'https://api.heygen.com';
export const API_KEY = 'test-api-key-of-heygen';

const credentialTypes: Record<string, ICredentialType> = {
	heyGenStudioApi: new HeyGenStudioApi(),
	heyGenStudioBearerApi: new HeyGenStudioBearerApi(),
};

export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

/** Credentials without a database: the values come from the test, `authenticate` is the package's own. */
export class TestCredentials extends ICredentialsHelper {
	constructor(private readonly data: CredentialData) {
		super();
	}

	getParentTypes(name: string): string[] {
		return name === 'heyGenStudioOAuth2Api' ? ['oAuth2Api'] : [];
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = credentialTypes[typeName]?.authenticate;
		if (typeof authenticate !== 'function') throw new Error(`${typeName} has no authenticate function`);
		return await authenticate(credentials, options);
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	getCredentials(): Promise<ICredentials> {
		throw new Error('not used here');
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getOAuth2Options(): undefined {
		return undefined;
	}

	getCredentialsProperties() {
		return [];
	}

	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_node: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const found = this.data[type];
		if (!found) throw new Error(`no credential of type ${type} in this test`);
		return await Promise.resolve({ ...found });
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}

/** An active workflow of one trigger node. */
export function triggerWorkflow(
	nodeType: INodeType,
	node: INode,
	{ id = 'workflow-1', staticData }: { id?: string; staticData?: IDataObject },
): Workflow {
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	return new Workflow({
		id,
		name: 'Trigger test',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		staticData,
	});
}

export interface LogLine {
	readonly level: string;
	readonly text: string;
}

/** Puts what is written to n8n's log into `log` instead. */
export function listenTo(logger: Logger, log: LogLine[]): void {
	for (const level of ['error', 'warn', 'info', 'debug'] as const) {
		jest.spyOn(logger, level).mockImplementation((message: string, metadata?: object) => {
			log.push({ level, text: `${message} ${JSON.stringify(metadata ?? {})}` });
		});
	}
}
