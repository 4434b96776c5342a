import 'reflect-metadata';

import { PollContext } from 'n8n-core';
import type { Workflow } from 'n8n-workflow';
import {
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { HeyGenPollTrigger } from '../../nodes/HeyGen/HeyGenPollTrigger.node';
import { API_KEY, BASE_URL, listenTo, TestCredentials, triggerWorkflow, type LogLine } from './singleNode';

export interface PollOptions {
	readonly parameters?: IDataObject;
	readonly staticData?: IDataObject;
	readonly credentialId?: string;
	/** Milliseconds n8n lets a poll take; null stands for an n8n that says nothing of it. */
	readonly budget?: number | null;
}

/** A workflow with a HeyGen Poll Trigger, polled through n8n's own context. */
export class PollWorkflow {
	readonly nodeType = new HeyGenPollTrigger();

	readonly workflow: Workflow;

	readonly node: INode;

	/** All that was written to n8n's log. */
	readonly log: LogLine[] = [];

	constructor(private readonly options: PollOptions = {}) {
		const { nodeType } = this;
		this.node = {
			id: 'poll-node',
			name: 'HeyGen Poll Trigger',
			type: 'heyGenPollTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { authentication: 'apiKey', jobs: ['video'], ...options.parameters },
			credentials: { heyGenStudioApi: { id: options.credentialId ?? '1', name: 'HeyGen' } },
		};
		this.workflow = triggerWorkflow(nodeType, this.node, { staticData: options.staticData });
	}

	/** What n8n keeps of the workflow between runs, as its database holds it. */
	get kept(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	/** The same workflow after its user changed it, or after a restart of n8n. */
	changed(options: PollOptions = {}): PollWorkflow {
		return new PollWorkflow({ ...this.options, ...options, staticData: this.kept });
	}

	/** The items n8n gets, or null where nothing has to be run. */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | null> {
		const result = await this.nodeType.poll.call(this.context(mode));
		if (result === null) return null;
		expect(result).toHaveLength(1);
		return result.flatMap((items: INodeExecutionData[]) => items.map(({ json }) => json));
	}

	private context(mode: 'trigger' | 'manual'): PollContext {
		const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
			executionId: 'execution-1',
			credentialsHelper: new TestCredentials({ heyGenStudioApi: { apiKey: API_KEY, baseUrl: BASE_URL } }),
			currentNodeExecutionIndex: 0,
			variables: {},
		};
		const context = new PollContext(
			this.workflow,
			this.node,
			additionalData as IWorkflowExecuteAdditionalData,
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const { budget } = this.options;
		if (budget !== undefined) {
			Object.assign(context, { getPollBudgetMs: budget === null ? undefined : () => budget });
		}
		listenTo(context.logger, this.log);
		return context;
	}
}
