import { measureFunctions } from '../harness';
import { createOurFunction } from '../our-function';

measureFunctions(createOurFunction);
