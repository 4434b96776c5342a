import { handlersOf } from '../resource';
import { account } from './account';
import { assetBatches } from './assetBatches';
import { assets } from './assets';
import { avatars } from './avatars';
import { brand } from './brand';
import { backgroundRemovals } from './backgroundRemovals';
import { clippings } from './clippings';
import { consent } from './consent';
import { folders } from './folders';
import { fillerWordRemovals } from './fillerWordRemovals';
import { hyperframes } from './hyperframes';
import { lipsyncs } from './lipsyncs';
import { models } from './models';
import { photos } from './photos';
import { templates } from './templates';
import { sounds } from './sounds';
import { proofreads } from './proofreads';
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
	brand,
	backgroundRemovals,
	clippings,
	consent,
	folders,
	fillerWordRemovals,
	hyperframes,
	lipsyncs,
	models,
	photos,
	templates,
	sounds,
	proofreads,
	translations,
	videoAgents,
	videos,
	voices,
	webhooks,
];

export const handlers = handlersOf(resources);
