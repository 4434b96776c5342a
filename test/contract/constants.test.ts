import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { endpoints } from '../../contract/endpoints';
import { KEY_PATTERN } from '../../nodes/HeyGen/api/idempotency';
import { PAGE_SIZE } from '../../nodes/HeyGen/api/pages';
import { resources } from '../../nodes/HeyGen/resources';
import { parametersOf } from '../../nodes/HeyGen/resources/compose';
import { EVENTS } from '../../nodes/HeyGen/trigger/events';
import { group, look } from '../support/answers';
import { byId, runNode } from '../support/engine';
import { data, useFakeHeyGen } from '../support/heygen';
import { bodyOf, operations, schemaAt, schemaNamed, type Schema } from './openapi';

const heygen = useFakeHeyGen();

function parameterAt(operation: string, path: string): INodeProperties {
	const [resourceValue, operationValue] = operation.split('.');
	const found = resources
		.find(({ value }) => value === resourceValue)
		?.operations.find(({ value }) => value === operationValue);
	if (!found) throw new Error(`There is no ${operation}`);
	let properties = parametersOf(found);
	let property: INodeProperties | undefined;
	for (const name of path.split('.')) {
		property = properties.find((candidate) => candidate.name === name);
		properties = (property?.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'displayName' in option ? [option] : [],
		);
	}
	if (!property) throw new Error(`${operation} has no ${path}`);
	return property;
}

function choicesOf(operation: string, path: string): string[] {
	return (parameterAt(operation, path).options ?? []).flatMap((option) =>
		'value' in option ? [String(option.value)] : [],
	);
}

function allowedBy({ enum: values = [] }: Schema): string[] {
	return values.filter((value) => value !== null);
}

const avatarVideo = bodyOf('videoCreate', 'avatar');
const imageVideo = bodyOf('videoCreate', 'image');
const photo = bodyOf('photoGenerate');

function queryOf(operationId: string, name: string): Schema {
	const { parameters = [] } = operations.get(operationId)?.operation ?? {};
	const schema = parameters.find((parameter) => parameter.name === name)?.schema;
	if (!schema) throw new Error(`${operationId} takes no ${name}`);
	return schema;
}

describe('The choices of a parameter are those of the contract:', () => {
	it.each<[string, string, Schema]>([
		...['age', 'gender', 'ethnicity', 'orientation', 'pose', 'style'].map(
			(name): [string, string, Schema] => ['photo.generate', name, schemaAt(photo, name)],
		),
		['video.create', 'options.resolution', schemaAt(avatarVideo, 'resolution')],
		['video.create', 'options.resolution', schemaAt(imageVideo, 'resolution')],
		['video.create', 'options.aspectRatio', schemaAt(avatarVideo, 'aspect_ratio')],
		['video.create', 'options.aspectRatio', schemaAt(imageVideo, 'aspect_ratio')],
		['video.create', 'options.outputFormat', schemaAt(avatarVideo, 'output_format')],
		['video.create', 'options.fit', schemaAt(avatarVideo, 'fit')],
		['video.create', 'options.expressiveness', schemaAt(avatarVideo, 'expressiveness')],
		['video.create', 'watermark.position', schemaAt(avatarVideo, 'watermark.placement.position')],
		[
			'video.create',
			'voiceSettings.elevenLabsModel',
			schemaAt(schemaNamed('ElevenLabsVoiceSettings'), 'model'),
		],
		['video.create', 'voiceSettings.fishModel', schemaAt(schemaNamed('FishVoiceSettings'), 'model')],
		['look.getAll', 'filters.avatarType', queryOf('avatarLooksList', 'avatar_type')],
		['look.getAll', 'filters.ownership', queryOf('avatarLooksList', 'ownership')],
		['avatar.getAll', 'filters.ownership', queryOf('avatarList', 'ownership')],
		['voice.getAll', 'filters.type', queryOf('voiceList', 'type')],
	])('%s %s', (operation, path, schema) => {
		const choices = choicesOf(operation, path);

		expect(choices.length).toBeGreaterThan(1);
		expect([...choices].sort()).toEqual(allowedBy(schema).sort());
	});

	it('video.create engine, beside the two that leave it to others', () => {
		const engines = (schemaNamed('Engine').anyOf ?? []).flatMap(
			({ properties }) => properties?.type?.const ?? [],
		);

		expect(choicesOf('video.create', 'engine').sort()).toEqual([...engines, 'auto', 'default'].sort());
	});

	it('video.create voice engine', () => {
		const engines = (schemaNamed('EngineVoiceSettings').anyOf ?? []).flatMap((branch) => {
			const schema = branch.$ref ? schemaNamed(branch.$ref.split('/').pop() ?? '') : branch;
			return schema.properties?.engine_type?.const ?? [];
		});

		expect(choicesOf('video.create', 'voiceSettings.voiceEngine').sort()).toEqual(engines.sort());
	});

	it('avatar.create type', () => {
		const types = (bodyOf('avatarCreate').oneOf ?? []).flatMap(
			({ properties }) => properties?.type?.const ?? [],
		);

		expect(choicesOf('avatar.create', 'type').sort()).toEqual(types.sort());
	});

	it("the trigger's events, beside All Events", () => {
		const events = allowedBy(schemaAt(bodyOf('webhookEndpointsCreate'), 'events').items ?? {});

		expect(events).toHaveLength(30);
		expect(Object.keys(EVENTS).sort()).toEqual([...events].sort());
	});
});

