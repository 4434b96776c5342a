import { collection } from '../collection';
import { invalid } from '../errors';
import { resolveMedia } from '../inputs';
import type { Resource } from '../resource';
import { shelf } from '../shelf';
import type { RequestBody, Schemas } from '../types';
import { now } from '../world';
import type { World } from '../world';
import { looks } from './avatars';
import { videoJobs } from './videos';
import { allVoices, stockVoice } from './voices';

type Body = RequestBody<'templateGenerate'>;
type Variable =
	| Schemas['TemplateTextVariable']
	| Schemas['TemplateImageVariable']
	| Schemas['TemplateVideoVariable']
	| Schemas['TemplateAudioVariable']
	| Schemas['TemplateCharacterVariable']
	| Schemas['TemplateVoiceVariable'];

interface Template {
	readonly id: string;
	readonly name: string;
	readonly ratio: readonly [width: number, height: number];
	readonly variables: ReadonlyMap<string, Variable>;
	/** By their IDs, in order; `{{name}}` stands for a text. */
	readonly scripts: ReadonlyMap<string, string>;
	readonly createdAt: number;
}

const LOOK = 'Carlotta_Sofa_public';
const FRAME_RATES = [25, 30, 60];
const PLACEHOLDER = /\{\{(\w+)\}\}/g;

const kept = collection('templates').of<Template>();

const summary = ({ id, name, ratio, createdAt }: Template, world: World) => ({
	id,
	name,
	aspect_ratio: ratio.join(':'),
	thumbnail_url: world.links.file('thumbnail.png'),
	created_at: createdAt,
	updated_at: createdAt,
});

const all = shelf({
	collection: kept,
	id: 'template_id',
	what: 'Template',
	notFound: 'template_not_found',
	view: (template, world): Schemas['TemplateDetail'] => ({
		...summary(template, world),
		variables: Object.fromEntries(template.variables),
		scene_ids: [...template.scripts.keys()],
		scenes: [...template.scripts].map(([scene_id, script]) => ({
			scene_id,
			script,
			variables: [...script.matchAll(PLACEHOLDER)].map(([, name = '']) => ({ name, variable_type: 'text' })),
		})),
	}),
});

export const templates = {
	collections: [kept],
	/** One with all kinds of variables, one with a text whose own is empty, and one without any, which no list shows. */
	seed(world) {
		add(world, {
			id: '7a6b5c4d3e2f4a1b9c8d7e6f5a4b3c2d',
			name: 'Welcome Message',
			ratio: [16, 9],
			variables: {
				first_name: { type: 'text', content: 'Anna' },
				company: { type: 'text', content: 'Example Ltd' },
				logo: {
					type: 'image',
					asset: { type: 'url', url: world.links.file('photo-1.png') },
					fit: 'cover',
				},
				backdrop: {
					type: 'video',
					asset: { type: 'url', url: world.links.file('video.mp4') },
					fit: 'crop',
					play_style: 'loop',
					volume: 0.25,
				},
				music: { type: 'audio', asset: { type: 'url', url: world.links.file('voice.mp3') } },
				presenter: { type: 'character', character_id: LOOK, character_type: 'avatar' },
				narrator: { type: 'voice', voice_id: stockVoice('female'), locale: null },
			},
			scripts: {
				scene_1: 'Hello {{first_name}}, welcome to {{company}}.',
				scene_2: 'Here is how we work.',
				scene_3: 'Good to have you, {{first_name}}!',
			},
		});
		add(world, {
			id: '1c2d3e4f5a6b4c7d8e9f0a1b2c3d4e5f',
			name: 'Price of the Week',
			ratio: [9, 16],
			variables: { price: { type: 'text', content: '' } },
			scripts: { scene_1: 'This week for {{price}} only.' },
		});
		add(world, {
			id: '9f8e7d6c5b4a4938a7b6c5d4e3f2a1b0',
			name: 'Office Tour',
			ratio: [16, 9],
			variables: {},
			scripts: { scene_1: 'This is our office.' },
		});
	},
	handlers: {
		templateList(call) {
			const { items, ...page } = call.world.of(kept).page({
				...call.query,
				limit: call.query.limit ?? 10,
				where: ({ variables }) => variables.size > 0,
			});
			return { data: items.map((template) => summary(template, call.world)), ...page };
		},
		templateGet: all.get,
		async templateGenerate(call) {
			const template = all.find(call.world, call.path.template_id);
			await check(call.world, template, call.body);
			const job = await videoJobs.create({ ...call, body: scenesOf(template, call.body) });
			return { data: videoJobs.view(job, call.world) };
		},
	},
} satisfies Resource;

