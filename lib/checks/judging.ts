// The one door to what reads and judges templates. The build joins everything behind it into this file: two hundred small
// ones take longer to open than to run (scripts/join-judging.mjs).
export { judgeUpdate } from '../changes/judge-update';
export { buildReport } from '../report/build-report';
export { diffReports } from '../report/diff';
export { renderText } from '../report/render/text';
export { readable, span } from '../report/readable';
export { REPORT_VERSION } from '../report/report-document';
export { removeReport, writeReport } from '../report/write-report';
export { acknowledge } from '../rules/acknowledge';
export { ALL_RULES } from '../rules/all-rules';
export { evaluate } from '../rules/engine';
export { append } from '../assembly/append';
export { readAssembly } from '../assembly/assembly';
export { readContext } from '../assembly/construct-tree';
export { docsOf } from '../rules/rule';
export { toReport } from '../rules/violations';
