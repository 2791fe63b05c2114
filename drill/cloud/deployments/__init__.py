"""Gradual deployments of functions: what CodeDeploy does with an alias when CloudFormation gives it another version.

- `groups`: the resources of CodeDeploy, and which group an alias's `UpdatePolicy` names.
- `weights`: calls of an alias that has two versions go to both, by their weights, and count for the version that ran.
- `shifts`: moves an alias step by step at simulated time, looks at the alarms meanwhile, and takes it back.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html

Not covered: hooks before and after the traffic, and what a person starts or stops by CodeDeploy's own calls.
"""
