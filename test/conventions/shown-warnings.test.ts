import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Annotations, App, RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  CrossRegionBackup,
  Regions,
  ReplicatedBucket,
  ReplicatedTable,
  Replication,
  ResilientService,
  RestoreTesting,
} from '../../lib';
import { KEY } from './support';

/** Ids of the warnings that the CLI prints: those of the assembly, by the path that it prints with them. */
function printed(assembly: CloudAssembly): string[] {
  return assembly.stacksRecursively
    .flatMap(stack => stack.messages)
    .filter(({ level }) => (level as string) === 'warning')
    .map(({ id, entry }) => `${id} ${/cdk-resilient-serverless:(\w+)/.exec(String(entry.data))?.[1]}`);
}

function serviceWith(add: (service: ResilientService) => Construct | void) {
  const app = new App({ context: { '@aws-cdk/core:annotationsInValidationReport': false } });
  const service = new ResilientService(app, 'Intake', { regions: Regions.activePassive('us-east-1', 'eu-south-1') });
  const made = add(service);
  return { service, made, warnings: () => printed(app.synth()) };
}

const weakTable = (service: ResilientService) =>
  new ReplicatedTable(service, 'Files', {
    partitionKey: KEY,
    deletionProtection: false,
    removalPolicy: RemovalPolicy.DESTROY,
  });

test('what is weaker about a service is printed, at its home stack', () => {
  expect(serviceWith(() => undefined).warnings()).toEqual(
    expect.arrayContaining([
      '/Intake/us-east-1 noDomain',
      '/Intake/us-east-1 optInRegion',
      '/Intake/us-east-1 primaryAtControlPlane',
    ]),
  );
});

test('what is weaker about data below a service is printed, at its part in the home stack', () => {
  const { warnings } = serviceWith(service => {
    const table = weakTable(service);
    new ReplicatedBucket(service, 'Uploads', { removalPolicy: RemovalPolicy.DESTROY, replication: Replication.none() });
    new CrossRegionBackup(service, 'Backup', { resources: [table], restoreTesting: RestoreTesting.none() });
  });

  expect(warnings()).toEqual(
    expect.arrayContaining([
      '/Intake/us-east-1/Files noDeletionProtection',
      '/Intake/us-east-1/Files tableNotRetained',
      '/Intake/us-east-1/Uploads bucketNotRetained',
      '/Intake/us-east-1/Uploads noReplication',
      '/Intake/us-east-1/Backup restoresUntested',
    ]),
  );
});

test('what is acknowledged at the construct is not printed', () => {
  const { service, made, warnings } = serviceWith(weakTable);
  Annotations.of(service).acknowledgeWarning('cdk-resilient-serverless:noDomain');
  Annotations.of(made as Construct).acknowledgeWarning('cdk-resilient-serverless:tableNotRetained');

  const shown = warnings();
  expect(shown).not.toContain('/Intake/us-east-1 noDomain');
  expect(shown).not.toContain('/Intake/us-east-1/Files tableNotRetained');
  expect(shown).toContain('/Intake/us-east-1/Files noDeletionProtection');
});

test('each is printed once, however often the app is synthesized', () => {
  const { service, warnings } = serviceWith(weakTable);
  warnings();
  const again = printed((service.node.root as App).synth({ force: true }));

  expect(again.filter(text => text.endsWith('tableNotRetained'))).toHaveLength(1);
});
