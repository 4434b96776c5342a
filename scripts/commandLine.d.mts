import type { ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

export function commandLine<Known extends Options = Record<never, never>>(
	usage: string,
	takes?: { options?: Known; allowPositionals?: boolean },
): ReturnType<typeof parseArgs<{ options: Known; allowPositionals: true }>>;

export function misused(usage: string, problem: string): never;
