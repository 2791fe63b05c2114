import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';
import { SERVICE_NAMES, type ServiceEffect, type ServicePart } from '../cloud/service-faults.js';
import { type Fault } from './fault.js';

/** What goes wrong with one service of a region, while everything else of the region works. */
export const SERVICE_FAULTS = {
  'service-outage': ofService('outage', {
    proves:
      'a region that lacks a service which the app cannot do without says so, and is left; one that the app can do without moves nobody',
    meanwhile: 'refuses connections to',
    ends: 'takes connections to',
  }),
  'service-errors': ofService('errors', {
    proves: 'calls that fail are tried again, and what still fails moves the traffic or becomes a dead letter',
    meanwhile: 'answers with errors of',
    ends: 'answers without errors of',
  }),
  'service-throttling': ofService('throttling', {
    proves: 'throttled calls wait and come again, and what is refused for good is seen by the health check',
    meanwhile: 'throttles',
    ends: 'no longer throttles',
  }),
  'service-latency': ofService('latency', {
    proves: 'time-outs end before those of the callers, and a region that has become slow is left',
    meanwhile: 'is slow at',
    ends: 'is quick again at',
  }),
  'service-silence': ofService('silence', {
    proves: 'calls that are never answered end by a time-out, and do not hold what waits behind them',
    meanwhile: 'says nothing to calls of',
    ends: 'answers calls again of',
  }),
} satisfies Record<string, Fault>;

/** What such a fault is about: `dynamodb`, or `dynamodb:PutItem`, and which part of the calls. */
export function readServicePart(kind: string, service: string | undefined, share = 1): ServicePart | undefined {
  const isOfService = Object.hasOwn(SERVICE_FAULTS, kind);
  if (!isOfService && service === undefined) return undefined;
  if (!isOfService) {
    const message = `--service is "${service}", and ${kind} is a fault of a whole region; give --fault one of ${Object.keys(SERVICE_FAULTS).join(', ')}`;
    throw new DrillError('FaultServiceConflict', message);
  }
  if (service === undefined) {
    const message = `${kind} is about one service; give --service one of ${SERVICE_NAMES.join(', ')}`;
    throw new DrillError('FaultServiceMissing', message);
  }
  const [name, operation] = service.split(':');
  if (!SERVICE_NAMES.includes(name)) {
    const message = `--service is "${name}"; it must be one of ${SERVICE_NAMES.join(', ')}${didYouMean(name, SERVICE_NAMES)}`;
    throw new DrillError('FaultServiceUnknown', message);
  }
  return { service: name, operation, share };
}

function ofService(effect: ServiceEffect, words: { proves: string; meanwhile: string; ends: string }): Fault {
  return {
    description: {
      title: `service: ${effect}`,
      proves: words.proves,
      begins: `${words.meanwhile} a service`,
      meanwhile: `with a service in trouble (${effect})`,
      ends: `${words.ends} the service`,
      short: effect,
      answers: true,
      isPartial: true,
    },
    begin: ({ services }, region, part) => services.disturb(region, effect, part!),
    end: ({ services }, region) => services.heal(region),
  };
}
