import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapNeeds, type BootstrapNeeds } from '../../assembly/bootstrap.js';
import { manifestStacks } from '../../assembly/manifest.js';
import { bootstrapTemplate } from '../../cloud/own-bootstrap.js';
import { hashOf, WEST, writeAssembly } from './assemblies.js';

describe('what an app needs besides what cdk bootstrap makes', () => {
  let work: string;

  beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'bootstrap-'))));
  afterEach(() => rmSync(work, { recursive: true }));

  /** The needs of a stack whose synthesizer writes these properties and this destination. */
  function needs(properties: object, destination: object): BootstrapNeeds[] {
    writeAssembly(work, [{ id: 'West', environment: WEST, template: {} }]);
    const manifest = JSON.parse(readFileSync(join(work, 'manifest.json'), 'utf8'));
    Object.assign(manifest.artifacts.West.properties, properties);
    writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
    const source = { path: 'West.template.json', packaging: 'file' };
    const files = { [hashOf('West')]: { source, destinations: { d: { objectKey: 'key.json', ...destination } } } };
    writeFileSync(join(work, 'West.assets.json'), JSON.stringify({ files }));
    return bootstrapNeeds(manifestStacks(work), '111111111111');
  }

  const role = (name: string): string => `arn:\${AWS::Partition}:iam::111111111111:role/${name}`;

  it.each(['hnb659fds', 'mine'])('is nothing where the names are those of the qualifier %s', qualifier => {
    const found = needs(
      {
        assumeRoleArn: role(`cdk-${qualifier}-deploy-role-111111111111-us-west-2`),
        cloudFormationExecutionRoleArn: role(`cdk-${qualifier}-cfn-exec-role-111111111111-us-west-2`),
        bootstrapStackVersionSsmParameter: `/cdk-bootstrap/${qualifier}/version`,
      },
      {
        bucketName: `cdk-${qualifier}-assets-\${AWS::AccountId}-\${AWS::Region}`,
        assumeRoleArn: role(`cdk-${qualifier}-file-publishing-role-111111111111-us-west-2`),
      },
    );

    expect(found).toEqual([]);
  });

  it('is every bucket, role and parameter with a name of its own, in the region of the stack', () => {
    const found = needs(
      { assumeRoleArn: role('ci/deployer'), bootstrapStackVersionSsmParameter: '/platform/bootstrap' },
      { bucketName: 'assets-${AWS::Region}', assumeRoleArn: role('ci/publisher') },
    );

    expect(found).toEqual([
      {
        region: 'us-west-2',
        buckets: ['assets-us-west-2'],
        roles: ['arn:aws:iam::111111111111:role/ci/publisher', 'arn:aws:iam::111111111111:role/ci/deployer'],
        parameters: ['/platform/bootstrap'],
      },
    ]);
  });

  it('becomes a template that makes each by its name', () => {
    const arn = 'arn:aws:iam::111111111111:role/ci/deployer';

    const { Resources } = bootstrapTemplate({
      region: 'us-west-2',
      buckets: ['b'],
      roles: [arn],
      parameters: ['/p'],
    }) as {
      Resources: object;
    };

    expect(Object.values(Resources)).toMatchObject([
      { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } },
      { Type: 'AWS::IAM::Role', Properties: { RoleName: 'deployer', Path: '/ci/' } },
      { Type: 'AWS::SSM::Parameter', Properties: { Name: '/p' } },
    ]);
  });
});
