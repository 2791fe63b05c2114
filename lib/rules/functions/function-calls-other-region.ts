import { toRecord } from '../model/value';
import { regionOfArn } from '../relations/backups';
import type { Rule } from '../rule';

export const functionCallsOtherRegion: Rule = {
  id: 'resilience-function-calls-other-region',
  area: 'functions',
  severity: 'warning',
  title: 'Functions use data of their own region',
  why: 'What a function needs from another region is gone with that region: the standby then fails together with the primary.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      if (fn.region === undefined) continue;
      for (const [name, value] of Object.entries(toRecord(fn.get('Environment.Variables')))) {
        const region = regionIn(String(value));
        if (region !== undefined && region !== fn.region)
          report(
            fn,
            `its variable "${name}" leads from ${fn.region} to ${region}: "${String(value)}"`,
            `give it the resource of ${fn.region}`,
          );
      }
    }
  },
};

/** The region of an ARN, a queue's URL or an API's endpoint. */
function regionIn(value: string): string | undefined {
  const host = /^https:\/\/(?:sqs\.([a-z]{2}(?:-[a-z]+)+-\d)|[^/]+\.execute-api\.([a-z]{2}(?:-[a-z]+)+-\d))\./.exec(
    value,
  );
  return host ? (host[1] ?? host[2]) : regionOfArn(value);
}
