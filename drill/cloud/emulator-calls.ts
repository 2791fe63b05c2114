import { DrillError } from '../support/errors.js';
import { type Cloud } from './cloud.js';

/** Calls what the drill has added to a region's emulator; resolves to its answer. */
export async function callEmulator(
  { endpoint }: Pick<Cloud, 'endpoint'>,
  region: string,
  path: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const answer = await fetch(`${endpoint}${path}`, {
    // The router reads the region where it reads that of every call.
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/iam/aws4_request` },
    signal,
  });
  if (answer.ok) return answer.json();
  const message = `the emulator of ${region} answered ${path} with ${answer.status}: ${await answer.text()}`;
  throw new DrillError('EmulatorCallFailed', message);
}
