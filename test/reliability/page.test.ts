import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { withTables } from '../support/tables';
import { tables } from './tables';

test('docs/reliability.md says what is held here', () => {
	const page = join(__dirname, '..', '..', 'docs', 'reliability.md');
	if (process.env.DEEP === 'true') writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables()));
	for (const table of tables()) expect(readFileSync(page, 'utf8')).toContain(table);
});
