import { App } from 'aws-cdk-lib';
import { Orders } from './orders';

new Orders(new App());
