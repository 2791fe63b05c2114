/** `npm run docs:rules`. */
import { write } from './write';

void write();
