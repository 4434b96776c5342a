import { CANCELLED, Resolver } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

const HERE: LookupAddress[] = [
	{ address: '127.0.0.1', family: 4 },
	{ address: '::1', family: 6 },
];

/**
 * Finds the addresses of hosts by questions that can be broken off. The system's own lookup cannot: no process ends before
 * it has its answer, though nobody waits for that any more.
 */
export class Lookup {
	private readonly resolver = new Resolver();

	readonly find: LookupFunction = (hostname, { all }, callback) => {
		const found = (addresses: LookupAddress[]) => {
			const [first] = addresses;
			if (all || !first) callback(null, addresses);
			else callback(null, first.address, first.family);
		};
		if (hostname === 'localhost') return found(HERE);
		this.resolver.resolve4(hostname, (error, addresses = []) => {
			if (!error) return found(addresses.map((address) => ({ address, family: 4 })));
			if (error.code === CANCELLED) return callback(error, []);
			this.resolver.resolve6(hostname, (none, wider = []) => {
				if (none) callback(error, []);
				else found(wider.map((address) => ({ address, family: 6 })));
			});
		});
	};

	stop(): void {
		this.resolver.cancel();
	}
}
