import { test } from 'vitest';
import { VitestTestRunner } from 'vitest/runners';

/**
 * A file of tests that cannot even be loaded has no test that fails, and Stryker would take the change that broke it for one
 * that nothing noticed.
 */
export default class extends VitestTestRunner {
	override async importFile(...[file, source]: Parameters<VitestTestRunner['importFile']>): Promise<void> {
		try {
			await super.importFile(file, source);
		} catch (error) {
			if (source === 'setup') throw error;
			test('is loaded', () => {
				throw error;
			});
		}
	}
}
