import { NodeApiError, type INodeProperties } from 'n8n-workflow';

import type { HeyGenClient } from '../../api/client';
import type { Data, Video } from '../../api/contract';
import { throwOwn } from '../../api/errors';
import { pages } from '../../api/pages';
import { perClient } from '../../api/perClient';
import { isWhole } from '../../jobs/endedVideos';
import { jobKinds } from '../../jobs/jobKinds';
import { readFolder } from '../../parameters/folder';
import type { Item } from '../../run/item';
import { optionsFrom } from '../../run/values';
import type { Started } from '../jobOperation';

// A title can stand for a video, so that a sheet that is run again makes what is missing and nothing else, however old the
// rest is: an idempotency key is forgotten after a day.

const CHOICES = { create: 'Create Another', use: 'Use Existing' } as const;

export const existingOption: INodeProperties = {
	displayName: 'If Title Exists',
	name: 'ifTitleExists',
	type: 'options',
	options: optionsFrom(CHOICES),
	default: 'create',
	description:
		'Use Existing makes and pays nothing where a video of exactly this Title is there that has not failed (in Folder ID, where that is set): it is waited for like a new one and given with existing: true. One list is read for all items.',
};

/** What is said of a video besides what it is. */
export type VideoAnswer = Data<'videoCreate'> & { readonly existing?: true };

type Made = ReadonlyArray<Started<{ video: VideoAnswer }>>;

/** The videos of the account or of a folder by their titles, read no further than the items of a run ask. */
class Titles {
	private readonly byTitle = new Map<string, Video>();

	private readonly pages: AsyncGenerator<readonly Video[], void, undefined>;

	/** Of the next page; once it has failed or there is none, that stays so. */
	private reading?: Promise<boolean>;

	/** @param title narrows the list to videos with this in their title (docs/heygen.md §3). */
	constructor(
		client: HeyGenClient,
		private readonly folder: string | undefined,
		title: string | undefined,
	) {
		this.pages = pages(client, 'videoList', { query: { folder_id: folder, title } });
	}

	/** The first that is listed of this title and has not failed. */
	async find(title: string): Promise<Video | undefined> {
		while (!this.byTitle.has(title) && (await this.readOn()));
		return this.byTitle.get(title);
	}

	private async readOn(): Promise<boolean> {
		this.reading ??= this.readPage();
		return await this.reading;
	}

	private async readPage(): Promise<boolean> {
		const page = await this.pages.next();
		if (page.done) return false;
		for (const video of page.value) {
			const { title, status, folder_id: folder } = video;
			const isElsewhere = this.folder !== undefined && Boolean(folder) && folder !== this.folder;
			if (!title || isElsewhere || jobKinds.video.failed.includes(status)) continue;
			if (!this.byTitle.has(title.trim())) this.byTitle.set(title.trim(), video);
		}
		this.reading = undefined;
		return true;
	}
}

/** A video that an item of the run has found or makes now. */
interface Claim {
	readonly made: Promise<Made>;
	/** Whether HeyGen calls this run about it, where it is a new one. */
	readonly isCalled: boolean;
}

/** What the items of a run know together. */
const sharedBy = perClient(() => ({ titles: new Map<string, Titles>(), claims: new Map<string, Claim>() }));

async function find(item: Item, folder: string | undefined, title: string): Promise<Video | undefined> {
	const { titles } = sharedBy(item.client);
	// One item alone spares the pages of all other titles.
	const narrowed = item.isAlone ? title : undefined;
	const list = titles.get(folder ?? '') ?? new Titles(item.client, folder, narrowed);
	titles.set(folder ?? '', list);
	return await list.find(title).catch(throwOwn);
}

function found(video: Video): Made {
	const { id, status } = video;
	const ended = status === 'completed' && isWhole(video) ? video : undefined;
	return [
		{
			kind: 'video',
			id,
			answer: { video_id: id, status, existing: true },
			earlier: { ended, isCalled: false },
		},
	];
}

/** What another item of the run has found or made. */
async function madeBefore({ made, isCalled }: Claim): Promise<Made> {
	return (await made).map(({ answer, earlier = { isCalled }, ...job }) => ({
		...job,
		// What it costs stands with the item that makes it.
		rate: undefined,
		answer: { ...answer, existing: true },
		earlier,
	}));
}

/** That the other was refused here, before it reached HeyGen, says nothing of this one. */
function unlessRefusedHere(error: unknown): undefined {
	if (error instanceof NodeApiError) throwOwn(error);
}

/**
 * The video of the item's title where there is one, be it of before or of another item of the run; else a new one.
 *
 * Of items with one title the first that comes finds or makes the video. Where HeyGen did not take it or gave no answer, the
 * others share that error: a second could be paid twice.
 */
export async function existingOr(item: Item, make: () => Promise<Made>, isCalled: boolean): Promise<Made> {
	const { options, client } = item;
	if (options.optionalChoice('ifTitleExists', CHOICES) !== 'use') return await make();
	const title = options.optionalText('title')?.trim();
	if (title === undefined) {
		throw options.refuse(
			'"If Title Exists" is set to Use Existing, and "Title" is empty',
			'Fill in Title: it says which video is the same.',
		);
	}
	const folder = readFolder(options);
	const { claims } = sharedBy(client);
	const key = JSON.stringify([folder, title]);
	for (let other = claims.get(key); other; other = claims.get(key)) {
		const before = madeBefore(other);
		// The other waits for all that may still spend something.
		item.spendsNothing();
		const made = await item.aside(async () => await before.catch(unlessRefusedHere));
		if (made) return made;
	}
	const made = find(item, folder, title).then(async (video) => (video ? found(video) : await make()));
	claims.set(key, { made, isCalled });
	return await made.catch((error: unknown) => {
		if (!(error instanceof NodeApiError)) claims.delete(key);
		throw error;
	});
}
