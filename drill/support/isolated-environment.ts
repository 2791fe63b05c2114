import { devNull } from 'node:os';

/**
 * The caller's environment without anything that leads to an AWS account: no profile, no credentials, no endpoint, no
 * instance metadata. AWS_REGION stays, because it says where and not who.
 */
export function isolatedEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^AWS_(?!(DEFAULT_)?REGION$)/i.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
