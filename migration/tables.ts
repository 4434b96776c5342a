import type { Field } from './draft';
import { ENDPOINTS } from './endpoints';
import { titleOf } from './migrate';
import { OFFICIAL } from './official';
import { TRANSLATION, VIDEO_READ, type OutputMap } from './outputs';

// The tables of the documentation, made of what the migration goes by.

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
	return `\`${text}\``;
}

/** What becomes of a field, in a sentence. */
function fateOf(field: Field): readonly [to: string, remark: string] {
	const why = field.why ?? '';
	if ('stops' in field) return ['the node stays as it is', `${why}. ${field.todo}`];
	if ('dropped' in field) {
		const usual = (field.usual ?? []).filter((value) => value !== '').map((value) => code(String(value)));
		const unless = usual.length > 0 ? ` No loss where it is ${usual.join(' or ')}.` : '';
		return ['left out', `${why}.${field.todo === undefined ? '' : ` ${field.todo}.`}${unless}`];
	}
	if ('decides' in field) return [field.decides, why];
	const chosen = Object.entries(field.with ?? {}).map(([name, value]) => `${code(name)} ${code(value)}`);
	const words = Object.entries(field.words ?? {}).map(([old, now]) => `${code(old)} is ${code(now)}`);
	const remarks = [
		why,
		chosen.length > 0 ? `With ${chosen.join(', ')}.` : '',
		words.length > 0 ? `${words.join(', ')}.` : '',
	];
	return [code(field.to), remarks.filter(Boolean).join(' ')];
}

function fieldsTable(fields: readonly Field[], old: string): string {
	return table(
		[old, 'becomes', ''],
		fields.map((field) => [code(field.from), ...fateOf(field)]),
	);
}

function endpointsTable(): string {
	return table(
		['old endpoint', 'becomes'],
		ENDPOINTS.map(({ path, methods, becomes }) => {
			const method = methods?.[0] ?? '';
			return [code(`${method} /${path}`.trim()), becomes];
		}),
	);
}

function outputsTable({ fields }: OutputMap): string {
	return table(
		['it was', 'it is'],
		Object.entries(fields).map(([old, now]) => [
			code(old),
			code(typeof now === 'function' ? now('$json') : (now[0] ?? '')),
		]),
	);
}

function officialTable(): string {
	return table(
		['its operation', 'becomes'],
		Object.entries(OFFICIAL).map(
			([
				name,
				{
					becomes: [resource, operation],
				},
			]) => [code(name), titleOf({ resource, operation })],
		),
	);
}

/** By the names that mark their places. */
export const TABLES: Readonly<Record<string, () => string>> = {
	endpoints: endpointsTable,
	...Object.fromEntries(
		ENDPOINTS.flatMap(({ path, fields }) =>
			fields ? [[`fields of ${path}`, () => fieldsTable(fields, 'old field')] as const] : [],
		),
	),
	'outputs of v1/video_status.get': () => outputsTable(VIDEO_READ),
	'outputs of v2/video_translate': () => outputsTable(TRANSLATION),
	official: officialTable,
	...Object.fromEntries(
		Object.entries(OFFICIAL)
			.filter(([name]) =>
				[
					'video.createAvatarVideo',
					'video.createVideo',
					'video.createTemplateVideo',
					'video.translateVideo',
				].includes(name),
			)
			.map(
				([name, { fields }]) =>
					[`parameters of ${name}`, () => fieldsTable(fields, 'its parameter')] as const,
			),
	),
};
