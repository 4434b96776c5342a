import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './bootstrap.mjs';

const RECORD = join(root, 'sandbox', '.data', 'reports', 'passed.json');

export function git(...args) {
	return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** What the commit holds, by git's own hash of it; undefined where files differ from it, or without git. */
export function committedTree() {
	try {
		return git('status', '--porcelain') === '' ? git('rev-parse', 'HEAD^{tree}') : undefined;
	} catch {
		return undefined;
	}
}

/** Notes that every check has passed on this tree. */
export function notePassed(tree) {
	mkdirSync(dirname(RECORD), { recursive: true });
	writeFileSync(RECORD, JSON.stringify({ tree }));
}

/** Whether every check has passed on this tree, on this machine. */
export function hasPassed(tree) {
	try {
		return JSON.parse(readFileSync(RECORD, 'utf8')).tree === tree;
	} catch {
		return false;
	}
}