function add(
	world: World,
	{
		variables,
		scripts,
		...template
	}: Pick<Template, 'id' | 'name' | 'ratio'> & {
		variables: Record<string, Variable>;
		scripts: Record<string, string>;
	},
): void {
	world.of(kept).add(template.id, {
		...template,
		variables: new Map(Object.entries(variables)),
		scripts: new Map(Object.entries(scripts)),
		createdAt: now(),
	});
}

/**
 * What HeyGen checks beyond the schema before it makes a video of a template (docs/heygen.md §3).
 * @throws HeyGenError naming the parameter
 */
async function check(world: World, template: Template, body: Body): Promise<void> {
	for (const [name, variable] of variablesIn(body)) {
		const param = `variables.${name}`;
		const own = template.variables.get(name);
		if (!own) throw invalid(param, `The template has no variable ${name}`);
		if (own.type !== variable.type) throw invalid(`${param}.type`, `${name} is of the type ${own.type}`);
		await checkVariable(world, variable, param);
	}
	checkDimension(template, body.dimension);
	if (body.fps !== undefined && !FRAME_RATES.includes(body.fps)) {
		throw invalid('fps', `fps must be one of ${FRAME_RATES.join(', ')}`);
	}
	for (const [index, id] of (body.scene_ids ?? []).entries()) {
		if (!template.scripts.has(id)) throw invalid(`scene_ids.${index}`, `The template has no scene ${id}`);
	}
}

async function checkVariable(world: World, variable: Variable, param: string): Promise<void> {
	switch (variable.type) {
		case 'text':
			if (variable.content.trim() === '') throw invalid(`${param}.content`, 'content must not be empty');
			return;
		case 'image':
		case 'video':
		case 'audio':
			await resolveMedia(world, variable.asset, `${param}.asset`, [variable.type]);
			return;
		case 'character':
			looks.find(world, variable.character_id, `${param}.character_id`);
			return;
		case 'voice':
			allVoices.find(world, variable.voice_id, `${param}.voice_id`);
	}
}

function checkDimension({ ratio: [across, down] }: Template, dimension: Body['dimension']): void {
	if (!dimension) return;
	const { width, height } = dimension;
	for (const [side, pixels] of Object.entries({ width, height })) {
		if (pixels % 2 !== 0) throw invalid(`dimension.${side}`, `${side} must be an even number`);
	}
	if (width * down !== height * across) {
		throw invalid('dimension', `The dimension must have the template's aspect ratio, ${across}:${down}`);
	}
}

/** The types write a map of variables as an open object; the contract has checked what is in it. */
function variablesIn({ variables }: Body): Array<[name: string, variable: Variable]> {
	return Object.entries(variables) as Array<[string, Variable]>;
}

/** The video that comes of it: what is spoken in each of its scenes, with the texts in their places. */
function scenesOf(template: Template, body: Body): RequestBody<'videoCreate'> {
	const given = new Map(variablesIn(body));
	const current = (name: string) => given.get(name) ?? template.variables.get(name);
	const all = [...template.variables.keys()].map(current);
	const character = all.find((variable) => variable?.type === 'character');
	const voice = all.find((variable) => variable?.type === 'voice');
	// A text that is not given is not put in, whatever the template shows there.
	const textOf = (placeholder: string, name: string): string => {
		const variable = given.get(name);
		return variable?.type === 'text' ? variable.content : placeholder;
	};
	const captions = body.caption || body.subtitles;
	return {
		type: 'studio',
		title: body.title ?? template.name,
		folder_id: body.folder_id,
		callback_url: body.callback_url,
		callback_id: body.callback_id,
		caption: captions ? { file_format: 'srt', style: 'default' } : undefined,
		scenes: (body.scene_ids ?? [...template.scripts.keys()]).map((id) => ({
			type: 'avatar_video',
			input: {
				type: 'avatar',
				avatar_id: character?.character_id ?? LOOK,
				voice_id: voice?.voice_id,
				script: (template.scripts.get(id) ?? '').replace(PLACEHOLDER, textOf),
			},
		})),
	};
}
