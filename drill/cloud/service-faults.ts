import { type Clock } from '../support/clock.js';
import { disturbInvocations } from './invocation-faults.js';
import { type LocalCloud } from './local-cloud.js';
import { type Policy } from './policies.js';

export type ServiceEffect = 'outage' | 'errors' | 'throttling' | 'latency' | 'silence';

/** Which calls of a region a fault is about. */
export interface ServicePart {
  /** As calls are signed for it. */
  readonly service: string;
  /** Such as `PutItem`. @default - every operation */
  readonly operation?: string;
  /** From 0 to 1. */
  readonly share: number;
}

interface Answers {
  readonly error: readonly [status: number, code: string];
  readonly throttled: readonly [status: number, code: string];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html, and its like of other services */
const COMMON: Answers = { error: [500, 'InternalFailure'], throttled: [400, 'ThrottlingException'] };

/** Services whose faults the drill knows, with the errors that each documents. */
const SERVICES: Readonly<Record<string, Answers>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  dynamodb: { error: [500, 'InternalServerError'], throttled: [400, 'ThrottlingException'] },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  s3: { error: [500, 'InternalError'], throttled: [503, 'SlowDown'] },
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  sns: { error: [500, 'InternalError'], throttled: [429, 'Throttled'] },
  // What arrives at an API, health checkers' requests too: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  'execute-api': { error: [500, 'InternalServerErrorException'], throttled: [429, 'TooManyRequestsException'] },
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  lambda: { error: [500, 'ServiceException'], throttled: [429, 'TooManyRequestsException'] },
  sqs: COMMON,
  events: COMMON,
  states: COMMON,
  kms: COMMON,
  secretsmanager: COMMON,
  ssm: COMMON,
  monitoring: COMMON,
  logs: COMMON,
};

export const SERVICE_NAMES: readonly string[] = Object.keys(SERVICES);

/** Longer than a health route waits for what it asks, and than clients wait for an answer. */
const LATENCY_SECONDS = 6;
/** The longest that Lambda lets a function run. */
const SILENT_SECONDS = 900;

/** Whatever Lambda does not do fails in the same way for whoever called: an API, a queue, a rule. */
const EVERY_FUNCTION = '*';

/**
 * Faults of one service of a region: calls of functions and of clients meet them, those of the drill's own do not.
 *
 * What a service does within the emulator meets none, such as the polling of a queue; the invocations of functions do, whoever
 * asks for them.
 */
export class ServiceFaults {
  private readonly undo = new Map<string, (() => void)[]>();

  constructor(
    private readonly cloud: LocalCloud,
    private readonly clock: Clock,
  ) {}

  async disturb(region: string, effect: ServiceEffect, part: ServicePart): Promise<void> {
    const policy = { ...part, effect: this.effectOf(effect, SERVICES[part.service]) };
    this.undo.set(region, [...(this.undo.get(region) ?? []), this.cloud.impair(region, policy)]);
    if (part.service === 'lambda') await disturbInvocations(this.cloud, region, [invocationFault(effect, part)]);
  }

  async heal(region: string): Promise<void> {
    this.close(region);
    await disturbInvocations(this.cloud, region, []);
  }

  /** Takes back what is left in the network; what is left in a region ends with its process. */
  close(region?: string): void {
    for (const [name, undo] of this.undo) {
      if (region !== undefined && name !== region) continue;
      for (const each of undo) each();
      this.undo.delete(name);
    }
  }

  private effectOf(effect: ServiceEffect, { error, throttled }: Answers): Policy['effect'] {
    switch (effect) {
      case 'outage':
        return { kind: 'refuse' };
      case 'errors':
        return { kind: 'error', status: error[0], code: error[1] };
      case 'throttling':
        return { kind: 'error', status: throttled[0], code: throttled[1] };
      case 'latency':
        return { kind: 'delay', millis: this.clock.toMillis(LATENCY_SECONDS) };
      case 'silence':
        return { kind: 'hang' };
    }
  }
}

function invocationFault(effect: ServiceEffect, { share }: ServicePart) {
  const fault = {
    functions: [EVERY_FUNCTION],
    percentage: share * 100,
    prevents: true,
    statusCode: 0,
    contentType: '',
  };
  const seconds = effect === 'silence' ? SILENT_SECONDS : LATENCY_SECONDS;
  return effect === 'latency' || effect === 'silence'
    ? { ...fault, kind: 'delay' as const, millis: seconds * 1000 }
    : { ...fault, kind: 'error' as const, millis: 0 };
}
