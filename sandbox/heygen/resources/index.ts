import type { Handlers } from '../types';
import { account } from './account';
import { assets } from './assets';
import { avatars } from './avatars';
import { batches } from './batches';
import { consent } from './consent';
import { lipsyncs } from './lipsyncs';
import { photos } from './photos';
import { translations } from './translations';
import { videos } from './videos';
import { voices } from './voices';
import { webhooks } from './webhooks';

/** The one list of what is simulated. */
export const handlers: Handlers = {
	...account,
	...assets,
	...avatars,
	...batches,
	...consent,
	...lipsyncs,
	...photos,
	...translations,
	...videos,
	...voices,
	...webhooks,
};
