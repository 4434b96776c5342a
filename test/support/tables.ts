const WRITTEN = 'written by npm run test:deep';

/** A table between its marks; the first row is its head. */
export function tableOf(name: string, rows: ReadonlyArray<readonly string[]>): string {
	const [head = [], ...rest] = rows;
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		`<!-- ${name}: ${WRITTEN} -->`,
		line(head),
		line(head.map(() => '---')),
		...rest.map(line),
		`<!-- end of ${name} -->`,
	].join('\n');
}

/** A page with these tables in it, in the place of those between the same marks. */
export function withTables(page: string, written: readonly string[]): string {
	return written.reduce((text, table) => {
		const [begin = '', ...rest] = table.split('\n');
		return text.replace(new RegExp(`${begin}[^]*${rest.at(-1)}`), () => table);
	}, page);
}
