import { handlersOf } from '../resource';
import { account } from './account';
import { assetBatches } from './assetBatches';
import { assets } from './assets';
import { avatars } from './avatars';
import { backgroundRemovals } from './backgroundRemovals';
import { brand } from './brand';
import { clippings } from './clippings';
import { consent } from './consent';
import { fillerWordRemovals } from './fillerWordRemovals';
import { folders } from './folders';
import { hyperframes } from './hyperframes';
import { lipsyncs } from './lipsyncs';
import { models } from './models';
import { photos } from './photos';
import { proofreads } from './proofreads';
import { sounds } from './sounds';
import { templates } from './templates';
import { translations } from './translations';
import { videoAgents } from './videoAgents';
import { videos } from './videos';
import { voices } from './voices';
import { webhooks } from './webhooks';

/** The one list of what is simulated. */
export const resources = [
	account,
	assetBatches,
	assets,
	avatars,
	backgroundRemovals,
	brand,
	clippings,
	consent,
	fillerWordRemovals,
	folders,
	hyperframes,
	lipsyncs,
	models,
	photos,
	proofreads,
	sounds,
	templates,
	translations,
	videoAgents,
	videos,
	voices,
	webhooks,
];

export const handlers = handlersOf(resources);
