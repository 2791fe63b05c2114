import { toRecord } from '../../assembly/value';
import { intrinsicsIn } from '../../assembly/relations/intrinsics';
import { type Rule } from '../rule';

export const functionInOneZone: Rule = {
  id: 'resilience-function-in-one-zone',
  area: 'functions',
  severity: 'warning',
  title: 'A function in a network uses subnets of several zones',
  why: 'With one subnet the function goes down with its Availability Zone, although the region is well.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      // A parameter, an import or a text that is split may stand for many subnets; an item of a list stands for one.
      const written = toRecord(fn.raw.Properties?.VpcConfig).SubnetIds;
      const isList = Array.isArray(written) && intrinsicsIn(written, 'Fn::Split').length === 0;
      if (isList && fn.list('VpcConfig.SubnetIds').length === 1) {
        report(fn, 'it is in one subnet', 'name a subnet of each Availability Zone');
      }
    }
  },
};
