import { renderHtml } from '../../report/html.js';
import { judge } from '../../measure/verdict.js';
import { sampleReport, sampleRights } from './sample-report.js';

const picture = (html: string): string => /<svg[\s\S]*<\/svg>/.exec(html)?.[0] ?? '';

/** Where the bars of each outcome stand, outcomes in the order in which they are stacked. */
function bars(svg: string): { x: number; top: number; height: number }[][] {
  const paths = [...svg.matchAll(/<path d="([^"]*)" fill="var/g)].map(found => found[1]);
  return paths.map(path =>
    [...path.matchAll(/M([\d.]+) ([\d.]+)h[\d.]+v([\d.]+)/g)].map(([, x, top, height]) => {
      return { x: Number(x), top: Number(top), height: Number(height) };
    }),
  );
}

describe('the HTML report', () => {
  const html = renderHtml(sampleReport());

  test('needs nothing but itself: no address, no script, no style sheet from elsewhere', () => {
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script|<link|@import|url\(/);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(found => found[1])).toEqual(['report.json']);
  });

  test('begins with the verdict and with what happened', () => {
    expect(html).toContain('Every objective holds');
    expect(html).toMatch(/<h1>us-west-2 took over from us-east-1 in 1 min 36 s<\/h1>/);
  });

  test('sets objective, bound and measured side by side', () => {
    const row = /<th scope="row">Recovery time \(RTO\)<\/th>[\s\S]*?<\/tr>/.exec(html)?.[0];
    expect(row?.match(/[\d.]+ s/g)).toEqual(['120 s', '107 s', '96.4 s']);
  });

  test('has a picture that tells assistive software what it shows', () => {
    expect(picture(html)).toMatch(/^<svg viewBox="[^"]+" role="img" aria-label="us-west-2 took over/);
  });

  test('draws a lane for the fault, for each health check and for the DNS answer', () => {
    const texts = [...picture(html).matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g)].map(
      found => found[1],
    );
    expect(texts).toEqual(
      expect.arrayContaining(['Fault: us-east-1', 'Health: us-east-1', 'Health: us-west-2', 'DNS: files.example.com']),
    );
    expect(texts).toEqual(expect.arrayContaining(['away', 'healthy', 'unhealthy']));
  });

  test('says at each second how many requests succeeded where, and how many failed', () => {
    const titles = [...picture(html).matchAll(/<title>([^<]*)<\/title>/g)].map(found => found[1]);
    expect(titles).toEqual(
      expect.arrayContaining(['0 s: us-east-1 4.5 a second', '60 s: failed 2 a second', 'unhealthy, 86 s to 262 s']),
    );
  });

  test('stacks what failed on what succeeded, to the same scale, within the plot', () => {
    const report = sampleReport();
    const requests = [
      { at: 0, region: 'us-west-2', succeeded: 3, failed: 0 },
      { at: 0, region: null, succeeded: 0, failed: 1 },
      { at: 1, region: 'us-east-1', succeeded: 2, failed: 0 },
    ];
    const timeline = { requests, health: [], dns: [], phases: [] };
    const fault = { kind: 'none' as const, region: null, startedAt: null, endedAt: null };
    const [primary, survivor, failed] = bars(picture(renderHtml({ ...report, timeline, fault })));
    expect(primary).toEqual([{ x: 610, top: 127, height: 115 }]);
    expect(survivor).toEqual([{ x: 190, top: 69.5, height: 172.5 }]);
    expect(failed).toEqual([{ x: 190, top: 12, height: 57.5 }]);
  });

  test('names the key moments in the picture', () => {
    for (const moment of ['outage 60 s', 'detected 86 s', 'DNS switched 96 s', 'return 230 s', 'failback 272 s']) {
      expect(picture(html)).toContain(moment);
    }
  });

  test('takes the colours of its picture from the page, which follows light and dark', () => {
    const fills = new Set([...picture(html).matchAll(/fill="([^"]+)"/g)].map(found => found[1]));
    expect([...fills].filter(fill => fill !== 'none' && fill !== 'transparent' && !fill.startsWith('var(--'))).toEqual(
      [],
    );
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  test('lists every resource with what part it took', () => {
    expect(html).toContain('AWS::Backup::BackupSelection');
    expect(html).toMatch(/2 placeholder/);
  });

  test('escapes what comes from the app', () => {
    const report = sampleReport({ app: '<script>alert(1)</script>', assumptions: ['a < b'] });
    expect(renderHtml(report)).not.toContain('<script>');
    expect(renderHtml(report)).toContain('a &lt; b');
  });

  test('shows what was missed', () => {
    const { measured } = sampleReport();
    const missed = sampleReport({ measured: { ...measured, rtoSeconds: 200 } });
    const shown = renderHtml({ ...missed, verdict: judge(missed) });
    expect(shown).toContain('2 checks missed');
    expect(shown).toMatch(/class="figure missed">200 s/);
  });

  test('can be drawn of a run that ended before it began to send', () => {
    const shown = renderHtml(
      sampleReport({
        timeline: { requests: [], health: [], dns: [], phases: [] },
        fault: { kind: 'region-outage', region: 'us-east-1', startedAt: null, endedAt: null },
        incomplete: { code: 'EmulatorFailed', message: '[EmulatorFailed] the emulator of us-east-1 ended' },
      }),
    );
    expect(shown).toContain('The drill ended early');
    expect(shown).toContain('[EmulatorFailed] the emulator of us-east-1 ended');
  });

  test('lists what AWS would refuse, what was granted and not used, and what nobody asked', () => {
    const open = {
      caller: 'App/Api',
      action: 'foo:Bar',
      resource: '*',
      region: 'us-east-1',
      count: 2,
      why: 'condition on foo:bar',
    };
    const page = renderHtml(sampleReport({ rights: sampleRights({ undecided: [open] }) }));
    expect(page).toContain('AWS would refuse 129 calls (1 cause), which passed here');
    expect(page).toMatch(/<details>\s*<summary>Granted, and not exercised[\s\S]*dynamodb:Scan/);
    expect(page).toContain('condition on foo:bar');
    expect(page).toContain('tasks of Step Functions');
    expect(page).not.toMatch(/https?:\/\//);
  });
});
