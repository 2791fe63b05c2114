/** A request to an HTTP API. */
export interface Call {
  /** @default GET */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly json?: object;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Where the app is deployed and asked: AWS, or the local cloud. */
export interface Target {
  readonly name: 'AWS' | 'local';
  /** The primary first. */
  readonly regions: readonly [string, string];
  readonly account: string;
  /** How long to wait for what may never show: nothing that the local cloud does takes minutes. */
  readonly mostPatienceSeconds: number;
  /** For a client of the AWS SDK. */
  clientConfig(region: string): object;
  ask(region: string, apiId: string, call: Call): Promise<Answer>;
  /** Deploys every stack of an assembly. */
  deploy(assembly: string, signal: AbortSignal): Promise<void>;
  /** Deletes every stack of an assembly, also of one that was deployed in part. */
  destroy(assembly: string): Promise<void>;
  /** What has been started for it ends. */
  close(): Promise<void>;
}
