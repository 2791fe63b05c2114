import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toRecord } from '../../assembly/value';
import { regionOfArn } from '../../assembly/identity';
import { twinResources } from '../../assembly/relations/twins';
import { type Report, type Rule } from '../rule';

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
        const region = regionIn(model, fn, String(value));
        if (region !== undefined && region !== fn.region) {
          report(
            fn,
            `its variable "${name}" leads from ${fn.region} to ${region}: "${String(value)}"`,
            `give it the resource of ${fn.region}`,
          );
        }
      }
    }
    fixedRegions(model, report);
  },
};

/** The region of an ARN, of an endpoint's host, or of the resource of another region that has this name. */
function regionIn(model: AppModel, fn: Resource, value: string): string | undefined {
  const host = /(?:^|[./@])([a-z]{2}(?:-[a-z]+)+-\d)\.(?:[a-z0-9-]+\.)*(?:amazonaws\.com|on\.aws)/.exec(value);
  if (host) return host[1];
  const named = model.named(value).filter(resource => BY_NAME.includes(resource.type));
  const isHere = named.some(resource => resource.region === fn.region || resource.stack.account !== fn.stack.account);
  return regionOfArn(value) ?? (isHere ? undefined : named[0]?.region);
}

/** Types that a function finds by name; tables have a rule of their own. */
const BY_NAME = [
  'AWS::SQS::Queue',
  'AWS::S3::Bucket',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Function',
  'AWS::SNS::Topic',
];

/** Settings that tell a function where to look for everything. */
const REGION = /^((AWS|APP|DYNAMO(DB)?|DDB|TABLE|S3|BUCKET|SQS|QUEUE|SNS|SECRETS?|KMS|DB)_)?REGION(_NAME)?$/i;

/** One region written down for functions of two regions. */
function fixedRegions(model: AppModel, report: Report): void {
  for (const { first, second } of twinResources(model, 'AWS::Lambda::Function')) {
    const [here, there] = [first, second].map(fn => toRecord(fn.get('Environment.Variables')));
    for (const [name, region] of Object.entries(here)) {
      if (!REGION.test(name) || there[name] !== region || !model.regions.includes(String(region))) continue;
      const fn = region === first.region ? second : first;
      report(
        fn,
        `its variable "${name}" is ${String(region)} in ${first.region} and in ${second.region}`,
        'use the region that the function runs in (AWS_REGION)',
      );
    }
  }
}
