import { isolatedEnvironment } from '../support/isolated-environment.js';
import { type Cloud } from './cloud.js';

/** The emulator takes any key; AWS would refuse these, should a call ever get there. */
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Settings of the caller's own shell that would send a call somewhere else. */
const FOREIGN = /^(CDK_DEFAULT_(ACCOUNT|REGION)|HTTPS?_PROXY|ALL_PROXY|NODE_OPTIONS|NODE_CHANNEL_.*)$/i;

/**
 * Environment under which every AWS tool and SDK talks to the local cloud, and cannot reach AWS: no profile, no
 * credentials of the user, no instance metadata, one endpoint.
 *
 * @param region region that calls are for unless they say otherwise; the cloud's first by default
 */
export function awsEnvironment(cloud: Cloud, region = cloud.regions[0].name): NodeJS.ProcessEnv {
  const inherited = Object.entries(isolatedEnvironment()).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CDK_DEFAULT_ACCOUNT: cloud.account,
    CDK_DEFAULT_REGION: region,
  };
}

/** Configuration of an AWS SDK client for one region of the cloud. */
export function clientConfig(cloud: Cloud, region: string) {
  return {
    region,
    endpoint: cloud.endpoint,
    credentials: CREDENTIALS,
    // The endpoint is an address: bucket names cannot go in front of it.
    forcePathStyle: true,
  };
}
