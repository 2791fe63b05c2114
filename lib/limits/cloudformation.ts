/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const CLOUDFORMATION = { resources: 500 } as const;
