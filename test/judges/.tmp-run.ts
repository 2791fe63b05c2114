import { plainStacks } from './support/plain-stacks';
const app = plainStacks();
app.synth();
