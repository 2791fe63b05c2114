/** Time that the drill tells: simulated seconds since the run began. With speed 1 it is the wall clock. */
export interface Clock {
  readonly speed: number;
  /** Simulated seconds since the start of the run. */
  now(): number;
  /** Resolves after that many simulated seconds, or rejects when the signal aborts. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
  /** Real milliseconds that a span of simulated seconds takes. */
  toMillis(seconds: number): number;
}

/** One region of the local cloud. */
export interface CloudRegion {
  readonly name: string;
  /** Loopback address on which the region's edge answers; DNS answers carry it. */
  readonly address: string;
}

/** The local cloud as the other rooms see it. */
export interface Cloud {
  readonly regions: readonly CloudRegion[];
  readonly account: string;
  /** One address for every AWS API call; the region is read from the request's signature. */
  readonly endpoint: string;
  /** Port that each region's edge listens on, at `CloudRegion.address`. */
  readonly edgePort: number;
  /** Region whose edge answers at this address. */
  regionAt(address: string): CloudRegion | undefined;
  /** The region stops answering, its connections are cut, and it keeps its data. */
  freeze(region: string): Promise<void>;
  /** A frozen region goes on where it stopped. */
  thaw(region: string): Promise<void>;
  /** From now on the region's retries of asynchronous invocations do not wait: what they come to is known at once. */
  hasten(region: string): void;
  /** The region and its data are gone. */
  kill(region: string): Promise<void>;
  /** Ends every process and removes every file of the cloud. */
  stop(): Promise<void>;
}

/** Input that the drill cannot work with: a message that says what to do, and exit status 2. */
export class DrillError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`[${code}] ${message}`, options);
    this.name = 'DrillError';
  }
}
