import { measureFunctions } from '../harness';
import { createAlarms } from '../raw-alarms';
import { createFunctionWithFailurePath } from '../raw-function';

/** The same resources as ours, one by one with aws-cdk-lib's own constructs. */
measureFunctions((stack, id) => createAlarms(createFunctionWithFailurePath(stack, id)));
