/** Loaded into n8n before n8n itself: its clock is off by CLOCK_SKEW_MS milliseconds, as a machine's is that nobody sets. */
const skew = Number(process.env.CLOCK_SKEW_MS);

if (skew) {
	const { now } = Date;
	Date.now = () => now() + skew;
	globalThis.Date = new Proxy(Date, {
		construct: (target, args, newTarget) =>
			Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
		apply: () => new Date().toString(),
	});
}
