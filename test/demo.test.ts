import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawDashboard } from '../examples/demo/dashboard';
import { DashboardBody, Widget } from '../examples/demo/dashboard-body';
import { markdown } from '../examples/demo/markdown';
import { htmlPath } from '../examples/demo/options';
import { madeUpSeries } from '../examples/demo/series';

/** Runs the demo as `npm run demo` does; never through a terminal here. */
function demo(args: string[] = [], directory = 'examples') {
  const { status, stdout, stderr } = spawnSync(
    'node_modules/.bin/tsx', ['--tsconfig', 'tsconfig.dev.json', `${directory}/demo.ts`, ...args], { encoding: 'utf8' });
  return { status, output: stdout, errors: stderr.split('\n').filter((line) => line.startsWith('demo:')) };
}

const directory = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the demo', () => {
  const { status, output } = demo();

  test('ends well, and says so', () => {
    expect(output.trimEnd()).toMatch(/All decisions are as the app declares\.$/);
    expect(status).toBe(0);
  });

  test('has a row for each caller and call, with the statement that decided', () => {
    const [, row] = /^assistant .*\n(.*)$/m.exec(output)!;
    expect(row).toMatch(/^ +global\.anthropic\.claude-sonnet-5-5 +✓✓✓✓ allowed +✓✓✓✓ allowed /);
    expect(row).toMatch(/ ChatsPolicy\w+: GlobalProfile, SourceModel, GlobalModel/);
    const probes = /^(the|a|an|another) .* +([✗·]{3}[✗·✓]( \| [✗·]{3}[✗·✓])? +){3}no allow in the identity policies$/gm;
    expect(output.match(probes)).toHaveLength(10);
    expect(output).toMatch(/✓✓✗✓ denied +✓✓✗✓ denied +region-deny \(organization root\): GRREGIONDENY/);
  });

  test('shows the guard\'s matrix, and the calls that a guard and a Region deny leave', () => {
    expect(output).toMatch(/^GLOBAL_PROFILE +SYSTEM +bedrock:InvokeModel +closed +closed +open +open +DenyGlobalByRegion$/m);
    expect(output).toMatch(/^ +APPLICATION +bedrock:InvokeModel +excepted model +open +open +open$/m);
    expect(output).toMatch(/✓✓✗✓ denied +✗✗✗✗ denied +Organization\/GlobalInference \(organizational unit\): DenyGlobalByRegion/);
    expect(output.match(/engineer +global\.anthropic\.claude-opus-5-5 .*/g)).toContainEqual(
      expect.stringMatching(/ ✓✓✗✓ denied +✓✓✗✓ denied +Organization\/Regions \(organization root\): DenyOtherModels/));
  });

  test('explains the Region deny of AWS Control Tower, with a remedy', () => {
    expect(output)
      .toContain('  denied by statement 0 (\'GRREGIONDENY\') of \'region-deny\' (organization root)\n' +
        '    aws:RequestedRegion is "unspecified": matches StringNotEquals');
    expect(output).toMatch(/^Remedy: AWS Control Tower manages .*CfCT/m);
  });

  test('says how many alarms there are, and what they cost', () => {
    expect(output).toMatch(/^What examples\/operations\.ts watches: \d+ alarms on \d+ metrics: about \$\d+\.\d0 a month \(.*\)\.$/m);
  });

  test('is plain where it does not print to a terminal', () => {
    expect(output).not.toContain('\u001b');
  });

  describe('as a page', () => {
    let run: ReturnType<typeof demo>;
    let page: string;
    beforeAll(() => {
      const file = join(directory, 'page.html');
      run = demo(['--html', file]);
      page = readFileSync(file, 'utf8');
    });

    test('has all of it, and loads nothing', () => {
      expect(run).toEqual({ status: 0, output: 'All decisions are as the app declares.\n', errors: [] });
      const words = page.replace(/<[^>]+>/g, '').replace(/&#39;/g, '\'').replace(/&quot;/g, '"');
      const rows = output.split('\n').filter((line) => / {2}(.*): (.*)$/.test(line)).map((line) => line.split(/ {2,}/).pop()!);
      expect(rows.length).toBeGreaterThan(20);
      expect(rows.filter((row) => !words.includes(row.trim()))).toEqual([]);
      expect(words).toMatch(/It has \d+ alarms on \d+ metrics: about \$\d/);
      expect(page).not.toMatch(/<script|\bsrc=|https?:|url\(|@import/);
    });

    test('has made-up tables that agree with each other and with the Regions that the example allows', () => {
      const tables = ['Regions that served the calls', 'Callers', 'Models'].map((title) => {
        const [, table] = page.split(`Made-up data: ${title}</caption>`);
        const [head, ...rows] = table.split('</table>')[0].split('<tr>').slice(1)
          .map((row) => [...row.matchAll(/<t[hd][^>]*>([^<]*)/g)].map(([, cell]) => cell));
        return rows.map((row) =>
          Object.fromEntries(row.map((cell, column) => [head[column], /^[\d,]+$/.test(cell) ? Number(cell.replace(/,/g, '')) : cell])));
      });
      for (const column of ['calls', 'promptTokens', 'outputTokens']) {
        const sums = tables.map((rows) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
        expect(Math.max(...sums) - Math.min(...sums)).toBeLessThan(10);
      }
      for (const rows of tables) {
        const keys = rows.map((row) => Object.values(row).filter((cell) => typeof cell === 'string').join());
        expect(new Set(keys).size).toBe(keys.length);
        rows.forEach((row) => expect(row.tokens).toBe(Number(row.promptTokens) + Number(row.outputTokens)));
      }
      expect(tables[0].filter(({ destinationRegion }) => !`${destinationRegion}`.startsWith('eu-'))).toEqual([]);
    });
  });

  test('fails where a decision is not as the app declares, and its page says so', () => {
    const copy = `examples-${process.pid}`; // beside src, which it imports
    const file = join(directory, 'slip.html');
    cpSync('examples', copy, { recursive: true });
    const decisions = `${copy}/demo/decisions.ts`;
    const edited = readFileSync(decisions, 'utf8').replace(
      'check(caller, call, decision, \'denied\')', 'check(caller, call, decision, \'allowed\')');
    writeFileSync(decisions, edited);
    try {
      const run = demo(['--html', file], copy);
      const surprise = 'summarizer: the model directly, here: declared allowed, got denied by no allow in the identity policies';
      expect(run.status).toBe(1);
      expect(run.output).toContain(surprise);
      expect(readFileSync(file, 'utf8')).toContain(`<li>${surprise}</li>`);
      expect(readFileSync(file, 'utf8')).not.toContain('All decisions are as the app declares');
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  test('fails with one line, and writes nothing, where the page cannot be written', () => {
    const file = join(directory, 'absent', 'page.html');
    const run = demo(['--html', file]);
    expect(run).toMatchObject({ status: 2, output: '', errors: [expect.stringContaining('no such file or directory')] });
    expect(existsSync(join(directory, 'absent'))).toBe(false);
  });

  test.each([
    [['--html'], '\'--html\' needs the file to write'],
    [['--html='], '\'--html\' needs the file to write'],
    [['--html', '--html'], '\'--html\' needs the file to write'],
    [['--htlm', 'page.html'], 'unknown argument "--htlm"'],
    [['page.html'], 'unknown argument "page.html"'],
    [['--html', 'a', '--html', 'b'], 'given 2 times'],
  ])('fails for %j', (args, message) => {
    expect(() => htmlPath(args)).toThrow(message);
  });

  test('takes the path of the page', () => {
    expect([htmlPath([]), htmlPath(['--html', 'a.html']), htmlPath(['--html=b.html'])]).toEqual([undefined, 'a.html', 'b.html']);
  });
});

describe('a drawn dashboard', () => {
  const draw = (...widgets: Partial<Widget>[]) => drawDashboard({ widgets } as DashboardBody);
  const metric = ['AWS/Bedrock', 'Invocations', 'ModelId', 'global.<m>'];

  test('is in reading order, each widget in its place', () => {
    const drawn = draw(
      { type: 'text', x: 12, y: 2, width: 12, height: 3, properties: { markdown: 'second' } },
      { type: 'text', x: 0, y: 2, width: 12, height: 3, properties: { markdown: 'first' } },
    );
    expect(drawn).toMatch(/grid-column:1 \/ span 12;grid-row:3 \/ span 3.*first[^]*grid-column:13 \/ span 12;grid-row:3 \/ span 3.*second/);
  });

  test('has the labels of visible metrics, with what dynamic ones stand for, and the lines across', () => {
    const drawn = draw({
      type: 'metric',
      properties: {
        metrics: [
          [...metric, { label: '${PROP(\'Dim.ModelId\')}: ${PROP(\'MetricName\')}' }],
          ['.', 'InvocationThrottles', '.', '.', { visible: false }],
          ['...', 'global.other', { label: '${PROP(\'Dim.ModelId\')}: ${PROP(\'MetricName\')}' }],
          [{ expression: 'a / b', label: 'a share' }],
        ],
        annotations: { horizontal: [{ value: 2_000_000, label: 'quota' }] },
      },
    });
    const legend = [...drawn.matchAll(/<\/span>([^<]*)<\/li>/g)].map(([, label]) => label);
    expect(legend).toEqual(['global.&lt;m&gt;: Invocations', 'global.other: InvocationThrottles', 'a share', 'quota: 2M']);
    expect(drawn).toContain('made-up data');
  });

  test('computes expressions from the series that other widgets show', () => {
    const both = [['A', 'Invocations', 'M', 'one', { id: 'a' }], ['A', 'Invocations', 'M', 'two', { id: 'b' }]];
    const [one, two, sum, most, share] = madeUpSeries({
      metrics: [...both, [{ expression: 'SUM([a, b])' }], [{ expression: 'MAX([a, b])' }], [{ expression: '100 * FILL(a, 0) / (a + b)' }]],
    }).map(({ values }) => values[0]);
    expect([sum, most, share]).toEqual([one + two, Math.max(one, two), 100 * one / (one + two)]);
    expect(madeUpSeries({ metrics: [[{ expression: 'SEARCH(\'x\', \'Sum\')' }]] })).toHaveLength(1);
  });

  test('has percentiles in order, and quiet ends of what is rare', () => {
    const of = (name: string, stat: string) => madeUpSeries({ metrics: [['A', name, 'ModelId', 'm', { stat }]] })[0].values;
    const slower = ['p50', 'p90', 'p99', 'Maximum'].map((stat) => of('InvocationLatency', stat));
    slower[0].forEach((_, at) =>
      expect(slower.map((values) => values[at])).toEqual(slower.map((values) => values[at]).sort((a, b) => a - b)));
    expect(of('InvocationThrottles', 'Sum').slice(-3)).toEqual([0, 0, 0]);
  });

  test('shows alarms without what all names begin with, and a limit once', () => {
    const drawn = draw(
      { type: 'alarm', properties: { alarms: ['arn:aws:cloudwatch:r:1:alarm:AppAlarmsThrottles', 'AppAlarmsErrors'] } },
      { type: 'metric', properties: { metrics: [metric], annotations: { horizontal: [{ value: 80, label: '80 %' }] } } },
    );
    expect(drawn.replace(/<[^>]+>/g, '')).toMatch(/✓ Throttles OK✓ Errors OK[^]*80 %(?!:)/);
    expect(drawn).not.toContain('AppAlarms');
  });

  test('is the same at every run', () => {
    const graph = { type: 'metric', properties: { metrics: [metric] } };
    expect(draw(graph)).toBe(draw(graph));
  });

  test.each([
    ['fields @timestamp, modelId | filter a = 1 | sort @timestamp desc', ['@timestamp', 'modelId']],
    ['SOURCE \'x\' | fields a\n| stats count(*) as calls, sum(concat(a, b)) by region', ['calls', 'sum(concat(a, b))', 'region']],
    ['stats count(*) as calls by caller\n| display caller', ['caller']],
  ])('has the columns of the query %j', (query, columns) => {
    const drawn = draw({ type: 'log', properties: { query } });
    expect([...drawn.matchAll(/<th scope="col">([^<]*)</g)].map(([, column]) => column)).toEqual(columns);
  });

  test('escapes what it is given', () => {
    const markup = '<img src=x onerror="1">';
    const drawn = draw(
      { type: 'metric', properties: { title: markup, metrics: [[markup, markup, { label: markup, color: '"><b>' }]] } },
      { type: 'log', properties: { title: markup, query: `fields ${markup}` } },
      { type: 'alarm', properties: { alarms: [markup] } },
      { type: markup, properties: { title: markup } },
    );
    expect(drawn).not.toMatch(/<img|<b>/);
  });

  test('renders the Markdown of headings, lists and tables, and nothing else', () => {
    expect(markdown('# Title\nText with **bold** and `a < b`\n- one\n- two')).toBe(
      '<h3>Title</h3><p>Text with <strong>bold</strong> and <code>a &lt; b</code></p><ul><li>one</li><li>two</li></ul>');
    expect(markdown('| a | b |\n|---|---|\n| 1 | `2` |')).toContain('<tr><td>1</td><td><code>2</code></td></tr>');
    expect(markdown('[docs](https://example.com) <script>')).toBe('<p>docs &lt;script&gt;</p>');
  });
});
