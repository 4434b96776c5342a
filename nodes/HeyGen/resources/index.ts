import type { Resource } from '../run/operation';
import { account } from './account';
import { asset } from './asset';
import { avatar } from './avatar';
import { look } from './look';
import { photo } from './photo';
import { video } from './video';
import { voice } from './voice';
import { webhook } from './webhook';

/** All the node can do. Its parameters and the dispatch are both made from this list. */
export const resources: readonly Resource[] = [account, asset, avatar, look, photo, video, voice, webhook];
