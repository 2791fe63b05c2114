import { RegionOrder } from './region-order';
import { RetryBudget } from './retry-budget';

/** Where a service is, and how soon another of its regions is asked. Times are milliseconds. */
export interface ResilientFetchOptions {
  /** Address of each region, the preferred one first, such as "https://us-east-1.files.example.com". */
  readonly regions: readonly string[];

  /**
   * After which time without an answer a read is sent to the next region too.
   *
   * @default 300
   */
  readonly hedgeAfter?: number;

  /**
   * How long an attempt may take.
   *
   * @default 800
   */
  readonly timeout?: number;

  /**
   * Further attempts for each first one, 0 to 1; some ten more are saved in quiet times.
   *
   * @default 0.08
   */
  readonly retryBudget?: number;

  /**
   * How long a region that failed three times in a row is asked last.
   *
   * @default 30000
   */
  readonly cooldown?: number;

  /**
   * What sends requests.
   *
   * @default - `fetch`
   */
  readonly fetch?: typeof fetch;
}

/** Sends a request to a path of the service, such as "/files/1", and resolves to the answer, as `fetch` does. */
export type ResilientFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** What became of one attempt. */
interface Outcome {
  readonly response?: Response;
  readonly error?: unknown;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];
/** Nothing had been sent when these came about: https://nodejs.org/api/errors.html#common-system-errors */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * A `fetch` that asks another region within a second, long before DNS leads there.
 *
 * A read that takes long is sent to the next region too, and the first good answer counts. What failed is sent on: a read,
 * and a write that has an `Idempotency-Key`; any other write only where it surely was not sent, because it may have been done.
 * All this within a budget, so that slow regions do not get twice the load.
 *
 * Resolves to the last answer of 500 and more where no region gave a better one, and rejects where none answered.
 *
 * @throws TypeError for options that make no sense
 */
export function resilientFetch(options: ResilientFetchOptions): ResilientFetch {
  validateOptions(options);
  const { regions, cooldown = 30_000, retryBudget = 0.08 } = options;
  const order = new RegionOrder(
    regions.map(region => region.replace(/\/$/, '')),
    cooldown,
    () => performance.now(),
  );
  const budget = new RetryBudget(retryBudget);
  return (path, init) => {
    budget.earn();
    return new Call(options, { order, budget }, path, init).run();
  };
}

/** One request, with all its attempts. */
class Call {
  private readonly isRead: boolean;
  private readonly mayRepeat: boolean;
  private readonly addresses: string[];
  private readonly underWay = new Map<string, AbortController>();
  private readonly outcomes: Outcome[] = [];
  private hedge?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly options: ResilientFetchOptions,
    private readonly shared: { readonly order: RegionOrder; readonly budget: RetryBudget },
    private readonly path: string,
    private readonly init: RequestInit = {},
  ) {
    this.isRead = READS.includes((init.method ?? 'GET').toUpperCase());
    this.mayRepeat = this.isRead || new Headers(init.headers).has('idempotency-key');
    this.addresses = shared.order.next(this.isRead);
  }

  run(): Promise<Response> {
    return new Promise((resolve, reject) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(this.hedge);
        for (const attempt of this.underWay.values()) attempt.abort();
        this.underWay.clear();
        if (outcome.response) resolve(outcome.response);
        else reject(new Error(`no region answered ${this.path}`, { cause: outcome.error }));
      };
      this.attempt(end);
      if (!this.isRead) return;
      this.hedge = setTimeout(() => {
        if (this.mayGoOn()) this.attempt(end);
      }, this.options.hedgeAfter ?? 300);
    });
  }

  private attempt(end: (outcome: Outcome) => void): void {
    const address = this.addresses.shift()!;
    const own = new AbortController();
    this.underWay.set(address, own);
    void this.send(address, own).then(outcome => {
      // Another attempt was quicker, and has ended the call.
      if (!this.underWay.has(address)) return;
      if (isGood(outcome)) {
        this.leaveBehind(address);
        return end(outcome);
      }
      this.underWay.delete(address);
      if (this.init.signal?.aborted) return end(outcome);
      this.shared.order.failed(address);
      this.outcomes.push(outcome);
      if ((this.mayRepeat || isUnsent(outcome)) && this.mayGoOn()) this.attempt(end);
      else if (this.underWay.size === 0) end(this.best());
    });
  }

  /** The time is over when the answer begins: how long its body takes is for the caller to say. */
  private async send(address: string, own: AbortController): Promise<Outcome> {
    const tooLate = setTimeout(() => own.abort(new Error('no answer in time')), this.options.timeout ?? 800);
    const signals = [own.signal, this.init.signal].filter(each => !!each);
    try {
      const send = this.options.fetch ?? fetch;
      return { response: await send(address + this.path, { ...this.init, signal: AbortSignal.any(signals) }) };
    } catch (error) {
      return { error };
    } finally {
      clearTimeout(tooLate);
    }
  }

  /** A region that was asked before and has not answered is too slow; one that was asked later had less time. */
  private leaveBehind(winner: string): void {
    for (const address of this.underWay.keys()) {
      if (address === winner) break;
      this.shared.order.failed(address);
    }
    this.shared.order.succeeded(winner);
    // Its body is still to be read.
    this.underWay.delete(winner);
  }

  private mayGoOn(): boolean {
    return this.addresses.length > 0 && !isStream(this.init.body) && this.shared.budget.spend();
  }

  /** An answer says more than none. */
  private best(): Outcome {
    return this.outcomes.find(({ response }) => response) ?? this.outcomes[this.outcomes.length - 1];
  }
}

function isGood({ response }: Outcome): boolean {
  return response !== undefined && response.status < 500;
}

function isUnsent({ error }: Outcome): boolean {
  const { cause } = (error ?? {}) as { readonly cause?: { readonly code?: string } };
  return UNSENT.includes(cause?.code ?? '');
}

/** It can be read once. */
function isStream(body: RequestInit['body']): boolean {
  return typeof body === 'object' && body !== null && 'getReader' in body;
}

function validateOptions({
  regions,
  hedgeAfter = 300,
  timeout = 800,
  retryBudget = 0.08,
  cooldown = 30_000,
}: ResilientFetchOptions): void {
  if (!Array.isArray(regions) || regions.length === 0) {
    throw new TypeError('"regions" names no region; give the address of each, the preferred one first');
  }
  const strange = regions.find(region => !/^https?:\/\/[^/?#]+\/?/.test(region));
  if (strange !== undefined) {
    throw new TypeError(
      `"regions" has ${JSON.stringify(strange)}; give addresses, such as "https://us-east-1.files.example.com"`,
    );
  }
  for (const [name, value, most] of [
    ['hedgeAfter', hedgeAfter, Infinity],
    ['timeout', timeout, Infinity],
    ['cooldown', cooldown, Infinity],
    ['retryBudget', retryBudget, 1],
  ] as const) {
    if (!(value >= 0 && value <= most)) {
      throw new TypeError(`"${name}" is ${value}; give a number, 0 or more${most === 1 ? ', up to 1' : ''}`);
    }
  }
}
