import { isOpaque } from '../model/value';
import type { Rule } from '../rule';

export const functionInOneZone: Rule = {
  id: 'resilience-function-in-one-zone',
  area: 'functions',
  severity: 'warning',
  title: 'A function in a network uses subnets of several zones',
  why: 'With one subnet the function goes down with its Availability Zone, although the region is well.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      const subnets = fn.list('VpcConfig.SubnetIds');
      if (subnets.length === 1 && !isOpaqueList(fn.raw.Properties, fn.get('VpcConfig.SubnetIds')))
        report(fn, 'it is in one subnet', 'name a subnet of each Availability Zone');
    }
  },
};

/** A parameter or an import may be a list of many, a list of one reference is one subnet. */
function isOpaqueList(properties: Record<string, unknown> | undefined, resolved: unknown): boolean {
  const written = (properties?.VpcConfig as Record<string, unknown> | undefined)?.SubnetIds;
  return !Array.isArray(written) || !Array.isArray(resolved) || (isOpaque(resolved[0]) && isSplit(written[0]));
}

function isSplit(value: unknown): boolean {
  return JSON.stringify(value)?.includes('Fn::Split') ?? false;
}
