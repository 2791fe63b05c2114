import { type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Alarms } from '../observability';
import { type Health } from './health';

/** What an `HttpEndpoint` looks like from outside. */
export interface HttpEndpointOptions {
  /**
   * Routes that the function answers, such as "GET /files/{key}" or "ANY /files".
   *
   * @default - every request, by the "$default" route
   */
  readonly routes?: string[];

  /**
   * Who may call the function's routes. `GET` of the health route's path stays open, also where `Health.ownRoute` names one
   * of them: health checkers have no credentials.
   *
   * @default - everybody; the function has to check
   */
  readonly authorizer?: IHttpRouteAuthorizer;

  /**
   * How the region finds out whether it can serve.
   *
   * @default Health.shallow()
   */
  readonly health?: Health;

  /**
   * Requests a second above which API Gateway answers 429.
   *
   * @default 1000
   */
  readonly rateLimit?: number;

  /**
   * Requests at once above which API Gateway answers 429.
   *
   * @default 1000
   */
  readonly burstLimit?: number;

  /**
   * Alarms on server errors and on silence.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

/** Properties of an `HttpEndpoint`. */
export interface HttpEndpointProps extends HttpEndpointOptions {
  /** Function that answers requests; its `live` alias where it is a `ResilientFunction`. */
  readonly handler: IFunction;
}
