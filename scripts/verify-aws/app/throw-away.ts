import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { Aspects, CfnResource, RemovalPolicy, type IAspect } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** Nothing of what is below a scope outlives its stack. */
export function throwAway(scope: IConstruct, replicas: number): void {
  Aspects.of(scope).add(new ThrowAway(replicas));
}

class ThrowAway implements IAspect {
  constructor(private readonly replicas: number) {}

  visit(node: IConstruct): void {
    if (!CfnResource.isCfnResource(node)) return;
    node.applyRemovalPolicy(RemovalPolicy.DESTROY);
    if (!(node instanceof CfnGlobalTable)) return;
    for (let i = 0; i < this.replicas; i++) node.addPropertyOverride(`Replicas.${i}.DeletionProtectionEnabled`, false);
  }
}
