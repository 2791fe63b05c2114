import { type Claim } from './claim';

/** docs/aws-unverified.md. */
export function renderPage(claims: readonly Claim[]): string {
  const rows = claims.map(
    claim => `| ${[claim.what, claim.where, claim.why, settledBy(claim), claim.local, claim.change].join(' | ')} |`,
  );
  return `${HEAD}\n${rows.join('\n')}\n`;
}

function settledBy({ id, settledBy: command, check }: Claim): string {
  return check ? `\`npm run verify:aws -- --only ${id}\`` : command!;
}

const HEAD = `<!-- Written by "npm run docs:unverified" from scripts/verify-aws/claims/. -->

# What only AWS can tell

Nothing in this repository has been deployed to AWS by its tests. Where AWS's documentation leaves something open, we take the documented way and list it here, with the command that settles it.

\`npm run verify:aws\` asks what can be asked within an hour. It deploys the reference app to two regions of your account under a prefix of its own, sends requests, uploads an object, publishes a bad version, runs the checks below, prints what AWS and the local cloud did, and takes everything down, also after Ctrl-C. It asks before it starts. \`-- --local\` does the same in the local cloud alone, without an account. The other commands take days, an outage by FIS, or a region of your choice; run them by hand.

| what | where | why it is open | what settles it | in the local cloud | then change |
|---|---|---|---|---|---|`;
