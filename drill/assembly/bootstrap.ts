import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ManifestStack, readObject } from './manifest.js';

/** What a region must have before an app can be deployed to it, by the app's own names. */
export interface BootstrapNeeds {
  readonly region: string;
  readonly buckets: readonly string[];
  /** ARNs. */
  readonly roles: readonly string[];
  /** Parameters that tell the version of the bootstrap resources. */
  readonly parameters: readonly string[];
}

interface AssetDestinations {
  readonly files?: Record<string, { readonly destinations?: Record<string, Destination> }>;
}

interface Destination {
  readonly bucketName?: string;
  readonly assumeRoleArn?: string;
  readonly region?: string;
}

/**
 * What the app's synthesizers name and `cdk bootstrap` does not make: buckets, roles and parameters with names of the app's
 * own. https://docs.aws.amazon.com/cdk/v2/guide/customize-synth.html
 */
export function bootstrapNeeds(stacks: readonly ManifestStack[], account: string): BootstrapNeeds[] {
  const regions = [...new Set(stacks.map(stack => stack.region))];
  return regions
    .map(region => needsOf(region, stacks, account))
    .filter(({ buckets, roles, parameters }) => {
      return buckets.length + roles.length + parameters.length > 0;
    });
}

function needsOf(region: string, stacks: readonly ManifestStack[], account: string): BootstrapNeeds {
  const here = stacks.filter(stack => stack.region === region);
  const own = (names: readonly (string | undefined)[]): string[] => {
    const filled = names.flatMap(name => (name === undefined ? [] : [fill(name, account, region)]));
    return [...new Set(filled)].filter(
      name => !here.some(({ qualifier }) => isStandard(name, qualifier, account, region)),
    );
  };
  const destinations = here
    .flatMap(destinationsOf)
    .filter(each => fill(each.region ?? region, account, region) === region);
  return {
    region,
    buckets: own(destinations.map(each => each.bucketName)),
    roles: own([...destinations.map(each => each.assumeRoleArn), ...here.flatMap(stack => stack.roles)]),
    parameters: own(here.map(stack => stack.versionParameter)),
  };
}

function destinationsOf({ directory, id }: ManifestStack): Destination[] {
  const file = `${id}.assets.json`;
  if (!readdirSync(directory).includes(file)) return [];
  const { files = {} } = readObject(join(directory, file)) as AssetDestinations;
  return Object.values(files).flatMap(({ destinations = {} }) => Object.values(destinations));
}

/** Where a synthesizer leaves account or region open, the deployment fills them in. */
function fill(name: string, account: string, region: string): string {
  return name
    .replaceAll('${AWS::Partition}', 'aws')
    .replaceAll('${AWS::AccountId}', account)
    .replaceAll('${AWS::Region}', region);
}

/** Made by `cdk bootstrap`, for the default qualifier and for those of the app. */
function isStandard(name: string, qualifier = 'hnb659fds', account: string, region: string): boolean {
  if (name === `/cdk-bootstrap/${qualifier}/version`) return true;
  const parts = 'assets|(deploy|cfn-exec|file-publishing|image-publishing|lookup)-role';
  return new RegExp(`(^|:role/)cdk-${qualifier}-(${parts})-${account}-${region}$`).test(name);
}
