import type { INodeProperties } from 'n8n-workflow';

import { optionsFrom } from '../run/values';
import { SHAPES } from '../run/shape';

/** How much of a result is given: what n8n's guidelines want of a node, and of one that an agent uses as its tool. */
export const shapeParameters: readonly INodeProperties[] = [
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		displayOptions: { show: { '@tool': [false] } },
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: optionsFrom(SHAPES),
		default: 'simplified',
		displayOptions: { show: { '@tool': [true] } },
		description: 'How much of the result to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		placeholder: 'e.g. status, video_url',
		displayOptions: { show: { '@tool': [true], output: ['selected'] } },
		description: 'Names of the fields to return, separated by commas',
	},
];
