/** What Stryker reports, put into numbers and words. */

/** Percent of the changes that a test has to notice. */
export const LEAST = 85;

const NOTICED = ['Killed', 'Timeout'];
const STANDS = ['Survived', 'NoCoverage'];

function mutantsOf({ files }) {
	return Object.entries(files).flatMap(([file, { source, mutants }]) =>
		mutants.map((mutant) => ({ ...mutant, file, source })),
	);
}

/** How many changes were made, and noticed; one that cannot be run counts for neither. */
export function countsOf(report) {
	const count = (...statuses) => mutantsOf(report).filter(({ status }) => statuses.includes(status)).length;
	const noticed = count(...NOTICED);
	const made = noticed + count(...STANDS);
	return { made, noticed, score: made === 0 ? 100 : (100 * noticed) / made };
}

export function summary({ made, noticed, score }) {
	return `${noticed} of ${made} changes noticed, ${score.toFixed(1)} %`;
}

function textAt(source, { start, end }) {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	if (lines.length === 1) return lines[0].slice(start.column - 1, end.column - 1);
	return [
		lines[0].slice(start.column - 1),
		...lines.slice(1, -1),
		lines.at(-1).slice(0, end.column - 1),
	].join('\n');
}

const short = (text) => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 70 ? `${line.slice(0, 67)}…` : line;
};

/** The changes that no test noticed: where, and from what to what. */
export function standing(report) {
	return mutantsOf(report)
		.filter(({ status }) => STANDS.includes(status))
		.sort((a, b) => a.file.localeCompare(b.file) || a.location.start.line - b.location.start.line)
		.map(({ file, source, location, replacement }) => ({
			where: `${file.replace('nodes/HeyGen/', '')}:${location.start.line}`,
			from: short(textAt(source, location)),
			to: short(replacement ?? ''),
		}));
}

/**
 * What was found, without the changes that stood and concern every test: Stryker would let them stand although a new test
 * notices them, because it does not record the tests of such a change.
 */
export function triedAgain(found) {
	const stays = ({ status, static: isStatic }) => !(isStatic && STANDS.includes(status));
	return {
		...found,
		files: Object.fromEntries(
			Object.entries(found.files).map(([file, { mutants, ...rest }]) => [
				file,
				{ ...rest, mutants: mutants.filter(stays) },
			]),
		),
	};
}

const code = (text) => (text === '' ? 'nothing' : `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``);

const changeOf = (where, is, becomes) => [where.replace(/:\d+$/, ''), is, becomes].join(' | ');

/** Why changes may stand, as somebody wrote it behind them: the same change of the same file for the same reason. */
function reasonsIn(page) {
	const rows = page.split('\n').filter((line) => /^\| \w+\/\S+:\d+ \|/.test(line));
	return new Map(
		rows.map((row) => {
			const [where, is, becomes, why = ''] = row.slice(2, -2).split(' | ');
			return [changeOf(where, is, becomes), why];
		}),
	);
}

/** The changes of which the page does not say why they may stand. */
export function unexplained(page) {
	return [...reasonsIn(page)].filter(([, why]) => why === '').map(([change]) => change);
}

/** The page with what was found in this folder, in the place of what was found before. */
export function written(page, folder, report) {
	const { made, noticed, score } = countsOf(report);
	const row = `| ${folder} | ${made} | ${noticed} | ${score.toFixed(1)} % |`;
	const reasons = reasonsIn(page);
	const list = [
		`<!-- ${folder}: written by npm run mutation -->`,
		'| where | is | becomes | why it may |',
		'| --- | --- | --- | --- |',
		...standing(report).map(({ where, from, to }) => {
			const why = reasons.get(changeOf(where, code(from), code(to))) ?? '';
			return `| ${where} | ${code(from)} | ${code(to)} | ${why} |`;
		}),
		`<!-- end of ${folder} -->`,
	].join('\n');
	const known = new RegExp(`^\\| ${folder} \\|.*$`, 'm');
	const marks = new RegExp(`<!-- ${folder}: [^]*<!-- end of ${folder} -->`);
	const scored = known.test(page)
		? page.replace(known, () => row)
		: page.replace(/^(?:\| --- ){4}\|\n(?:\|.*\n)*/m, (table) => `${table}${row}\n`);
	if (marks.test(scored)) return scored.replace(marks, () => list);
	return `${scored.trimEnd()}\n\n### ${folder}\n\n${list}\n`;
}
