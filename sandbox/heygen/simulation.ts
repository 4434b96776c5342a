import type { Auth } from './auth';
import type { Contract } from './contract';
import type { Faults } from './faults';
import type { Idempotency } from './idempotency';
import type { OAuth } from './oauth';
import type { RateLimit } from './rateLimit';
import type { Recorder } from './recorder';
import type { Handlers } from './resource';
import type { World } from './world';

/** What the simulated HeyGen is made of. */
export interface Simulation {
	world: World;
	handlers: Handlers;
	contract: Contract;
	auth: Auth;
	oauth: OAuth;
	idempotency: Idempotency;
	faults: Faults;
	rateLimit: RateLimit;
	recorder: Recorder;
	filesRecorder: Recorder;
}
