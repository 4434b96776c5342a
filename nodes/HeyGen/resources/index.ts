import type { Operation, Resource } from '../run/operation';
import * as account from './account';
import * as asset from './asset';
import * as audio from './audio';
import * as avatar from './avatar';
import * as backgroundRemoval from './backgroundRemoval';
import * as brand from './brand';
import * as clipping from './clipping';
import * as fillerWordRemoval from './fillerWordRemoval';
import * as folder from './folder';
import * as hyperframes from './hyperframes';
import * as imageModel from './imageModel';
import * as lipsync from './lipsync';
import * as look from './look';
import * as photo from './photo';
import * as proofread from './proofread';
import * as template from './template';
import * as translation from './translation';
import * as video from './video';
import * as videoAgent from './videoAgent';
import * as videoModel from './videoModel';
import * as voice from './voice';
import * as voiceModel from './voiceModel';
import * as webhook from './webhook';

interface Definition {
	readonly name: string;
	readonly value: string;
	/** What a node does whose operation was never chosen. n8n does not save what is default, so it stays what it is. */
	readonly usual: Operation;
	readonly operations: Readonly<Record<string, Operation>>;
}

function resource({ operations, ...definition }: Definition): Resource {
	const byName = Object.values(operations).sort((one, other) => one.name.localeCompare(other.name));
	return { ...definition, operations: byName };
}

/**
 * All the node can do. Its parameters and the dispatch are both made from this list: what most people come for first, the rest
 * by name.
 */
export const resources: readonly Resource[] = [
	resource({ name: 'Video', value: 'video', usual: video.create, operations: video }),
	resource({ name: 'Avatar', value: 'avatar', usual: avatar.create, operations: avatar }),
	resource({ name: 'Look', value: 'look', usual: look.get, operations: look }),
	resource({ name: 'Photo', value: 'photo', usual: photo.generate, operations: photo }),
	resource({ name: 'Voice', value: 'voice', usual: voice.getAll, operations: voice }),
	resource({ name: 'Account', value: 'account', usual: account.get, operations: account }),
	resource({ name: 'Asset', value: 'asset', usual: asset.upload, operations: asset }),
	resource({ name: 'Audio', value: 'audio', usual: audio.searchSounds, operations: audio }),
	resource({
		name: 'Background Removal',
		value: 'backgroundRemoval',
		usual: backgroundRemoval.create,
		operations: backgroundRemoval,
	}),
	resource({ name: 'Brand', value: 'brand', usual: brand.createGlossary, operations: brand }),
	resource({ name: 'Clipping', value: 'clipping', usual: clipping.create, operations: clipping }),
	resource({
		name: 'Filler Word Removal',
		value: 'fillerWordRemoval',
		usual: fillerWordRemoval.create,
		operations: fillerWordRemoval,
	}),
	resource({ name: 'Folder', value: 'folder', usual: folder.create, operations: folder }),
	resource({
		name: 'HyperFrames',
		value: 'hyperframes',
		usual: hyperframes.create,
		operations: hyperframes,
	}),
	resource({ name: 'Image Model', value: 'imageModel', usual: imageModel.create, operations: imageModel }),
	resource({ name: 'Lipsync', value: 'lipsync', usual: lipsync.create, operations: lipsync }),
	resource({ name: 'Proofread', value: 'proofread', usual: proofread.create, operations: proofread }),
	resource({ name: 'Template', value: 'template', usual: template.generate, operations: template }),
	resource({
		name: 'Translation',
		value: 'translation',
		usual: translation.create,
		operations: translation,
	}),
	resource({
		name: 'Video Agent',
		value: 'videoAgent',
		usual: videoAgent.create,
		operations: videoAgent,
	}),
	resource({ name: 'Video Model', value: 'videoModel', usual: videoModel.create, operations: videoModel }),
	resource({
		name: 'Voice Model',
		value: 'voiceModel',
		usual: voiceModel.generateSpeech,
		operations: voiceModel,
	}),
	resource({ name: 'Webhook', value: 'webhook', usual: webhook.rotateSecret, operations: webhook }),
];
