import { Duration } from 'aws-cdk-lib/core';
import { Retry } from '../../lib/workflow';
import { failureOf } from '../support/failure';

test.each([
  ['quick', Retry.quick(), { attempts: 3, interval: 1, backoffRate: 2, maxDelay: 5 }],
  ['standard', Retry.standard(), { attempts: 6, interval: 2, backoffRate: 2, maxDelay: 60 }],
  ['patient', Retry.patient(), { attempts: 12, interval: 5, backoffRate: 2, maxDelay: 900 }],
  ['none', Retry.none(), { attempts: 0 }],
])('%s', (_name, retry, figures) => {
  expect(retry._bind()).toMatchObject(figures);
});

test('an option replaces that of the preset', () => {
  const retry = Retry.quick({ attempts: 5, maxDelay: Duration.minutes(1) });
  expect(retry._bind()).toEqual({ attempts: 5, interval: 1, backoffRate: 2, maxDelay: 60 });
});

describe('fails', () => {
  test.each([
    ['attempts below none', { attempts: -1 }, 'attempts is -1'],
    ['a part of an attempt', { attempts: 1.5 }, 'attempts is 1.5'],
    ['waits that shrink', { backoffRate: 0.5 }, 'backoffRate is 0.5'],
    ['an interval of a part of a second', { interval: Duration.millis(500) }, 'interval is'],
    ['a cap below the interval', { maxDelay: Duration.seconds(1) }, 'the interval 2 s'],
    ['a cap that is the interval', { interval: Duration.seconds(60) }, 'maxDelay is 60 s and the interval 60 s'],
    ['a cap of a year and a day', { maxDelay: Duration.days(366) }, 'less than 366 days'],
  ])('on %s', (_what, options, text) => {
    const { codes, message, path } = failureOf(() => Retry.standard(options));
    expect(codes).toEqual(['RetryOutOfRange']);
    expect(message).toContain(text);
    expect(path).toBe('Retry.standard');
  });
});
