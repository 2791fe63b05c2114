import { namePropertyOf } from '../../assembly/identity';
import { type Resource } from '../../assembly/resource';
import { accountOf, givenName } from '../../assembly/relations/names';
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
        const name = givenName(resource);
        if (name === undefined || name.includes('${AWS::Region}')) continue;
        const key = type === 'AWS::S3::Bucket' ? name : `${accountOf(resource)} ${name}`;
        const other = seen.get(key);
        if (other) {
          report(
            resource,
            `${namePropertyOf(type)} "${name}" is also that of "${other.path}"`,
            'put the region into the name',
          );
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
