import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from './support/cli';
import { drawDashboard } from '../examples/demo/dashboard';
import { DashboardBody, Widget } from '../examples/demo/dashboard-body';
import { markdown } from '../examples/demo/markdown';
import { madeUpSeries } from '../examples/demo/series';
import { findBlock, findMissing } from '../projenrc/pages';

const directory = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a part of the demo as `npm run` does, with a place of its own for temporary files; never through a terminal here. */
function demo(args: string[] = [], file = 'demo.ts') {
  const { COLUMNS: _, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/tsx', ['--tsconfig', 'tsconfig.dev.json', `examples/${file}`, ...args], {
    encoding: 'utf8', env: { ...environment, TMPDIR: directory, CDK_VALIDATION: 'false' },
  });
  return { status, output: stdout, errors: stderr.split('\n').filter((line) => /^(demo|cdk-bedrock-cris)/.test(line)) };
}

describe('the demo', () => {
  const { status, output, errors } = demo();

  test('ends well, and leaves nothing behind', () => {
    expect({ status, errors }).toEqual({ status: 0, errors: [] });
    expect(readdirSync(directory).filter((name) => name.startsWith('cris-demo'))).toEqual([]);
  });

  test('prints the report of the examples, why one call is denied, and how to get the same', () => {
    const parts = [
      'Who may call Claude: cdk.out', 'Needs a decision', 'Who may call, in account 111122223333', 'What is recorded', 'What denies calls',
      'Exit status 1.', 'denied by statement 0 (\'GRREGIONDENY\') of \'examples/region-deny.json\'', 'Remedy: AWS Control Tower',
      'Exit status 1.', 'npx cdk synth', 'npx cdk-bedrock-cris report cdk.out\n',
      'npx cdk-bedrock-cris report cdk.out --format html --out report.html\n',
      'npx cdk-bedrock-cris explain --template',
    ];
    const places = parts.reduce<number[]>((found, part) => [...found, output.indexOf(part, (found.at(-1) ?? -1) + 1)], []);
    expect(parts.filter((_, index) => places[index] < 0)).toEqual([]);
  });

  test('prints what docs/report.md says that it prints', () => {
    expect(findMissing(findBlock('docs/report.md', 'Who may call Claude: cdk.out').text, output)).toBeUndefined();
  });

  test('is plain, and at most 80 columns wide, save what is to be copied whole', () => {
    expect(output).not.toContain('\u001b');
    expect(output.split('\n').filter((line) => line.length > 80 && !/^ *"bedrock:InferenceProfileArn"/.test(line))).toEqual([]);
    expect(output).toMatch(/InvokeModelWith .*\n.*ResponseStream/); // words that are too long break before capital letters
  });

  describe('in a directory of one\'s own', () => {
    const own = join(directory, 'own');
    const page = join(own, 'page.html');
    const units = join(own, 'organization.json');
    let run: ReturnType<typeof demo>;
    beforeAll(() => {
      mkdirSync(own);
      run = demo([own, '--html', page]);
    });
    const judge = (...args: string[]) => {
      const { status: exit, out } = cli('report', join(own, 'cdk.out'), '--format', 'json', ...args);
      const { identities, rows, findings, denies, recording } = JSON.parse(out) as any;
      const calls = rows.map(({ identity, model, action, intent, verdict }: any) =>
        [identities[identity].path, model.replace(/anthropic\.claude-|-2025.*/g, ''), action, intent, verdict].join(' '));
      return { exit, calls, findings, denies, recording };
    };

    test('leaves the assembly there, and writes the page that the command line writes', () => {
      expect(run).toEqual({ status: 0, output: '', errors: [`cdk-bedrock-cris: the report is in ${page}`] });
      expect(existsSync(join(own, 'cdk.out', 'manifest.json'))).toBe(true);
      expect(readFileSync(page, 'utf8')).toContain('CapeTown/Assistant');
    });

    test('the report says that the guard blocks all models but the excepted one', () => {
      const { exit, calls, findings, denies, recording } = judge();
      expect(exit).toBe(1);
      expect(calls).toEqual([
        'CapeTown/Summarizer haiku-4-5 invoke named denied',
        'CapeTown/Assistant sonnet-5-5 invoke named allowed', 'CapeTown/Assistant sonnet-5-5 stream named allowed',
        'CapeTown/Assistant haiku-4-5 invoke named denied', 'CapeTown/Assistant haiku-4-5 stream named denied',
        'CapeTown/Engineers/Role opus-5-5 invoke named denied', 'CapeTown/Engineers/Role opus-5-5 stream named denied',
        'CapeTown/Engineers/Role sonnet-5-5 invoke named allowed', 'CapeTown/Engineers/Role sonnet-5-5 stream named allowed',
        'CapeTown/Engineers/Role haiku-4-5 invoke named denied', 'CapeTown/Engineers/Role haiku-4-5 stream named denied',
      ]);
      expect(findings.map(({ rule, rows }: any) => [rule, rows.length])).toEqual([['blocked-access', 7]]);
      const [{ matrix, promises }] = denies;
      expect(matrix.filter(({ promised, anybody }: any) => promised !== (anybody === 'EXPLICITLY_DENIED'))).toEqual([]);
      expect(promises.map(({ route, isClosed }: any) => `${route} ${isClosed}`)).toEqual([
        'GLOBAL_PROFILE true', 'BATCH true', 'MANTLE true', 'BEARER_TOKEN true',
      ]);
      expect(recording.map(({ path, prompts }: any) => `${path} ${prompts}`)).toEqual([
        'LoggingBaseline/Logging masked', 'Operations/Logging metadata',
      ]);
    });

    test('and that all is allowed where the guard is not above the account', () => {
      writeFileSync(units, '{"111122223333": ["r-ab12"]}');
      const { exit, calls, findings } = judge('--organization', units);
      expect({ exit, findings }).toEqual({ exit: 0, findings: [] });
      expect(calls).toHaveLength(11);
      expect(calls.filter((call: string) => !call.endsWith(' named allowed'))).toEqual([]);
    });
  });

  test.each([
    [['--htlm', 'page.html'], 'Unknown option \'--htlm\''],
    [['one', 'two'], 'several directories: one, two'],
  ])('refuses %j in one line', (args, message) => {
    const run = demo(args);
    expect(run).toEqual({ status: 2, output: '', errors: [expect.stringContaining(message)] });
  });
});

