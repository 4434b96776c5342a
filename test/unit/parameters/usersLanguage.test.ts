import { languageAt } from '../../../nodes/HeyGen/parameters/usersLanguage';

describe('The language of a time zone', () => {
	test.each([
		['America/New_York', 'en'],
		['Europe/Berlin', 'de'],
		['Asia/Tokyo', 'ja'],
		['America/Sao_Paulo', 'pt'],
		// Under its older name, and under its newer one.
		['Asia/Calcutta', 'hi'],
		['Asia/Kolkata', 'hi'],
		['UTC', undefined],
		['UTC+2', undefined],
	])('%s is %s', (zone, language) => {
		expect(languageAt(zone)).toBe(language);
	});
});