describe('The bounds of a number are those of the contract:', () => {
	it.each([
		['voiceSettings.speed', 'voice_settings.speed'],
		['voiceSettings.pitch', 'voice_settings.pitch'],
		['voiceSettings.volume', 'voice_settings.volume'],
		['watermark.opacity', 'watermark.opacity'],
	])('%s', (parameter, path) => {
		const { minimum, maximum } = schemaAt(avatarVideo, path);
		const { minValue, maxValue } = parameterAt('video.create', parameter).typeOptions ?? {};

		expect([minimum, maximum]).not.toContain(undefined);
		expect([minValue, maxValue]).toEqual([minimum, maximum]);
	});

	it.each([
		['avatarList', PAGE_SIZE.avatars],
		['avatarLooksList', PAGE_SIZE.avatars],
		['videoList', PAGE_SIZE.others],
		['voiceList', PAGE_SIZE.others],
	])('the page size of %s', (operationId, size) => {
		expect(size).toBe(queryOf(operationId, 'limit').maximum);
	});
});

describe('The longest text the node takes is the longest the contract takes:', () => {
	it.each<[string, Schema, string, string, IDataObject]>([
		[
			'script',
			schemaAt(avatarVideo, 'script'),
			'script',
			'/v3/videos',
			{ resource: 'video', operation: 'create', avatarId: byId('l'), engine: 'default' },
		],
		[
			'script of an image',
			schemaAt(imageVideo, 'script'),
			'script',
			'/v3/videos',
			{
				resource: 'video',
				operation: 'create',
				type: 'image',
				imageSource: 'asset',
				imageAssetId: 'a',
				voiceId: byId('v'),
			},
		],
		[
			'prompt',
			schemaAt(bodyOf('avatarCreate', 'prompt'), 'prompt'),
			'prompt',
			'/v3/avatars',
			{ resource: 'avatar', operation: 'create', type: 'prompt', name: 'A' },
		],
		[
			'appearance',
			schemaAt(photo, 'appearance'),
			'appearance',
			'/v2/photo_avatar/photo/generate',
			{ resource: 'photo', operation: 'generate', name: 'A' },
		],
		[
			'consent text',
			schemaAt(bodyOf('avatarConsentCreate'), 'consent_text'),
			'consentText',
			'/v3/avatars/g/consent',
			{ resource: 'avatar', operation: 'startConsent', groupId: byId('g') },
		],
	])('%s', async (_, { maxLength = 0 }, name, path, parameters) => {
		const answers: Record<string, object> = {
			'/v3/videos': { video_id: 'v', status: 'waiting' },
			'/v3/avatars': { avatar_item: look(), avatar_group: group() },
			'/v2/photo_avatar/photo/generate': { generation_id: 'g' },
			'/v3/avatars/g/consent': { avatar_group: group() },
		};
		heygen().on('POST', path, data(answers[path]));
		const run = async (length: number) =>
			await runNode({ parameters: { ...parameters, wait: false, [name]: 'x'.repeat(length) } });

		expect(maxLength).toBeGreaterThan(0);
		expect((await run(maxLength)).error).toBeUndefined();
		expect((await run(maxLength + 1)).error?.message).toMatch(
			`has ${maxLength + 1} characters; HeyGen takes at most ${maxLength}`,
		);
	});

	it('reference images, in number', () => {
		const { maxItems } = schemaAt(bodyOf('avatarCreate', 'prompt'), 'reference_images');

		expect(maxItems).toBe(3);
		expect(parameterAt('avatar.create', 'referenceImages').description).toContain('Up to three');
	});

	it('consent text, in characters', () => {
		expect(schemaAt(bodyOf('avatarConsentCreate'), 'consent_text').pattern).toBe('^[^<>]*$');
	});
});

describe('The idempotency key', () => {
	const withKey = [...operations.values()].flatMap(({ operation }) =>
		(operation.parameters ?? []).filter(({ name }) => name === 'Idempotency-Key'),
	);

	it('has the pattern of the contract', () => {
		expect(withKey.length).toBeGreaterThan(5);
		for (const { schema } of withKey)
			expect(KEY_PATTERN.source).toBe(new RegExp(schema.pattern ?? '').source);
	});
});

describe('The endpoint table', () => {
	it('is the one the contract gives', () => {
		const generated = Object.fromEntries(
			[...operations].map(([id, { path, method, operation }]) => [
				id,
				{
					method: method.toUpperCase(),
					path,
					supportsKey: (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key'),
				},
			]),
		);

		expect(endpoints).toEqual(generated);
	});
});
