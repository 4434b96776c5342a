import { tableOf } from '../support/tables';
import { ATTEMPTS, conductOf, KINDS, type Kind } from './conduct';
import { FAULTS, type Fault } from './faults';
import { FILE_FAULTS, STORES } from './files';

function cell(kind: Kind, fault: Fault): string {
	const once = conductOf(kind, fault, 'once');
	const always = conductOf(kind, fault, 'always');
	if (fault.course === 'read') return 'read all the same';
	if (fault.course === 'unreached') return `tried again, ${ATTEMPTS} times in all`;
	if (!once.succeeds)
		return fault.isDone && kind !== 'read' ? 'not sent again: an error that says so' : 'an error at once';
	return always.asked === undefined
		? `asked again, for ${fault.minutes} minutes`
		: `asked again, ${always.asked} times in all`;
}

function faults(): string {
	const kinds = Object.keys(KINDS) as Kind[];
	return tableOf('faults', [
		['HeyGen answers', ...Object.values(KINDS)],
		...FAULTS.map((fault) => [fault.name, ...kinds.map((kind) => cell(kind, fault))]),
	]);
}

function files(): string {
	return tableOf('files', [
		['A file', 'becomes', 'where n8n keeps it in'],
		...FILE_FAULTS.map(({ what, becomes, stores = STORES }) => [what, becomes, stores.join(', ')]),
	]);
}

/** The tables of docs/reliability.md, between their marks. */
export function tables(): string[] {
	return [faults(), files()];
}
