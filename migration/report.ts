// What a migration tells. No value of a workflow is ever repeated in it: it could be a key.

export const KINDS = {
	migrated: 'Migrated',
	removed: 'Removed',
	rewritten: 'Rewritten',
	credential: 'Choose a credential',
	secret: 'Revoke a key',
	dropped: 'Not carried over',
	check: 'Look at this',
	left: 'Left as it is',
} as const;

export type Kind = keyof typeof KINDS;

/** The kinds that say that the workflow was changed. */
const CHANGES: readonly Kind[] = ['migrated', 'removed', 'rewritten', 'credential', 'dropped'];

export interface Note {
	readonly kind: Kind;
	/** Of several workflows, the one it is about. */
	readonly workflow?: string;
	/** The node it is about. */
	readonly node?: string;
	readonly what: string;
	readonly why?: string;
	readonly todo?: string;
}

export interface Report {
	/** Why nothing could be read. */
	readonly problem?: string;
	readonly notes: readonly Note[];
}

/** Whether the workflow is another one than before. */
export function hasChanges({ notes }: Report): boolean {
	return notes.some(({ kind }) => CHANGES.includes(kind));
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A note in one line, without its kind. */
export function lineOf({ workflow, node, what, why, todo }: Note): string {
	const about = [workflow, node].filter((name) => name !== undefined).map((name) => `"${name}"`);
	const said = why === undefined ? what : `${what}: ${why}`;
	const begin = about.length > 0 ? `${about.join(', ')}: ` : '';
	return [`${begin}${sentence(said)}`, ...(todo === undefined ? [] : [sentence(todo)])].join(' ');
}

/** The report as text, a heading for each kind. */
export function textOf(report: Report): string {
	if (report.problem !== undefined) return sentence(report.problem);
	if (report.notes.length === 0) return 'Nothing of HeyGen is in it that would have to be migrated.';
	const kinds = Object.entries(KINDS).flatMap(([kind, title]) => {
		const notes = report.notes.filter((note) => note.kind === kind);
		return notes.length > 0 ? [[title, ...notes.map((note) => `  - ${lineOf(note)}`)].join('\n')] : [];
	});
	return kinds.join('\n');
}
