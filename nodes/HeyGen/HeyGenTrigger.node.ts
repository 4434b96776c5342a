import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { authenticationParameter, credentials } from './parameters/authentication';
import { jobKinds } from './jobs/jobKinds';
import { downloadParameter } from './parameters/wait';
import { greetingOf } from './trigger/address';
import { rememberCaughtUp } from './trigger/caughtUp';
import { withDetails } from './trigger/details';
import { getEvents } from './trigger/events';
import { receive } from './trigger/receive';
import { isRegistered, register, unregister } from './trigger/registration';
import { watch } from './trigger/watch';

const PRODUCTION =
	'Once the workflow is active, this node registers itself at HeyGen: nothing is to be set up in the HeyGen app.';
const POLLED = 'n8n needs an address that HeyGen can reach; without one, use the HeyGen Poll Trigger.';

export class HeyGenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen Trigger',
		name: 'heyGenTrigger',
		icon: { light: 'file:heygen.svg', dark: 'file:heygen.dark.svg' },
		group: ['trigger'],
		// For a trigger of version 1 n8n evaluates an expression of its own at every delivery.
		version: 1.1,
		subtitle:
			'={{ $parameter["events"].includes("*") ? "all events" : $parameter["events"].join(", ").replace(/[._]/g, " ") }}',
		// n8n shows it for both nodes together where they are chosen.
		description:
			'Create avatars, photos and talking videos with HeyGen, or start the workflow when HeyGen reports an event',
		eventTriggerDescription: 'Waiting for HeyGen to report an event',
		triggerPanel: {
			header: 'Have HeyGen report an event',
			executionsHelp: {
				inactive: `While you build: choose <b>Execute workflow</b>, then make something at HeyGen that ends, such as a short video; its event shows here. ${PRODUCTION} ${POLLED}`,
				active: `HeyGen reports to this workflow; what it has started stands under <a data-key="executions">Executions</a>. To see an event here, choose <b>Execute workflow</b> and make something at HeyGen that ends, such as a short video. ${POLLED}`,
			},
			activationHint: PRODUCTION,
		},
		activationMessage: 'HeyGen now reports its events to this workflow.',
		defaults: {
			name: 'HeyGen Trigger',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		webhooks: [
			{
				// HeyGen looks whether the address answers before it takes it. The first one, because n8n opens them in this order,
				// and HeyGen is told of the address with the other.
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'webhook',
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Left empty, the answer is what webhook() says; n8n's own default is a word that means nothing to HeyGen.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: [
			authenticationParameter,
			{
				displayName: 'Event Names or IDs',
				name: 'events',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getEvents' },
				default: ['avatar_video.success', 'avatar_video.fail'],
				required: true,
				description:
					'What starts the workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Fetch Details',
				name: 'fetchDetails',
				type: 'boolean',
				default: true,
				description:
					'Whether to read what the event is about, such as the video with its fresh links, and add it to the data. HeyGen sends little more than an ID.',
			},
			// Of whatever happens in an account, nobody wants all files unasked.
			{ ...downloadParameter(jobKinds.video, { fetchDetails: [true] }), default: [] },
		],
	};

	methods = {
		loadOptions: { getEvents },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await register(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unregister(this);
				return true;
			},
		},
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await watch(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		if (this.getWebhookName() === 'setup')
			return { webhookResponse: greetingOf(this.getNodeWebhookUrl('default') ?? '') };
		return await receive(this, Date.now());
	}

	/** Runs as the first step of the execution: only then does n8n let a test with a webhook go on past `trigger`, too. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		rememberCaughtUp(this, Date.now());
		return [await withDetails(this)];
	}
}
