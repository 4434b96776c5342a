import fc from 'fast-check';

import type { Look } from '../../../nodes/HeyGen/api/contract';
import {
	chooseEngine,
	ENGINES,
	needsLook,
	type EngineWish,
} from '../../../nodes/HeyGen/resources/video/engine';

const III = 'avatar_iii';
const IV = 'avatar_iv';
const V = 'avatar_v';

function look(avatar_type: Look['avatar_type'], ...engines: string[]): Look {
	return { id: 'look_1', name: 'Anna', avatar_type, supported_api_engines: engines };
}

const photo = (...engines: string[]) => look('photo_avatar', ...engines);
const video = (...engines: string[]) => look('digital_twin', ...engines);

const refuse = (message: string) => new Error(message);

function choice(wish: Partial<EngineWish>, of: Look | undefined): string | undefined {
	return chooseEngine({ engine: 'auto', motionPrompt: false, expressiveness: false, ...wish }, of, refuse)
		?.type;
}

const motion = { motionPrompt: true };
const expressive = { expressiveness: true };

describe('Automatic', () => {
	test.each<[string, Partial<EngineWish>, Look | undefined, string | undefined]>([
		['the best of all', {}, video(III, IV, V), V],
		['the best there is', {}, video(III, IV), IV],
		['Avatar III where the look has nothing better', {}, video(III), III],
		['the best whatever order HeyGen lists', {}, video(V, III), V],
		["HeyGen's own where the look lists none", {}, video(), undefined],
		[
			"HeyGen's own where the look lists only names of old",
			{},
			video('avatar_4_quality', 'avatar_4_turbo'),
			undefined,
		],
		['what is known where names of old are listed too', {}, video('avatar_4_quality', III), III],
		["HeyGen's own where the look is not known", {}, undefined, undefined],
		['below Avatar V for expressiveness', expressive, photo(III, IV, V), IV],
		['any engine for the motion prompt of a photo look', motion, photo(III, IV, V), V],
		['Avatar V for the motion prompt of a video look', motion, video(III, IV, V), V],
		['below Avatar V for both on a photo look', { ...motion, ...expressive }, photo(III, IV, V), IV],
		["HeyGen's own for a motion prompt where no engine is known", motion, video(), undefined],
	])('takes %s', (_name, wish, of, expected) => {
		expect(choice(wish, of)).toBe(expected);
	});

	test.each<[string, Partial<EngineWish>, Look, RegExp]>([
		[
			'a motion prompt on a video look without Avatar V',
			motion,
			video(III, IV),
			/"Motion Prompt" does not work with the engines of the look look_1: avatar_iv, avatar_iii/,
		],
		[
			'expressiveness on a photo look with Avatar V alone',
			expressive,
			photo(V),
			/"Expressiveness" does not work with the engines of the look look_1: avatar_v/,
		],
		[
			'expressiveness on a video look',
			expressive,
			video(III, IV),
			/"Expressiveness" works with photo looks only/,
		],
		[
			'expressiveness on a studio look',
			expressive,
			look('studio_avatar', IV),
			/"Expressiveness" works with photo looks only/,
		],
	])('refuses %s', (_name, wish, of, message) => {
		expect(() => choice(wish, of)).toThrow(message);
	});
});

describe('an engine by name', () => {
	test.each([III, IV, V] as const)('%s is sent where the look supports it, or says nothing', (engine) => {
		expect(choice({ engine }, video(III, IV, V))).toBe(engine);
		expect(choice({ engine }, video())).toBe(engine);
		expect(choice({ engine }, undefined)).toBe(engine);
	});

	test.each<[string, Partial<EngineWish>, Look | undefined, RegExp]>([
		[
			'one that the look does not support',
			{ engine: IV },
			video(III),
			/look_1 does not support this "Engine": avatar_iv/,
		],
		[
			'Avatar V with expressiveness',
			{ engine: V, ...expressive },
			photo(III, V),
			/"Expressiveness" does not work with the Engine Avatar V/,
		],
		[
			'Avatar V with expressiveness, the look unknown',
			{ engine: V, ...expressive },
			undefined,
			/"Expressiveness" does not work/,
		],
		[
			'Avatar IV with a motion prompt on a video look',
			{ engine: IV, ...motion },
			video(III, IV, V),
			/"Motion Prompt" works with a video look on the Engine Avatar V alone/,
		],
		[
			'the default with a motion prompt on a video look',
			{ engine: 'default', ...motion },
			video(V),
			/"Motion Prompt" works with a video look/,
		],
		['any with expressiveness on a video look', { engine: IV, ...expressive }, video(IV), /photo looks only/],
	])('is refused: %s', (_name, wish, of, message) => {
		expect(() => choice(wish, of)).toThrow(message);
	});

	test('Avatar IV takes expressiveness and a motion prompt on a photo look', () => {
		expect(choice({ engine: IV, ...motion, ...expressive }, photo(III, IV))).toBe(IV);
	});

	test('the default leaves the choice to HeyGen', () => {
		expect(choice({ engine: 'default' }, video(III))).toBeUndefined();
		expect(choice({ engine: 'default', ...motion }, photo(III))).toBeUndefined();
	});
});

test.each<[Partial<EngineWish>, boolean]>([
	[{ engine: 'auto' }, true],
	[{ engine: 'default' }, false],
	[{ engine: IV }, false],
	[{ engine: IV, ...motion }, true],
	[{ engine: 'default', ...expressive }, true],
])('the look has to be read for %j: %p', (wish, expected) => {
	expect(needsLook({ engine: 'auto', motionPrompt: false, expressiveness: false, ...wish })).toBe(expected);
});

test('whatever is wished, what is sent keeps all rules', () => {
	const wishes = fc.record<EngineWish>({
		engine: fc.constantFrom(...(Object.keys(ENGINES) as Array<keyof typeof ENGINES>)),
		motionPrompt: fc.boolean(),
		expressiveness: fc.boolean(),
	});
	const looks = fc.option(
		fc
			.tuple(
				fc.constantFrom<Look['avatar_type']>('photo_avatar', 'digital_twin', 'studio_avatar'),
				fc.subarray([III, IV, V, 'avatar_4_quality']),
			)
			.map(([type, engines]) => look(type, ...engines)),
		{ nil: undefined },
	);
	let sent = 0;
	fc.assert(
		fc.property(wishes, looks, (wish, of) => {
			let engine: string | undefined;
			try {
				engine = chooseEngine(wish, of, refuse)?.type;
			} catch (error) {
				expect((error as Error).message).toMatch(/"(Expressiveness|Motion Prompt|Engine)"/);
				return;
			}
			sent++;
			const known = [III, IV, V].filter((name) => of?.supported_api_engines?.includes(name));
			if (engine !== undefined && known.length > 0) expect(known).toContain(engine);
			if (wish.expressiveness) expect(engine).not.toBe(V);
			if (wish.expressiveness && of) expect(of.avatar_type).toBe('photo_avatar');
			if (wish.motionPrompt && of && of.avatar_type !== 'photo_avatar' && engine !== undefined)
				expect(engine).toBe(V);
			if (wish.engine === 'default') expect(engine).toBeUndefined();
		}),
		{ numRuns: 3000 },
	);
	expect(sent).toBeGreaterThan(500);
});
