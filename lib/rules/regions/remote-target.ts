import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { regionOfArn } from '../../assembly/identity';
import { regionOfHost } from '../../assembly/relations/dns';
import { frontDoorTargets, integrationTargets, ruleTargets } from '../../assembly/relations/invocations';
import { taskTargets } from '../../assembly/relations/workflow';
import { type Rule } from '../rule';

export const remoteTarget: Rule = {
  id: 'resilience-remote-target',
  area: 'regions',
  severity: 'error',
  title: 'What a region invokes is in the same region',
  why: 'An integration, an event source or a rule that leads into another region fails with that region, and API Gateway and Lambda refuse most of them.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    for (const { source, text } of calls(model)) {
      const region =
        regionOfArn(text) ??
        (text.startsWith('http') ? regionOfHost(model, text) : undefined) ??
        model.mentioned(text)[0]?.region;
      if (region !== undefined && source.region !== undefined && region !== source.region) {
        report(
          source,
          `it is in ${source.region} and leads to "${text}" in ${region}`,
          `name the resource of ${source.region}`,
        );
      }
    }
  },
};

/** Everything that calls something else; event buses may forward to another region, that is what they are for. */
function calls(model: AppModel): { source: Resource; text: string }[] {
  const mappings = model.ofType('AWS::Lambda::EventSourceMapping').flatMap(source => [
    { source, text: source.text('EventSourceArn') ?? '' },
    { source, text: source.text('FunctionName') ?? '' },
  ]);
  const rules = model
    .ofType('AWS::Events::Rule')
    .flatMap(source => ruleTargets(source).map(target => ({ source, text: target.arn })));
  const pipes = model
    .ofType('AWS::Pipes::Pipe')
    .flatMap(source => ['Source', 'Enrichment', 'Target'].map(end => ({ source, text: source.text(end) ?? '' })));
  const schedules = model
    .ofType('AWS::Scheduler::Schedule')
    .map(source => ({ source, text: source.text('Target.Arn') ?? '' }));
  const subscriptions = model
    .ofType('AWS::SNS::Subscription')
    .map(source => ({ source, text: source.text('Endpoint') ?? '' }));
  return [
    ...integrationTargets(model),
    ...frontDoorTargets(model),
    ...taskTargets(model).map(({ machine, text }) => ({ source: machine, text })),
    ...mappings,
    ...[...rules, ...pipes, ...schedules].filter(call => !call.text.includes(':event-bus/')),
    ...subscriptions.filter(isLambda),
  ];
}

function isLambda({ source }: { source: Resource }): boolean {
  return source.text('Protocol') === 'lambda' && source.lacks('Region');
}
