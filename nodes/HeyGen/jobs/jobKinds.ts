import * as kinds from './kinds';
import type { JobKind } from './kinds/kind';

type JobOf<Kind> = Kind extends JobKind<infer Job> ? Job : never;

/** The jobs a node can wait for, by the name under which a run remembers them. */
export type Jobs = { readonly [Name in keyof typeof kinds]: JobOf<(typeof kinds)[Name]> };

export type JobName = keyof Jobs;

export const jobKinds: { readonly [Name in JobName]: JobKind<Jobs[Name]> } = kinds;

export function isJobName(name: string): name is JobName {
	return Object.hasOwn(jobKinds, name);
}
