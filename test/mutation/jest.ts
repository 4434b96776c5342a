import { vi } from 'vitest';

// What jest does for each file by itself: the package's modules are loaded anew, n8n's are not.
vi.resetModules();

Object.assign(globalThis, {
	jest: Object.assign(Object.create(vi) as object, {
		setTimeout: (testTimeout: number) => vi.setConfig({ testTimeout }),
		dontMock: (path: string) => vi.doUnmock(path),
		isolateModulesAsync: async (load: () => Promise<void>) => {
			vi.resetModules();
			await load();
		},
	}),
});
