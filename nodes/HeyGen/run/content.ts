import type { HeyGenClient } from '../api/client';
import type { OperationId } from '../api/contract';
import { onStatus } from '../api/errors';
import { partKey } from '../api/idempotency';
import { sha256Of } from '../api/opened';
import { isDirect, upload, type Asset, type UploadFile } from '../api/uploads';
import type { Beginning } from '../jobs/recognised';
import { Chain } from './chain';
import type { Ledger } from './ledger';
import type { ItemKeys } from './payOnce';

/** What the writes of an item that count by their content need of its run. */
interface Circumstances {
	readonly client: HeyGenClient;
	readonly ledger: Ledger;
	/** Tells the account from others, as far as this process knows it. */
	readonly account: string;
	/** Whether an agent asks, whose second request of the same content is the first one again. */
	readonly isTool: boolean;
}

/** One item's writes that count by their content, so that another execution comes to the same (docs/money.md). */
export class ContentWrites {
	private readonly chains = new Map<OperationId, Chain>();

	/** The one that led to what was given last. */
	private last?: Chain;

	/** When the try began that has chosen the key. */
	private chosenAt?: number;

	/** What is in the files that were uploaded, by their IDs. */
	private readonly sums = new Map<string, string>();

	constructor(
		private readonly run: Circumstances,
		private readonly keys: ItemKeys,
		/** In milliseconds of this clock. */
		private readonly startedAt: number,
	) {}

	/** Makes a write under the key that stands for its content. */
	async write<Answer>(
		operation: OperationId,
		content: object,
		send: (key: string) => Promise<Answer>,
	): Promise<Answer> {
		return await this.under(operation, content, send, async (chain, sent) => await chain.send(sent));
	}

	/** Makes a write for which HeyGen takes no key: this process answers a repeat. */
	async remembered<Answer extends object>(
		operation: OperationId,
		content: object,
		send: (key: string) => Promise<Answer>,
	): Promise<Answer> {
		return await this.under(operation, content, send, async (chain, sent) => await chain.remember(sent));
	}

	/** @param along makes the write along the chain of its keys, where no earlier try of the run has chosen one. */
	private async under<Answer>(
		operation: OperationId,
		content: object,
		send: (key: string) => Promise<Answer>,
		along: (chain: Chain, send: (key: string, link: number) => Promise<Answer>) => Promise<Answer>,
	): Promise<Answer> {
		const { ledger, account } = this.run;
		const name = `${operation} ${this.keys.own}`;
		const known = this.chains.get(operation);
		const chosen = known ? undefined : ledger.chosen(name);
		const chain =
			known ?? (chosen ? new Chain(chosen.base, account) : this.chainOf(this.keyOf(operation, content)));
		this.chains.set(operation, chain);
		this.last = chain;
		const noted = async (key: string, link: number) => {
			ledger.choose(name, { base: chain.base, link, since: this.startedAt });
			return await send(key);
		};
		if (!chosen) return await along(chain, noted);
		this.chosenAt = chosen.since;
		return await chain.at(chosen.link, send);
	}

	/** The keys of what a key stands for; the second request of the same content in an execution is another one. */
	chainOf(key: string): Chain {
		const { ledger, account } = this.run;
		// A further try does not count it again.
		const name = partKey(this.keys.own, key);
		const known = ledger.chosen(name);
		this.chosenAt = known?.since;
		const base = known?.base ?? this.chosenBase(name, key);
		this.last = new Chain(base, account);
		return this.last;
	}

	private chosenBase(name: string, key: string): string {
		const { ledger, isTool } = this.run;
		const times = isTool ? 0 : ledger.times(key);
		const base = times === 0 ? key : partKey(key, `time ${times + 1}`);
		ledger.choose(name, { base, link: 0, since: this.startedAt });
		return base;
	}

	/** What stands for a request; a file that was uploaded for it counts by what is in it. */
	keyOf(of: OperationId, content: object): string {
		return this.keys.ofContent({ of, content, fileOf: (id) => this.sums.get(id) });
	}

	/** What was given last is no good any more: the write is made once more, as another. */
	again(): void {
		this.last?.lost();
	}

	/** Whether this process was given something under the same key before, as far as it remembers. */
	get isRepeated(): boolean {
		return this.last?.isRepeated ?? false;
	}

	get beginning(): Beginning {
		return {
			since: this.run.client.heygenSeconds(this.chosenAt ?? this.startedAt),
			isFirstTry: this.chosenAt === undefined,
			isRepeated: this.isRepeated,
			isEarlier: this.last?.isEarlier,
		};
	}

	/** Puts a file into HeyGen, unless one of the same content is there. */
	async upload(file: UploadFile): Promise<Asset> {
		const { client, account } = this.run;
		const { name, type, size } = file;
		const sum = await sha256Of(await file.open());
		const chain = new Chain(this.keys.ofContent({ of: 'file', content: { name, type, size, sum } }), account);
		const give = async (sha256?: string) =>
			await chain.send(async (key) => await upload(client, file, { key, mayBeThere: true, sha256 }));
		// In which form HeyGen wants the checksum is not said (docs/heygen.md §4), so it must not be what keeps a file out.
		const anew = async () => {
			chain.lost();
			return await give();
		};
		const isThere = async ({ asset_id: id }: Asset) =>
			await client.data('assetGet', { path: { asset_id: id } }).catch(onStatus(404));
		// The address of a direct upload of before may have lapsed.
		const given = await give(sum).catch(async (error: unknown) => {
			if (isDirect(file)) return await anew();
			throw error;
		});
		const asset = (await isThere(given)) ? given : await anew();
		this.sums.set(asset.asset_id, sum);
		return asset;
	}
}
