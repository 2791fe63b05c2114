import { type Suite } from '../suite';
import { bundling } from './bundling';
import { constructs } from './constructs';
import { growth } from './growth';
import { rules } from './rules';
import { runtime } from './runtime';
import { size } from './size';
import { start } from './start';
import { unitTest } from './unit-test';

/** In the order in which they run and are reported. */
export const SUITES: readonly Suite[] = [bundling, constructs, size, rules, start, unitTest, growth, runtime];
