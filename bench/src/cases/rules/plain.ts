import { measureRules } from '../rules-app';

measureRules(() => {});
