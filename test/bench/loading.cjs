/** Prints the milliseconds it takes to load the files named; what n8n has loaded already is loaded before. */
const { join } = require('node:path');

// n8n's own, which is also the one the files find.
require(join(process.env.NODE_PATH, 'n8n-workflow'));

const started = performance.now();
for (const file of process.argv.slice(2)) require(file);
console.log(performance.now() - started);
