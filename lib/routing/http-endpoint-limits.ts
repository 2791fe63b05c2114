import { Token } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { checkKnownProps, type KnownProps } from '../private/props';
import { Health } from './health';
import { checkRoutes } from './routes';
import { type HttpEndpointOptions, type HttpEndpointProps } from './http-endpoint-props';

export const HTTP_OPTIONS: KnownProps<HttpEndpointOptions> = {
  routes: true,
  authorizer: true,
  health: true,
  rateLimit: true,
  burstLimit: true,
  alarms: true,
};
const KNOWN: KnownProps<HttpEndpointProps> = { ...HTTP_OPTIONS, handler: true };

/** Records what API Gateway refuses. */
export function checkEndpointProps(props: HttpEndpointProps, problems: Problems): void {
  checkKnownProps(props, KNOWN, problems);
  const health = props.health ?? Health.shallow();
  checkRoutes(props.routes ?? [], health._isOfService ? undefined : `GET ${health.path}`, problems);
  for (const name of ['rateLimit', 'burstLimit'] as const) {
    const limit = props[name] ?? 1;
    if (!Token.isUnresolved(limit) && (!Number.isInteger(limit) || limit <= 0)) {
      problems.add(
        'ThrottleOutOfRange',
        `"${name}" is ${limit}; give a whole number above 0: with 0 every request is refused`,
      );
    }
  }
}
