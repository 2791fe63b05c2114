/** An execution environment that was wedged once is slow for ever: a leaked connection, a full cache, a stuck lock. */
let wedged = false;

/** Resizes a picture. The event `{ wedge: true }` does what a bug does on its own in the real world. */
export async function handler(event: { wedge?: boolean }): Promise<{ took: number }> {
  const startedAt = Date.now();
  wedged ||= event.wedge === true;
  if (wedged) await new Promise(resolve => setTimeout(resolve, 1500));
  return { took: Date.now() - startedAt };
}
