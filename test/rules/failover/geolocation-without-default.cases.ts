import { ruleCase } from '../support/rule-case';
import { record, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Europe: record({ Failover: undefined, GeoLocation: { ContinentCode: 'EU' }, SetIdentifier: 'EU' }),
      ...(bad
        ? {}
        : { Rest: record({ Failover: undefined, GeoLocation: { CountryCode: '*' }, SetIdentifier: 'rest' }) }),
    }),
  ),
];
