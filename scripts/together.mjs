/**
 * Runs npm scripts at the same time, and prints what each says when it has ended. Ends with status 1 if one of them fails.
 *
 * usage: node scripts/together.mjs <script> <script>...
 */
import { spawn } from 'node:child_process';

function run(script) {
  return new Promise(resolve => {
    // On Windows npm is a command file, which only a shell starts.
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
    child.on('error', error => resolve({ output: String(error), status: 1 }));
    child.on('close', status => resolve({ output, status }));
  });
}

const results = process.argv.slice(2).map(async script => {
  const began = performance.now();
  const { output, status } = await run(script);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${output}${status === 0 ? '✔' : '✕'} ${script} (${seconds} s)\n`);
  return status === 0;
});
process.exitCode = (await Promise.all(results)).every(Boolean) ? 0 : 1;
