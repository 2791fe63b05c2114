import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';
import { silence } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Alarm: alarm({ MetricName: 'Invocations', ...silence, ...(bad ? { TreatMissingData: 'notBreaching' } : {}) }),
    }),
  ),
];
