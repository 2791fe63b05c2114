import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { failureOf } from '../support/failure';

jest.mock('esbuild', () => {
  throw new Error("Cannot find module 'esbuild'");
});

test('fails on an entry without esbuild, and says how to get it', () => {
  const app = new App();
  new ResilientFunction(new Stack(app, 'Plain'), 'Api', { entry: __filename });
  const failure = failureOf(() => app.synth());
  expect(failure).toMatchObject({ codes: ['EsbuildMissing'], path: 'Plain/Api' });
  expect(failure.message).toContain('npm install --save-dev esbuild');
});
