import { measureFunctions } from '../harness';
import { createAlarms } from '../raw-alarms';
import { createFunctionWithFailurePath } from '../raw-function';

/** The same protection as ours, with alarms and a queue policy for each function, as one writes it first. */
measureFunctions((stack, id) => createAlarms(createFunctionWithFailurePath(stack, id)));
