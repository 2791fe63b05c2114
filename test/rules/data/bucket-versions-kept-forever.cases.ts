import { ruleCase } from '../support/rule-case';
import { bucket, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Files: bucket(
        bad
          ? {}
          : {
              LifecycleConfiguration: {
                Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
              },
            },
      ),
    }),
  ),
];
