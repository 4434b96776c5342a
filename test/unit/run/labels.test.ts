import type { INodeProperties } from 'n8n-workflow';

import { resources } from '../../../nodes/HeyGen/resources';
import { parametersOf } from '../../../nodes/HeyGen/resources/compose';
import { labelFinder } from '../../../nodes/HeyGen/run/labels';

const properties: INodeProperties[] = [
	{ displayName: 'Script', name: 'script', type: 'string', default: '' },
	{ displayName: 'Voice', name: 'voiceId', type: 'string', default: '' },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		options: [{ displayName: 'Callback URL', name: 'callbackUrl', type: 'string', default: '' }],
	},
	{
		displayName: 'Voice Settings',
		name: 'voiceSettings',
		type: 'fixedCollection',
		default: {},
		options: [
			{
				name: 'values',
				displayName: 'Values',
				values: [{ displayName: 'Speed', name: 'speed', type: 'number', default: 1 }],
			},
		],
	},
	{
		displayName: 'Fit',
		name: 'fit',
		type: 'options',
		default: 'a',
		options: [{ name: 'Cover', value: 'cover' }],
	},
];

const labelOf = labelFinder(properties);

test.each<[string, string | undefined]>([
	['script', 'Script'],
	['voice_id', 'Voice'],
	['callback_url', 'Callback URL'],
	['voice_settings.speed', 'Speed'],
	['voice_settings', 'Voice Settings'],
	['voice_settings.unknown', 'Voice Settings'],
	['body.script', 'Script'],
	['/voice_settings/speed', 'Speed'],
	['videos[3].voice_settings[0].speed', 'Speed'],
	['voice_settings.0.speed.1', 'Speed'],
	['SCRIPT', 'Script'],
	['unknown', undefined],
	['cover', undefined],
	['', undefined],
	['...', undefined],
	['0', undefined],
	['__proto__', undefined],
	['constructor', undefined],
])('the parameter behind %j is %j', (param, label) => {
	expect(labelOf(param)).toBe(label);
});

test("HeyGen's own body paths lead to the parameters of Create Video", () => {
	const create = resources
		.find(({ value }) => value === 'video')
		?.operations.find(({ value }) => value === 'create');
	if (!create) throw new Error('there is no Create Video');
	const find = labelFinder(parametersOf(create));
	for (const param of [
		'script',
		'title',
		'voice_settings.speed',
		'motion_prompt',
		'callback_url',
		'aspect_ratio',
		'resolution',
	]) {
		expect(find(param)).toEqual(expect.any(String));
	}
});
