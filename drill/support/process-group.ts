/** Sends a signal, or with 0 only looks, to every process of a group; false when the group no longer exists. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    // macOS answers EPERM where nothing but zombies is left of the group.
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
