const os = require('node:os');

// A worker with unit tests, and what it starts, yields to the local clouds that run beside it: their time counts.
if (process.env.BESIDE_CLOUDS) {
  os.setPriority(Math.max(os.getPriority(), os.constants.priority.PRIORITY_BELOW_NORMAL));
}
