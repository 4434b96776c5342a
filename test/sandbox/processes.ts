import { readdir, readFile } from 'node:fs/promises';
import { poll } from '../../sandbox/poll';

/** Zombies do not count: whether somebody collects them is a matter of the machine. */
export async function livingMembersOfGroup(group: number): Promise<number[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const members = await Promise.all(
		pids.map(async (pid) => {
			const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
			// The name in parentheses may hold anything, spaces included.
			const [state, , groupId] = text.slice(text.lastIndexOf(')') + 2).split(' ');
			return Number(groupId) === group && state !== 'Z' ? [Number(pid)] : [];
		}),
	);
	return members.flat();
}

export async function expectNothingLeftOf(pid: number | undefined): Promise<void> {
	if (pid === undefined) throw new Error('It was not running.');
	let left: number[] = [];
	await poll(async () => ((left = await livingMembersOfGroup(pid)).length === 0 ? true : undefined), {
		what: `process group ${pid} to be gone`,
		timeoutMs: 10_000,
		lastSeen: () => `${left.join(', ')} still run`,
	});
}
