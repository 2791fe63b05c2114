import { namePropertyOf } from '../../assembly/identity';
import { type Resource } from '../../assembly/resource';
import { isOpaque, toRecord } from '../../assembly/value';
import { type Rule } from '../rule';

export const globalNameRepeated: Rule = {
  id: 'resilience-global-name-repeated',
  area: 'data',
  severity: 'error',
  title: 'A name that is global in AWS is used once',
  why: "Bucket names are unique in the world, names of roles and dashboards in the account: the second region's deployment fails.",
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  check(model, report) {
    for (const type of GLOBAL) {
      const seen = new Map<string, Resource>();
      for (const resource of model.ofType(type)) {
        const property = namePropertyOf(type)!;
        const name = resource.text(property);
        if (
          name === undefined ||
          isParameter(resource, property) ||
          (isOpaque(name) && !/^[^$]*\$\{AWS::AccountId\}[^$]*$/.test(name))
        ) {
          continue;
        }
        const key = type === 'AWS::S3::Bucket' ? name : `${accountOf(resource)} ${name}`;
        const other = seen.get(key);
        if (other) {
          report(resource, `${property} "${name}" is also that of "${other.path}"`, 'put the region into the name');
        } else seen.set(key, resource);
      }
    }
  },
};

const GLOBAL = [
  'AWS::S3::Bucket',
  'AWS::IAM::Role',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::User',
  'AWS::IAM::Group',
  'AWS::CloudWatch::Dashboard',
];

/** Stacks whose account is not known yet are taken for one account only within their stage. */
function accountOf({ stack }: Resource): string {
  return stack.account ?? `stage ${stack.path.split('/').slice(0, -1).join('/')}`;
}

/** A name that comes from a parameter is another one in each deployment, whatever the default says. */
function isParameter({ raw, stack }: Resource, property: string): boolean {
  const parameter = toRecord(raw.Properties?.[property]).Ref;
  return typeof parameter === 'string' && stack.template.Parameters?.[parameter] !== undefined;
}