describe('the page of the dashboard', () => {
  const file = join(directory, 'dashboard.html');
  let page = '';
  beforeAll(() => {
    expect(demo([file], 'demo/dashboard-page.ts')).toEqual({ status: 0, output: '', errors: [] });
    page = readFileSync(file, 'utf8');
  });

  test('has the quota plan and what the alarms cost, and loads nothing', () => {
    expect(page.replace(/<[^>]+>/g, '')).toMatch(/It has \d+ alarms on \d+ metrics: about \$\d[^]*Tokens of one request/);
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

  test('is not written without a file', () => {
    const { status, errors } = demo([], 'demo/dashboard-page.ts');
    expect([status, ...errors]).toEqual([2, expect.stringContaining('takes the file to write')]);
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

  test('has the labels of visible metrics, and the lines across', () => {
    const drawn = draw({
      type: 'metric',
      properties: {
        metrics: [
          [...metric, { label: '<m>: calls' }],
          ['AWS/Bedrock', 'InvocationThrottles', { visible: false }],
          [{ expression: 'a / b', label: 'a share' }],
          ['AWS/Bedrock', 'Plain'],
        ],
        annotations: { horizontal: [{ value: 2_000_000, label: 'quota' }] },
      },
    });
    const legend = [...drawn.matchAll(/<\/span>([^<]*)<\/li>/g)].map(([, label]) => label);
    expect(legend).toEqual(['&lt;m&gt;: calls', 'a share', 'Plain', 'quota: 2M']);
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

  test('renders the Markdown of headings, code and tables, and nothing else', () => {
    expect(markdown('# Title\nText with `a < b`')).toBe('<h3>Title</h3><p>Text with <code>a &lt; b</code></p>');
    expect(markdown('| a | b |\n|---|---|\n| 1 | `2` |')).toContain('<tr><td>1</td><td><code>2</code></td></tr>');
    expect(markdown('[docs] <script>')).toBe('<p>[docs] &lt;script&gt;</p>');
  });
});
