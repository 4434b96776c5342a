/** Codes that a region can have. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const REGIONS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

/** The time zones of a region, which engines before Node 22 tell in another way. */
function zonesOf(region: Intl.Locale): unknown[] {
	const tell: unknown = Reflect.get(region, 'getTimeZones');
	const zones: unknown =
		typeof tell === 'function' ? Reflect.apply(tell, region, []) : Reflect.get(region, 'timeZones');
	return Array.isArray(zones) ? zones : [];
}

/** It takes a fifth of a second to find one. */
const known = new Map<string, string | undefined>();

/** The name under which regions tell of it; undefined where it is none, which n8n does not look at. */
function canonical(timeZone: string): string | undefined {
	try {
		return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
	} catch {
		return undefined;
	}
}

function findLanguage(timeZone: string): string | undefined {
	const zone = canonical(timeZone);
	if (zone === undefined) return undefined;
	const regions = REGIONS.map((code) => new Intl.Locale(`und-${code}`));
	return regions.find((region) => zonesOf(region).includes(zone))?.maximize().language;
}

/**
 * The code of the language that most people speak where a time zone is; undefined where nobody can say, such as of UTC. n8n
 * tells a node no more of its user than the workflow's time zone.
 */
export function languageAt(timeZone: string): string | undefined {
	if (!known.has(timeZone)) known.set(timeZone, findLanguage(timeZone));
	return known.get(timeZone);
}
