import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

import manifest from '../../package.json';

const root = join(__dirname, '..', '..');
const folder = join(root, '.github', 'workflows');

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	needs?: string | string[];
	uses?: string;
	permissions?: Record<string, string>;
	strategy?: { matrix: Record<string, unknown> };
	steps?: Step[];
	'timeout-minutes'?: number;
}

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string) => parse(textOf(file)) as Workflow;
const jobsOf = (file: string) => Object.entries(workflow(file).jobs);
const stepsOf = (file: string) => jobsOf(file).flatMap(([, { steps = [] }]) => steps);
const names = readdirSync(folder);

describe.each(names)('the workflow %s', (file) => {
	test('takes each action at a commit, for a tag can be moved, and says which version that is', () => {
		const used = [...textOf(file).matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
		expect(used).toHaveLength(
			[...jobsOf(file).map(([, job]) => job), ...stepsOf(file)].filter(({ uses }) => uses).length,
		);
		for (const action of used) {
			// A workflow of this repository is of the same commit.
			const own = /^\.\/(\.github\/workflows\/[\w-]+\.yml)$/.exec(action)?.[1];
			if (own === undefined) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
			else expect(existsSync(join(root, own))).toBe(true);
		}
	});

	test('may read, and nothing else but publish where it does that', () => {
		const granted = [
			workflow(file).permissions,
			...jobsOf(file).flatMap(([, { permissions }]) => (permissions ? [permissions] : [])),
		];
		for (const rights of granted) {
			expect([{}, { contents: 'read' }, { 'id-token': 'write' }]).toContainEqual(rights);
		}
		const writing = jobsOf(file).filter(([, job]) => JSON.stringify(job.permissions ?? {}).includes('write'));
		expect(writing.map(([name]) => name)).toEqual(file === 'publish.yml' ? ['publish'] : []);
	});

	test('puts nothing that others write into a command, and runs nothing of theirs with rights', () => {
		for (const { run = '' } of stepsOf(file)) expect(run).not.toContain('${{');
		for (const event of ['pull_request_target', 'workflow_run', 'issue_comment']) {
			expect(workflow(file).on).not.toHaveProperty(event);
		}
	});

	test('leaves no token behind, and ends', () => {
		for (const { uses = '', with: given } of stepsOf(file)) {
			if (uses.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
		}
		for (const [, job] of jobsOf(file)) {
			if (job.uses === undefined) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
		}
	});
});

test('everything is tested on each Node that package.json allows', () => {
	const { on, jobs } = workflow('ci.yml');
	expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null });
	expect(jobs.test?.strategy?.matrix).toEqual({ node: [20, 22, 24] });
	expect(manifest.engines.node).toMatch(/^>=20\./);
	expect(jobs.test?.steps?.map(({ run, with: given }) => run ?? given)).toEqual([
		{ 'persist-credentials': false },
		{ 'node-version': '${{ matrix.node }}' },
		'npm test',
	]);
});

test('the newest n8n is tried every week, and before anything is published', () => {
	const { on, jobs } = workflow('newest.yml');
	expect(on).toMatchObject({ workflow_call: null });
	// On one weekday, whichever day of the month it is.
	expect(on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \d$/) }]);
	expect(jobs.newest?.steps?.at(-1)).toEqual({ run: 'npm run test:newest' });
	expect(workflow('publish.yml').jobs.newest?.uses).toBe('./.github/workflows/newest.yml');
});

describe('publishing', () => {
	const { on, permissions, jobs } = workflow('publish.yml');

	test('begins with a tag, which is built and tested without any right but to read', () => {
		expect(on).toEqual({ push: { tags: ['*.*.*'] } });
		expect(permissions).toEqual({});
		expect(jobs.build?.permissions).toEqual({ contents: 'read' });
		const steps = (jobs.build?.steps ?? []).map(({ run, uses = '' }) => run ?? uses.replace(/@.*/, ''));
		expect(steps).toEqual([
			'actions/checkout',
			'actions/setup-node',
			'node scripts/check-tag.mjs "$GITHUB_REF_NAME"',
			'npm test',
			'npm run build',
			'mkdir packed && npm pack --ignore-scripts --pack-destination packed',
			'actions/upload-artifact',
		]);
	});

	test('ends with that tarball in a job that runs nothing of the project and holds the one right', () => {
		const { needs, permissions: rights, steps = [] } = jobs.publish ?? {};
		expect(needs).toEqual(['build', 'newest']);
		expect(rights).toEqual({ 'id-token': 'write' });
		expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
			'npm publish ./packed/*.tgz --ignore-scripts --provenance --access public',
		]);
		expect(JSON.stringify(steps)).not.toContain('checkout');
	});
});

test('what is locked is renewed every week, together', () => {
	const { updates } = parse(readFileSync(join(root, '.github', 'dependabot.yml'), 'utf8')) as {
		updates: Array<{
			'package-ecosystem': string;
			directory: string;
			schedule: { interval: string };
			groups: Record<string, { patterns: string[] }>;
		}>;
	};
	const locks = execFileSync('git', ['ls-files', '*package-lock.json'], { cwd: root, encoding: 'utf8' });
	const locked = locks
		.trim()
		.split('\n')
		.map((lock) => ['npm', join('/', dirname(lock)).replace(/(?<=.)\/$/, '')]);
	expect(updates.map((update) => [update['package-ecosystem'], update.directory])).toEqual([
		...locked,
		['github-actions', '/'],
	]);
	for (const { schedule, groups } of updates) {
		expect(schedule.interval).toBe('weekly');
		expect(Object.values(groups)).toEqual([{ patterns: ['*'] }]);
	}
});
