import { unreachable } from '../../../nodes/HeyGen/api/reachable';

const HEYGEN = 'https://api.heygen.com';

test('HeyGen reaches a public https address', () => {
	expect(unreachable('https://n8n.example.com/webhook/1', HEYGEN)).toBeUndefined();
});

test.each(['http://n8n.example.com', 'https://localhost:5678', 'http://localhost:5678', 'https://10.0.0.1'])(
	'HeyGen does not reach %s, and what to do is said',
	(origin) => {
		expect(unreachable(`${origin}/webhook/1`, HEYGEN)).toEqual({
			message: `HeyGen cannot reach this n8n at ${origin}`,
			description: expect.stringContaining('Set the environment variable WEBHOOK_URL') as string,
		});
	},
);

test('a HeyGen on this machine reaches this machine, and no other', () => {
	expect(unreachable('http://localhost:5678/webhook/1', 'http://127.0.0.1:3999')).toBeUndefined();
	expect(unreachable('http://10.0.0.1/webhook/1', 'http://127.0.0.1:3999')).toBeDefined();
});
