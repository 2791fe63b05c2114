import { CloudFormationStackArtifact, type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ResilienceError } from '../private/errors';

/** Ways in which a template reaches for another stack or region while it deploys. */
const FORBIDDEN = [
  {
    pattern: /"Custom::CrossRegionExport(Reader|Writer)"/,
    what: 'a custom resource that carries exports between regions',
  },
  { pattern: /"Fn::GetStackOutput"/, what: 'Fn::GetStackOutput, which reads from a stack of another region' },
  { pattern: /"Fn::ImportValue"/, what: 'Fn::ImportValue, which needs another stack to be there' },
];

/** SSM parameter of a named region: `arn:aws:ssm:us-east-1:…`, alone or in a dynamic reference. */
const SSM_ARN = /arn:[^:"]+:ssm:([a-z0-9-]+):[^"]*?:parameter/g;

/**
 * Tells whether the stacks of one region of an app refer to those of another: what would keep one from being updated while
 * the other is gone. Every construct of this library keeps that promise; this is the check for your own tests.
 *
 * @example
 * expect(RegionIndependence.check(app.synth())).toEqual([]);
 */
export class RegionIndependence {
  /**
   * What ties one region of a synthesized app to another, one sentence each; empty when nothing does.
   *
   * Looks for custom resources that carry exports, `Fn::GetStackOutput`, `Fn::ImportValue`, SSM parameters of another
   * region, and dependencies in the manifest between stacks of different regions.
   *
   * @param assembly what `app.synth()` returned
   */
  static check(assembly: CloudAssembly): string[] {
    return assembly.stacksRecursively.flatMap(stack => [
      ...forbiddenIn(stack),
      ...foreignParametersIn(stack),
      ...foreignDependenciesOf(stack),
    ]);
  }

  /**
   * Fails with `ReferenceOfOtherRegion` with everything that `check` finds.
   *
   * @param assembly what `app.synth()` returned
   */
  static require(assembly: CloudAssembly): void {
    const findings = RegionIndependence.check(assembly);
    if (findings.length > 0) {
      throw new ResilienceError(findings.map(message => ({ code: 'ReferenceOfOtherRegion', message })));
    }
  }

  private constructor() {}
}

function forbiddenIn(stack: CloudFormationStackArtifact): string[] {
  const template = JSON.stringify(stack.template);
  return FORBIDDEN.filter(({ pattern }) => pattern.test(template)).map(
    ({ what }) =>
      `stack "${stack.hierarchicalId}" in ${regionOfStack(stack)} contains ${what}; find it by its name instead`,
  );
}

function foreignParametersIn(stack: CloudFormationStackArtifact): string[] {
  const regions = [...JSON.stringify(stack.template).matchAll(SSM_ARN)].map(match => match[1]);
  return [...new Set(regions)]
    .filter(region => region !== regionOfStack(stack))
    .map(
      region =>
        `stack "${stack.hierarchicalId}" in ${regionOfStack(stack)} reads an SSM parameter of ${region}; keep it in its own region`,
    );
}

function foreignDependenciesOf(stack: CloudFormationStackArtifact): string[] {
  return stack.dependencies
    .filter(artifact => CloudFormationStackArtifact.isCloudFormationStackArtifact(artifact))
    .filter(dependency => regionOfStack(dependency) !== regionOfStack(stack))
    .map(
      dependency =>
        `stack "${stack.hierarchicalId}" in ${regionOfStack(stack)} depends on stack "${dependency.hierarchicalId}" in ${regionOfStack(dependency)}, ` +
        'so it does not deploy while that region is gone; remove the reference or the dependency',
    );
}

function regionOfStack(stack: CloudFormationStackArtifact): string {
  return stack.environment.region;
}
