import { type Alias, type Function, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';

/** A function with the alias that its callers know, and the version that the alias is to have. */
export interface DeployedFunction extends Construct {
  readonly function: Function;
  readonly alias: Alias;
  readonly version: IVersion;
}
