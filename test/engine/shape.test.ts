import { given, group, GROUP_ID, look, LOOK_ID } from '../support/answers';
import { outputOf, runNode } from '../support/engine';
import { data, useFakeHeyGen } from '../support/heygen';
import { useVirtualTime } from '../support/time';
import { callFromMcp } from '../support/tool';

const heygen = useFakeHeyGen();
useVirtualTime();

const parameters = {
	resource: 'avatar',
	operation: 'create',
	type: 'prompt',
	name: 'Anna',
	prompt: 'A friendly teacher',
	wait: false,
};

function create(): void {
	heygen().on('POST', '/v3/avatars', data({ avatar_item: look(), avatar_group: group() }));
}

const WHOLE = { avatar_item: given(look()), avatar_group: given(group()) };

const SHORT = { look_id: LOOK_ID, group_id: GROUP_ID, status: 'completed' };

describe('A result with many fields', () => {
	it('is given in short', async () => {
		create();
		const [output] = await outputOf({ parameters });

		expect(output).toMatchObject(SHORT);
		expect(output).not.toHaveProperty('avatar_item');
	});

	it('is given whole where Simplify is off', async () => {
		create();
		const [output] = await outputOf({ parameters: { ...parameters, simplify: false } });

		expect(output).toEqual(WHOLE);
	});

	it('may not be asked for in a form that does not exist', async () => {
		const { error } = await runNode({ parameters: { ...parameters, simplify: 'a bit' } });

		expect(error?.message).toBe('"Simplify" must be true or false');
		expect(heygen().sent).toEqual([]);
	});
});

describe('As the tool of an agent', () => {
	it('it is given in short', async () => {
		create();
		expect(await callFromMcp({ parameters }, {})).toMatchObject([SHORT]);
	});

	it('it is given whole where Output is Raw', async () => {
		create();
		const answer = await callFromMcp({ parameters: { ...parameters, output: 'raw' } }, {});

		expect(answer).toEqual([WHOLE]);
	});

	it('only what was selected is given', async () => {
		create();
		const selecting = { ...parameters, output: 'selected', fields: 'avatar_group, nothing' };

		expect(await callFromMcp({ parameters: selecting }, {})).toEqual([{ avatar_group: given(group()) }]);
	});

	it('is refused before anything is paid where nothing was selected', async () => {
		const selecting = { ...parameters, output: 'selected' };

		await expect(callFromMcp({ parameters: selecting }, {})).rejects.toThrow('"Fields" is empty');
		expect(heygen().sent).toEqual([]);
	});
});
