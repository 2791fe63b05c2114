import { alarm, experiment, role, stack } from '../support/templates';

export const withExperiment = (properties: Record<string, unknown> = {}, more = {}) =>
  stack({ Alarm: alarm(), Role: role(), Experiment: experiment(properties), ...more });

export const delay = (parameters: Record<string, unknown>, targets: Record<string, string> = {}) => ({
  Actions: { Delay: { ActionId: 'aws:lambda:invocation-add-delay', Parameters: parameters, Targets: targets } },
});

export const impact = (properties: Record<string, unknown> = {}) => ({ Role: role(), Alarm: alarm(properties) });
