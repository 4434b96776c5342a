import fc from 'fast-check';

import {
	brokenRule,
	DEFAULT_BASE_URL,
	goesTo,
	isLoopback,
	isPrivate,
	parseBaseUrl,
} from '../../../nodes/HeyGen/api/baseUrl';

describe('the Base URL', () => {
	test.each([undefined, null, '', '   ', '\n'])('is HeyGen itself where the value is %j', (value) => {
		expect(parseBaseUrl(value)).toBe(DEFAULT_BASE_URL);
	});

	test.each([
		['https://api.heygen.com', 'https://api.heygen.com'],
		['https://api.heygen.com/', 'https://api.heygen.com'],
		['  https://api.heygen.com  ', 'https://api.heygen.com'],
		['HTTPS://API.HeyGen.com', 'https://api.heygen.com'],
		['https://proxy.example.com:8443/heygen//', 'https://proxy.example.com:8443/heygen'],
		['http://localhost:3000', 'http://localhost:3000'],
		['http://LOCALHOST:3000/', 'http://localhost:3000'],
		['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
		['http://127.1', 'http://127.0.0.1'],
		['http://127.255.255.254:1', 'http://127.255.255.254:1'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('%j becomes %j', (value, expected) => {
		expect(parseBaseUrl(value)).toBe(expected);
	});

	test.each([
		'http://api.heygen.com',
		'http://192.168.0.1',
		'http://10.0.0.1',
		'http://localhost.example.com',
		'http://127.0.0.1.example.com',
		'http://notlocalhost',
		'http://[::2]',
		'ftp://api.heygen.com',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'api.heygen.com',
		'//api.heygen.com',
		'https://',
		'https://user@api.heygen.com',
		'https://user:password@api.heygen.com',
		'https://api.heygen.com?key=1',
		'https://api.heygen.com/#top',
		'https://api.heygen.com/v3',
		'https://api.heygen.com/v3/',
		'not a URL',
	])('%j is refused', (value) => {
		expect(parseBaseUrl(value)).toBeUndefined();
	});

	test('says what is wrong with one that ends in a version', () => {
		expect(brokenRule('https://api.heygen.com/v3/')).toContain('without /v3');
		expect(brokenRule(' https://api.heygen.com/v3 ')).toContain('without /v3');
		expect(brokenRule('http://api.heygen.com')).toContain('https address');
		expect(brokenRule(['https://api.heygen.com/v3'])).toContain('https address');
		expect(parseBaseUrl('https://proxy.example.com/v3/heygen')).toBe('https://proxy.example.com/v3/heygen');
	});

	test.each<[Record<string, unknown>, boolean]>([
		[{ url: 'https://api.heygen.com/v3/videos' }, true],
		[{ uri: 'https://api.heygen.com/v3/videos' }, true],
		[{ url: '/v3/videos', baseURL: 'https://api.heygen.com' }, true],
		[{ url: '/v3/videos', baseURL: 'https://example.com' }, false],
		[{ url: '/v3/videos', baseURL: ['https://api.heygen.com'] }, false],
		[{ url: '/v3/videos' }, false],
		[{ url: 'http://api.heygen.com/v3/videos' }, false],
		[{ url: ['https://api.heygen.com/v3/videos'] }, false],
		[{}, false],
	])('%j goes there: %p', (request, expected) => {
		expect(goesTo('https://api.heygen.com', request)).toBe(expected);
	});

	test('never leads over plain http to another machine, whatever was typed', () => {
		const hosts = fc.oneof(
			fc.domain(),
			fc.ipV4(),
			fc.ipV6().map((ip) => `[${ip}]`),
			fc.constantFrom('localhost', '127.0.0.1', '[::1]', '0x7f.1', '127.0.0.1.', 'localhost.'),
		);
		const typed = fc.oneof(
			fc.string(),
			fc.webUrl(),
			fc
				.tuple(fc.constantFrom('http', 'HTTP', 'https', ' http'), hosts)
				.map(([scheme, host]) => `${scheme}://${host}`),
		);
		fc.assert(
			fc.property(typed, (value) => {
				const url = parseBaseUrl(value);
				if (url === undefined) return;
				const { protocol, hostname } = new URL(url);
				expect(protocol === 'https:' || isLoopback(hostname)).toBe(true);
				expect(url.endsWith('/')).toBe(false);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('a host that nobody outside can reach', () => {
	test.each([
		'localhost',
		'localhost.',
		'127.0.0.1',
		'0.0.0.0',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.10',
		'172.20.0.1',
		'192.0.0.1',
		'192.0.2.10',
		'198.18.0.1',
		'198.19.255.1',
		'224.0.0.1',
		'229.1.1.1',
		'239.255.255.250',
		'240.0.0.1',
		'255.255.255.255',
		'100.99.0.1',
		'100.105.0.1',
		'[64:ff9b::1]',
		'[2002:c0a8:101::]',
		'169.254.169.254',
		'100.64.0.1',
		'100.127.255.255',
		'[::1]',
		'[::]',
		'[::ffff:c0a8:101]',
		'[fd00::1]',
		'[fc12::1]',
		'[fe80::1]',
		'n8n',
		'n8n.local',
		'n8n.internal',
		'n8n.lan',
		'n8n.home.arpa',
		'app.localhost',
	])('%s is one', (host) => {
		expect(isPrivate(host)).toBe(true);
	});

	test.each([
		'n8n.example.com',
		'n8n.example.com.',
		'8.8.8.8',
		'10.0.0.1.example.com',
		'192.168.0.1.example.com',
		'192.0.2.1.example.com',
		'192.0.1.1',
		'198.17.0.1',
		'198.20.0.1',
		'223.1.1.1',
		'n8n.local.example.com',
		'172.15.0.1',
		'172.32.0.1',
		'100.63.0.1',
		'100.128.0.1',
		'192.169.0.1',
		'11.0.0.1',
		'10.example.com',
		'127.example.com',
		'local.example.com',
		'[2001:db8::1]',
	])('%s is none', (host) => {
		expect(isPrivate(host)).toBe(false);
	});
});
