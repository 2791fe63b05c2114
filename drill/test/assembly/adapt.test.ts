import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AdaptedAssembly, adaptAssembly } from '../../assembly/adapt.js';
import { type Template } from '../../assembly/model.js';
import { readApp } from '../../assembly/read.js';
import { EAST, hashOf, WEST, writeAssembly } from './assemblies.js';

const SUPPORTED = new Set([
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::Backup::BackupPlan',
  'AWS::SQS::Queue',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::CloudFormation::Stack',
  'AWS::SNS::Topic',
  'AWS::Route53::RecordSet',
  'AWS::CloudWatch::Alarm',
]);

describe('adaptAssembly', () => {
  let workDir: string;

  beforeEach(() => (workDir = mkdtempSync(join(tmpdir(), 'adapt-'))));
  afterEach(() => rmSync(workDir, { recursive: true }));

  async function adapt(resources: Template['Resources'], more: Partial<Template> = {}): Promise<AdaptedAssembly> {
    const source = writeAssembly(join(workDir, 'app'), [
      { id: 'East', environment: EAST, template: { ...more, Resources: resources } },
      { id: 'West', environment: WEST, template: { Resources: {} } },
    ]);
    const app = await readApp(source, { workDir, onProgress: () => undefined });
    return adaptAssembly(app, SUPPORTED, join(workDir, 'adapted'));
  }

  function json(...path: string[]): Template & Record<string, unknown> {
    return JSON.parse(readFileSync(join(workDir, 'adapted', ...path), 'utf8'));
  }

  const template = (): Template => json('East.template.json');

  const check = { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS' } } };
  const unsupported = { Type: 'AWS::FIS::ExperimentTemplate', Properties: { description: 'x' } };

  it('keeps what the emulator hosts as it is', async () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 5 }, DeletionPolicy: 'Retain' };
    await adapt({ Queue: queue });

    expect(template().Resources.Queue).toEqual(queue);
  });

  it('puts a stand-in without properties where it does not, and keeps its place in the template', async () => {
    const place = { Condition: 'IsEast', DependsOn: ['Queue'], Metadata: { 'aws:cdk:path': 'East/Experiment' } };
    await adapt({ Experiment: { ...unsupported, ...place, DeletionPolicy: 'Retain' } });

    expect(template().Resources.Experiment).toEqual({ Type: 'AWS::CloudFormation::WaitConditionHandle', ...place });
  });

  it('gives the time of the drill to a function that asks for it, and to no other', async () => {
    const fn = {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs24.x', Environment: { Variables: { A: '1' } } },
    };
    await adapt({ Judge: { ...fn, Metadata: { FailoverDrill: { clock: 'simulated' } } }, Other: fn });

    const { Judge, Other } = template().Resources;
    expect(Judge.Properties!.Environment).toEqual({ Variables: { A: '1', DRILL_CLOCK: 'simulated' } });
    expect(Other).toEqual(fn);
  });

  describe('values that AWS publishes', () => {
    const layer = '/aws/service/fis/lambda-extension/AWS-FIS-extension-arm64/1.x.x';
    const Parameters = {
      Extension: { Type: 'AWS::SSM::Parameter::Value<String>', Default: layer },
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    };
    const Handler = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Layers: [{ Ref: 'Extension' }, { Ref: 'Own' }, 'arn:aws:lambda:us-east-1:017000801446:layer:Tools:1'],
      },
      Metadata: { 'aws:cdk:path': 'East/Handler' },
    };
    const Own = { Type: 'AWS::Lambda::LayerVersion', Properties: {} };

    it('are stood in for by values of the same kind; other parameters stay', async () => {
      await adapt({ Handler, Own }, { Parameters });

      expect(template().Parameters).toEqual({
        Extension: { Type: 'String', Default: 'arn:aws:lambda:us-east-1:000000000000:layer:Extension:1' },
        BootstrapVersion: Parameters.BootstrapVersion,
      });
    });

    it('and layers of other accounts are placeholders at the function that has them', async () => {
      const { inventory } = await adapt({ Handler, Own }, { Parameters });

      const layers = inventory.placeholder.filter(({ type }) => type === 'AWS::Lambda::LayerVersion');
      const foreign = { type: 'AWS::Lambda::LayerVersion', path: 'East/Handler', region: 'us-east-1' };
      expect(layers.filter(({ path }) => path !== 'East/Own')).toEqual([foreign, foreign]);
    });
  });

  it('puts a stand-in for an alarm on a band, and keeps those on metrics, on their math and on queries', async () => {
    const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
    const { inventory } = await adapt({
      Single: alarm({ MetricName: 'Errors', Namespace: 'AWS/Lambda' }),
      Several: alarm({ Metrics: [{ Expression: 'a + b', Id: 'c' }] }),
      Query: alarm({ Metrics: [{ Expression: 'SELECT MAX(Errors) FROM "AWS/Lambda"', Id: 'q' }] }),
      Band: alarm({ Metrics: [{ Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', Id: 'b' }] }),
    });

    expect(inventory.emulated.map(each => each.path)).toEqual(['East/Single', 'East/Several', 'East/Query']);
    expect(inventory.placeholder.map(each => each.path)).toEqual(['East/Band']);
  });

  it('puts a stand-in for what Application Auto Scaling scales beside functions', async () => {
    const target = (ScalableDimension: string) => ({
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: { ScalableDimension },
    });
    const policy = (PredefinedMetricType: string) => ({
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType } },
      },
    });
    const { inventory } = await adapt({
      Function: target('lambda:function:ProvisionedConcurrency'),
      FunctionLoad: policy('LambdaProvisionedConcurrencyUtilization'),
      Table: target('dynamodb:table:WriteCapacityUnits'),
      TableLoad: policy('DynamoDBWriteCapacityUtilization'),
    });

    expect(inventory.emulated.map(each => each.path)).toEqual(['East/Function', 'East/FunctionLoad']);
    expect(inventory.placeholder.map(each => each.path)).toEqual(['East/Table', 'East/TableLoad']);
  });

  it('lists every resource once: emulated, simulated, stored or placeholder', async () => {
    const { inventory } = await adapt({
      Queue: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'App/Queue/Resource' } },
      Check: check,
      Record: { Type: 'AWS::Route53::RecordSet' },
      Experiment: unsupported,
      Custom: { Type: 'Custom::Anything' },
      Plan: { Type: 'AWS::Backup::BackupPlan' },
    });

    const region = 'us-east-1';
    expect(inventory).toEqual({
      emulated: [
        { type: 'AWS::SQS::Queue', path: 'App/Queue/Resource', region },
        { type: 'Custom::Anything', path: 'East/Custom', region },
      ],
      simulated: [
        { type: 'AWS::Route53::HealthCheck', path: 'East/Check', region },
        { type: 'AWS::Route53::RecordSet', path: 'East/Record', region },
      ],
      stored: [{ type: 'AWS::Backup::BackupPlan', path: 'East/Plan', region }],
      placeholder: [{ type: 'AWS::FIS::ExperimentTemplate', path: 'East/Experiment', region }],
    });
  });

  describe('a function that cannot run here', () => {
    const jar = { S3Bucket: 'assets', S3Key: 'app.jar' };
    const functions: Template['Resources'] = {
      Java: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'java21', Handler: 'App', Code: jar, SnapStart: { ApplyOn: 'None' }, MemorySize: 512 },
        Metadata: { 'aws:cdk:path': 'East/Java/Resource' },
        DependsOn: ['Role'],
      },
      Image: { Type: 'AWS::Lambda::Function', Properties: { PackageType: 'Image', Code: { ImageUri: 'x' } } },
      Node: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Code: jar },
      },
    };

    it('is a placeholder, and keeps its name and place for what refers to it', async () => {
      const { inventory } = await adapt({ ...functions, Alias: { Type: 'AWS::Lambda::Alias' } });

      const listed = inventory.placeholder.map(({ path }) => path);
      expect(listed).toEqual(expect.arrayContaining(['East/Java/Resource', 'East/Image']));
      const { Java, Image, Node } = template().Resources;
      expect(Java).toMatchObject({ Type: 'AWS::Lambda::Function', DependsOn: ['Role'] });
      expect(Java.Properties).toEqual({
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        MemorySize: 512,
        Code: { ZipFile: expect.stringContaining('java21') },
      });
      expect(Image.Properties?.PackageType).toBeUndefined();
      expect(Node).toEqual(functions.Node);
    });

    it.each([
      [
        'tells the drill when it is called, and fails',
        { path: '/' },
        [{ path: 'East/Java/Resource', runtime: 'java21' }],
      ],
      ['only fails when a schedule calls it', { 'detail-type': 'Scheduled Event' }, []],
    ])('%s', async (_, event, told) => {
      await adapt(functions);
      const { ZipFile } = template().Resources.Java.Properties!.Code as { ZipFile: string };
      const calls: unknown[] = [];
      const fetch = (url: string, { body }: { body: string }): void => void calls.push([url, JSON.parse(body)]);
      const module = { exports: {} as { handler?: (event: object) => Promise<unknown> } };
      new Function('exports', 'fetch', 'process', ZipFile)(module.exports, fetch, {
        env: { AWS_ENDPOINT_URL: 'http://e' },
      });

      await expect(module.exports.handler!(event)).rejects.toThrow('East/Java/Resource runs on java21');
      expect(calls).toEqual(told.map(call => ['http://e/_drill/substitute-called', call]));
    });

    it('has no image built for it', async () => {
      const source = writeAssembly(join(workDir, 'app'), [
        { id: 'East', environment: EAST, template: { Resources: { Image: functions.Image } } },
        { id: 'West', environment: WEST, template: {} },
      ]);
      const file = join(source, 'East.assets.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...manifest, dockerImages: { h: { source: { directory: 'image' } } } }));

      adaptAssembly(
        await readApp(source, { workDir, onProgress: () => undefined }),
        SUPPORTED,
        join(workDir, 'adapted'),
      );

      expect(json('East.assets.json').dockerImages).toEqual({});
    });
  });

  it("takes out the custom resource that needs a program of its function's layer", async () => {
    const { inventory } = await adapt({
      Files: { Type: 'Custom::CDKBucketDeployment', Properties: { ServiceToken: 't' } },
    });

    expect(inventory.placeholder.map(each => each.type)).toEqual(['Custom::CDKBucketDeployment']);
  });

  it('lists a health check as a placeholder when it follows an alarm, which nothing here changes', async () => {
    const { inventory } = await adapt({
      Alarm: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC' } } },
      Check: check,
    });

    expect(inventory.placeholder.map(({ path }) => path)).toEqual(['East/Alarm']);
    expect(inventory.simulated.map(({ path }) => path)).toEqual(['East/Check']);
    expect(template().Resources.Alarm.Type).toBe('AWS::CloudFormation::WaitConditionHandle');
  });

  it("takes out the custom resource that would ask AWS for a table's replica, and lists it as simulated", async () => {
    const { inventory } = await adapt({
      Replica: { Type: 'Custom::DynamoDBReplica', Properties: { TableName: 'orders', Region: 'us-west-2' } },
    });

    expect(inventory.simulated.map(each => each.type)).toEqual(['Custom::DynamoDBReplica']);
    expect(template().Resources.Replica.Type).toBe('AWS::CloudFormation::WaitConditionHandle');
  });

  it('puts texts where other resources refer to what was taken out', async () => {
    const references = {
      ref: { Ref: 'Check' },
      attribute: { 'Fn::GetAtt': ['Check', 'HealthCheckId'] },
      arn: { 'Fn::GetAtt': ['Experiment', 'Arn'] },
      sub: { 'Fn::Sub': 'is ${Check} of ${AWS::Region}, ${Experiment.Arn}, ${Queue} and ${!Check}' },
      subWithVariables: { 'Fn::Sub': ['${Mine} ${Check}', { Mine: { Ref: 'Experiment' } }] },
      untouched: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    };
    await adapt({
      Check: check,
      Experiment: unsupported,
      Queue: { Type: 'AWS::SQS::Queue' },
      Topic: { Type: 'AWS::SNS::Topic', Properties: references },
    });

    expect(template().Resources.Topic.Properties).toEqual({
      ref: 'East/Check',
      attribute: 'East/Check',
      arn: 'arn:aws:drill:us-east-1::placeholder/East/Experiment',
      sub: {
        'Fn::Sub':
          'is East/Check of ${AWS::Region}, arn:aws:drill:us-east-1::placeholder/East/Experiment, ${Queue} and ${!Check}',
      },
      subWithVariables: { 'Fn::Sub': ['${Mine} East/Check', { Mine: 'East/Experiment' }] },
      untouched: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    });
  });

  it("keeps the app's own outputs, and adds one that tells the names given at deployment", async () => {
    await adapt({ Uploads: { Type: 'AWS::S3::Bucket' } }, { Outputs: { Own: { Value: { Ref: 'Uploads' } } } });

    expect(template().Outputs).toEqual({
      Own: { Value: { Ref: 'Uploads' } },
      DrillValues0: { Value: { 'Fn::Join': [expect.any(String), [{ Ref: 'Uploads' }]] } },
    });
  });

  it('gives a custom resource two minutes to answer, or less where it asks for less', async () => {
    await adapt({
      Default: { Type: 'Custom::Slow', Properties: { ServiceToken: 't' } },
      Short: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceTimeout: '30' } },
      Long: { Type: 'Custom::Slow', Properties: { ServiceTimeout: 3600 } },
    });

    const { Default, Short, Long } = template().Resources;
    expect([Default, Short, Long].map(each => each.Properties?.ServiceTimeout)).toEqual(['120', '30', '120']);
  });

  it('publishes the changed template under the hash of its new content', async () => {
    await adapt({ Check: check });

    const hash = createHash('sha256')
      .update(readFileSync(join(workDir, 'adapted', 'East.template.json')))
      .digest('hex');
    expect(JSON.stringify(json('manifest.json'))).toContain(`s3://assets/${hash}.json`);
    expect(JSON.stringify(json('East.assets.json'))).toContain(`${hash}.json`);
    expect(JSON.stringify(json('manifest.json')) + JSON.stringify(json('East.assets.json'))).not.toContain(
      hashOf('East'),
    );
  });

  it("does not touch the app's own assembly", async () => {
    await adapt({ Check: check });

    const original = JSON.parse(readFileSync(join(workDir, 'app', 'East.template.json'), 'utf8'));
    expect(original.Resources.Check).toEqual(check);
  });

  it('finds the template of a nested stack by the key that its URL ends with, where no metadata tells its file', async () => {
    const bucket = 'https://s3.us-east-1.${AWS::URLSuffix}/assets-${AWS::AccountId}';
    const TemplateURL = { 'Fn::Sub': `${bucket}/${hashOf('Nested')}.json` };
    const source = writeAssembly(join(workDir, 'app'), [
      {
        id: 'East',
        environment: EAST,
        template: { Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } } },
      },
      { id: 'West', environment: WEST, template: {} },
    ]);
    const file = join(source, 'East.assets.json');
    const assets = JSON.parse(readFileSync(file, 'utf8')) as { files: Record<string, object> };
    assets.files[hashOf('Nested')] = {
      source: { path: 'nested.template.json', packaging: 'file' },
      destinations: { d: { objectKey: `${hashOf('Nested')}.json` } },
    };
    writeFileSync(file, JSON.stringify(assets));
    writeFileSync(join(source, 'nested.template.json'), JSON.stringify({ Resources: { Check: check } }));
    const app = await readApp(source, { workDir, onProgress: () => undefined });

    const { inventory } = adaptAssembly(app, SUPPORTED, join(workDir, 'adapted'));

    expect(json('nested.template.json').Resources.Check.Type).toBe('AWS::CloudFormation::WaitConditionHandle');
    expect(inventory.placeholder.map(({ path }) => path)).toEqual(['East/Check']);
    expect(JSON.stringify(template())).not.toContain(hashOf('Nested'));
  });

  it('adapts nested stacks, and simulates nothing of them', async () => {
    const nested = 'Nested.nested.template.json';
    const source = writeAssembly(join(workDir, 'app'), [
      {
        id: 'East',
        environment: EAST,
        template: {
          Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': nested } } },
        },
      },
      { id: 'West', environment: WEST, template: {} },
    ]);
    writeFileSync(join(source, nested), JSON.stringify({ Resources: { Check: check } }));
    const app = await readApp(source, { workDir, onProgress: () => undefined });

    const { inventory } = adaptAssembly(app, SUPPORTED, join(workDir, 'adapted'));

    expect(json(nested).Resources.Check.Type).toBe('AWS::CloudFormation::WaitConditionHandle');
    expect(inventory.placeholder).toEqual([
      { type: 'AWS::Route53::HealthCheck', path: 'East/Check', region: 'us-east-1' },
    ]);
  });
});
