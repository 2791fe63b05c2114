import { type Stage, Validations } from 'aws-cdk-lib/core';
import { app } from '../../../bin/app';
import { Probes } from './probes';
import { throwAway } from './throw-away';

/** The reference app below a prefix, with the probes of the checks beside it; nothing of it stays. */
const prefix = app.node.getContext('prefix') as string;
const stage = app.node.findChild(prefix) as Stage;
const probes = new Probes(stage, prefix, { env: { region: app.node.getContext('primary') as string } });
Validations.of(probes).acknowledge({ id: 'ResilienceReport::resilience-rpo-unreachable', reason: 'nothing is kept' });
throwAway(stage, 2);
