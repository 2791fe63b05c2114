// The one door to what reads and judges templates. The build joins everything behind it into this file: two hundred small
// ones take longer to open than to run (scripts/join-judging.mjs).
export { buildReport } from '../report/build-report';
export { DIFF_USAGE, runDiff } from '../report/diff-command';
export { readable, span } from '../report/figures';
export { reportSection } from '../report/report-section';
export { removeReport, writeReport } from '../report/write-report';
export { acknowledge } from '../rules/acknowledge';
export { ALL_RULES } from '../rules/all-rules';
export { evaluate } from '../rules/engine';
export { append } from '../rules/model/append';
export { readAssembly } from '../rules/model/assembly';
export { readContext } from '../rules/model/construct-tree';
export { docsOf } from '../rules/rule';
export { toReport } from '../rules/violations';
