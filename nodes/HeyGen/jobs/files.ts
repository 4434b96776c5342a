import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { HeyGenClient } from '../api/client';
import { download } from '../api/fileHost';
import type { FileKind, Linked } from './kinds/kind';

/** What it takes to download files that HeyGen offers. */
export interface Downloading {
	readonly client: HeyGenClient;
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'prepareBinaryData'>;
	/** Says something beside the output. */
	readonly hint: (message: string) => void;
}

/**
 * Reads the wanted files of a thing into binary properties; what HeyGen has not made of it is said in a hint.
 *
 * @param id what the thing, and therefore its files, are called.
 * @param readAgain reads the thing once more where a link has expired; without it, that is an error.
 */
export async function downloaded<Thing>(
	{ client, helpers, hint }: Downloading,
	{ name, files }: Linked<Thing>,
	id: string,
	thing: Thing,
	wanted: readonly string[],
	readAgain?: () => Promise<Thing>,
): Promise<IBinaryKeyData | undefined> {
	let latest = thing;
	let again = readAgain;
	const binary: IBinaryKeyData = {};
	for (const file of files.filter((candidate) => wanted.includes(candidate.name))) {
		const links = linksOf(file, latest);
		if (links.length === 0) {
			hint(`HeyGen has no ${file.displayName.toLowerCase()} of the ${name} ${id}, so none was downloaded.`);
		}
		for (const [index, link] of links.entries()) {
			const property = file.several ? `${file.name}_${index + 1}` : file.name;
			binary[property] = await download(client, helpers, link, {
				name: `${id}-${property}.${endingOf(link) ?? file.ending}`,
				async renew() {
					const read = again;
					again = undefined;
					if (read) latest = await read();
					return linksOf(file, latest)[index];
				},
			});
		}
	}
	return Object.keys(binary).length > 0 ? binary : undefined;
}

function linksOf<Thing>(file: FileKind<Thing>, thing: Thing): string[] {
	return file.links(thing).filter((link): link is string => typeof link === 'string' && link !== '');
}

/** A video may come as WebM, a thumbnail as PNG: the link says so. */
function endingOf(link: string): string | undefined {
	return /\.([a-z0-9]{2,4})$/i.exec(new URL(link).pathname)?.[1]?.toLowerCase();
}
