const CHINA = ['cn-north-1', 'cn-northwest-1'];
const US_GOV = ['us-gov-east-1', 'us-gov-west-1'];

/**
 * Regions in which CloudFormation does not know a type, where a template that has it fails as a whole. From the registry of
 * each region; such lists age: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  'AWS::Backup::RestoreTestingPlan': ['ap-southeast-5', 'ap-southeast-7', ...US_GOV, ...CHINA],
  'AWS::FIS::ExperimentTemplate': [
    ...['ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6'],
    ...['ap-southeast-7', 'ca-west-1', 'il-central-1', 'mx-central-1', ...CHINA],
  ],
};

/** Whether a region is known to lack a resource type; a region that only the deployment knows is not. */
export function lacksType(region: string, type: string): boolean {
  return LACKING[type].includes(region);
}
