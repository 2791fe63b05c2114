import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { Aspects, CfnResource, RemovalPolicy, type IAspect, type Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** Nothing of what is in a stage outlives its stack. An aspect of the app would not reach into it. */
export function throwAway(scope: Stage, replicas: number): void {
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
