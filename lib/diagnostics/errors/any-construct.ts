import { type Diagnostics } from '../diagnostic';

/** Errors under "Any construct" in docs/errors.md. */
export const ANY_CONSTRUCT = {
  PropUnknown: {
    where: 'Any construct',
    cause:
      'A prop is misspelt, or belongs to something else. TypeScript sees that, plain JavaScript does not, and the protection would silently not be there.',
    fix: 'take the suggested name, or one of the listed ones.',
    examples: [
      'there is no prop "faliover"; did you mean "failover"?',
      'there is no prop "notify.onFailur"; did you mean "onFailure"?',
    ],
  },
  PropMissing: {
    where: 'Any construct',
    cause: 'JavaScript left the props out, or one that is needed.',
    fix: 'as the message says.',
    examples: [
      'no props are given; give an object, such as { entry: … }',
      '"partitionKey" is missing; give the attribute that finds an item, such as { name: \'key\', type: AttributeType.STRING }',
    ],
  },
  PropInvalid: {
    where: 'Any construct',
    cause: 'A prop is of another kind than it has to be. TypeScript sees that, plain JavaScript does not.',
    fix: 'as the message says.',
    examples: [
      '"timeout" is 30; give a Duration, such as Duration.seconds(30)',
      '"alarms" is true; give Alarms, such as Alarms.recommended()',
      '"props" is null; give an object, such as { entry: … }',
    ],
  },
  NameTooLong: {
    where: '`ReplicatedTable`, `ReplicatedBucket`, `CrossRegionBackup`',
    cause:
      'What is found from another region has a name made of its path, the account and the region, and it is longer than AWS allows.',
    fix: 'shorter ids of the service and the construct; for a table `tableName`, for a vault `vaultName`.',
    examples: [
      'the physical name "file-intake-service-of-the-finance-department-uploads-<account>-us-east-1" has 84 characters and AWS allows 63; shorten the ids on the construct\'s path',
    ],
  },
  NameRepeated: {
    where: '`ReplicatedTable`, `ReplicatedBucket`, `CrossRegionBackup`',
    cause:
      "Names are made of the path without the stack, so that the other region finds them. The second stack would fail to deploy, and its standby would work on the first one's data.",
    fix: '`tableName` or `vaultName`, another id, or a `Stage` for each of them.',
    examples: [
      'the table "Files" of us-east-1 is made by "Dev/Files" too, and a name is there once in an account and region; give one of them another "tableName", or put each into a Stage of its own',
      'the bucket "uploads-111122223333-us-east-1" of us-east-1 is made by "Dev/Uploads" too, and a name is there once in an account and region; give one of them another id, or put each into a Stage of its own',
    ],
  },
  StackRegionMissing: {
    where: 'Anything that is replicated or fails over',
    cause: 'The stack has no region before it is deployed.',
    fix: "`new Stack(app, 'Billing', { env: { region: 'us-east-1' } })`.",
    examples: [
      'stack "Billing" is environment-agnostic, and what must be found from another region needs a known one; give the stack "env: { region: \'us-east-1\' }"',
    ],
  },
} satisfies Diagnostics;
