import { test } from 'vitest';
import { VitestTestRunner } from 'vitest/runners';

/** Runs what Stryker changed, many changes one after the other in the same thread. */
export default class extends VitestTestRunner {
	/** What is loaded now must not be loaded with what was changed last. */
	override onCollectStart(file: Parameters<VitestTestRunner['onCollectStart']>[0]): void {
		const changes: unknown = Reflect.get(globalThis, '__stryker__');
		if (changes instanceof Object) Reflect.deleteProperty(changes, 'activeMutant');
		super.onCollectStart(file);
	}

	/**
	 * A file of tests that cannot even be loaded has no test that fails, and Stryker would take the change that broke it for
	 * one that nothing noticed.
	 */
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
