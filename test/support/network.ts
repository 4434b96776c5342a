import nock from 'nock';

/** Files may share a process, in which one nock must have let go before the next takes hold. */
export function takeTheNetwork(): void {
	if (!nock.isActive()) nock.activate();
	nock.disableNetConnect();
}

/** Lets nock stand for the network in the tests of a file, each of which has to use up the answers it prepared. */
export function nockIsTheNetwork(): void {
	beforeAll(takeTheNetwork);

	afterEach(() => {
		const unused = nock.pendingMocks();
		nock.cleanAll();
		expect(unused).toEqual([]);
	});

	afterAll(() => {
		nock.restore();
	});
}
