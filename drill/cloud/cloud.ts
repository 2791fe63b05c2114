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
  /** Whether the region takes requests: neither frozen nor gone. */
  isUp(region: string): boolean;
  /** From now on so many simulated seconds pass in a real one. */
  setSpeed(speed: number): void;
  /** From now on the region's retries of asynchronous invocations do not wait: what they come to is known at once. */
  hasten(region: string): void;
  /** The region and its data are gone. */
  kill(region: string): Promise<void>;
  /** Ends every process and removes every file of the cloud. */
  stop(): Promise<void>;
}
