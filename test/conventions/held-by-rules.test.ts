import { ALL_RULES } from '../../lib/rules/all-rules';

/**
 * Mistakes that no construct of this library lets anybody express, or that span the app: a rule reports them, for
 * anybody's resources. Each has a bad template and a good one in `test/rules`.
 */
test.each([
  ['a target equal to the failover name', 'resilience-health-check-on-failover-name'],
  ['a time-out over 29 s behind an API', 'resilience-function-timeout-behind-api'],
  ['one fixed bucket name for two regions', 'resilience-global-name-repeated'],
  ['RTC without metrics', 'resilience-bucket-replication-time-without-metrics'],
  ['a KMS key of another region', 'resilience-key-of-other-region'],
  ['DESTROY on backed-up data', 'resilience-backed-up-data-destroyed'],
  ['an alarm without an action', 'resilience-alarm-without-action'],
  ['a continuous backup over 35 days', 'resilience-backup-continuous-retention'],
  ['a lifecycle outside of the vault lock', 'resilience-backup-outside-vault-lock'],
])('%s is reported by %s', (_, rule) => {
  expect(ALL_RULES.map(each => each.id)).toContain(rule);
});
