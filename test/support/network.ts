import nock from 'nock';

/**
 * Lets nock stand for the network in the tests of a file, each of which has to use up the answers it prepared. Files share
 * a process, in which one nock must have let go before the next takes hold.
 */
export function nockIsTheNetwork(): void {
	beforeAll(() => {
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
	});

	afterEach(() => {
		const unused = nock.pendingMocks();
		nock.cleanAll();
		expect(unused).toEqual([]);
	});

	afterAll(() => {
		nock.restore();
	});
}
