import { type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpIamAuthorizer,
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ResilientFunction, type ResilientFunctionProps } from '../function';
import { listOf, text, validateProps, type PropKinds } from '../private/props';

/** Whose tokens are accepted. */
export interface TokenIssuer {
  /** Address of the issuer, such as "https://login.example.com"; of one that answers when a region is lost. */
  readonly issuer: string;

  /** For whom a token has to be: one of these is its `aud`. */
  readonly audience: string[];
}

const KNOWN_PROPS: PropKinds<TokenIssuer> = { issuer: text, audience: listOf(text) };

/**
 * Who may call a function that runs in several regions.
 *
 * An authorizer of API Gateway belongs to one API, so a value of this class makes one for each region.
 */
export abstract class Authorization {
  /**
   * Callers with a JSON web token of an issuer.
   *
   * API Gateway fetches the issuer's keys and keeps them for two hours: a user pool of the lost region takes its new tokens
   * with it. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   */
  static jwt(issuer: TokenIssuer): Authorization {
    validateProps('Authorization.jwt', issuer, KNOWN_PROPS, problems => {
      if (!Token.isUnresolved(issuer.issuer) && !/^https:\/\/[^\s/]/.test(issuer.issuer)) {
        problems.add(
          'TokenIssuerInvalid',
          `"issuer" is "${issuer.issuer}"; give the address of the issuer, which begins with "https://"`,
        );
      }
      if (issuer.audience.length === 0) {
        problems.add('TokenAudienceMissing', '"audience" is empty, and API Gateway would refuse every token; name one');
      }
    });
    return new JwtAuthorization(issuer);
  }

  /** Callers who sign their requests, and whose own policies allow `execute-api:Invoke`. */
  static iam(): Authorization {
    return new IamAuthorization();
  }

  /**
   * Callers whom a function lets in: it gets the request and answers `{ isAuthorized: true }` or false. Each region has
   * its own. Answers count for five minutes for the same `Authorization` header.
   *
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
   */
  static byFunction(props: ResilientFunctionProps): Authorization {
    return new FunctionAuthorization(props);
  }

  /**
   * Makes what a region's API asks.
   *
   * @internal
   */
  abstract _bind(scope: Construct): IHttpRouteAuthorizer;
}

class JwtAuthorization extends Authorization {
  constructor(private readonly issuer: TokenIssuer) {
    super();
  }

  _bind(): IHttpRouteAuthorizer {
    return new HttpJwtAuthorizer('Authorizer', this.issuer.issuer, { jwtAudience: this.issuer.audience });
  }
}

class IamAuthorization extends Authorization {
  _bind(): IHttpRouteAuthorizer {
    return new HttpIamAuthorizer();
  }
}

class FunctionAuthorization extends Authorization {
  constructor(private readonly props: ResilientFunctionProps) {
    super();
  }

  _bind(scope: Construct): IHttpRouteAuthorizer {
    const handler = new ResilientFunction(scope, 'AuthorizerFunction', this.props);
    return new HttpLambdaAuthorizer('Authorizer', handler, { responseTypes: [HttpLambdaResponseType.SIMPLE] });
  }
}
