"""The time of day of functions that ask for it: it goes as fast as the drill's clock.

Most functions live in real time: what they sign and store is read beside what the emulator stores. One that judges how
old something is, such as a heartbeat, would find everything too young; it is told so by its template, in the metadata
`FailoverDrill: { clock: "simulated" }`, which the drill hands on as DRILL_CLOCK.

DRILL_CLOCK_FILE has a moment of both clocks and the speed from then on. It is written anew when the speed changes.
"""

import json
import os
import sys
import time

# The worker starts with it, before any code of the function.
_SCRIPT = """
if (process.env.DRILL_CLOCK === 'simulated' && process.env.DRILL_CLOCK_FILE) {
  const { readFileSync } = require('fs');
  const RealDate = Date;
  const LOOK_MILLIS = 100;
  let moment, lookedAt = 0;
  const now = () => {
    const real = RealDate.now();
    if (real - lookedAt >= LOOK_MILLIS) {
      moment = JSON.parse(readFileSync(process.env.DRILL_CLOCK_FILE, 'utf8'));
      lookedAt = real;
    }
    return Math.round(moment.simulatedMillis + (real - moment.realMillis) * moment.speed);
  };
  globalThis.Date = class Date extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(now()); else super(...parts);
    }
    static now() { return now(); }
  };
}
"""


def tell_time(runtime) -> None:
    """Puts the clock in front of the script of Node.js workers."""
    script = runtime._NODEJS_WORKER_SCRIPT
    if "process.stdout.write" not in script:
        sys.exit("this drill mends the script of MiniStack's workers, which is not where it was")
    runtime._NODEJS_WORKER_SCRIPT = _SCRIPT + script


def simulated_seconds() -> float:
    """The time of day by the drill's clock, in seconds since 1970."""
    path = os.environ.get("DRILL_CLOCK_FILE")
    if path is None:
        return time.time()
    with open(path, encoding="utf8") as file:
        moment = json.load(file)
    return (moment["simulatedMillis"] + (time.time() * 1000 - moment["realMillis"]) * moment["speed"]) / 1000
