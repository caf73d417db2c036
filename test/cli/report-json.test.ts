import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { WholeApp } from '../../examples/whole-app';
import { writeReportJson } from '../../src/cli/report/json';
import { makeEvidence } from '../../src/core/app/evidence';
import { cli } from '../support/cli';
import { EMPTY_REPORT, REPORT } from '../support/report-fixture';

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object);
const directory = mkdtempSync(join(tmpdir(), 'cris-report-json-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What the schema has against a text. */
function findFaults(text: string): unknown[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message, params }) => [instancePath, message, params]);
}

describe('the schema of reports', () => {
  beforeAll(() => {
    new WholeApp({ outdir: join(directory, 'cdk.out') }).synth();
  });

  test.each([
    [[]],
    [['--strict', '--scp', 'examples/region-deny.json']],
    [['--only', 'not-judged']],
    [['--evidence', '--commit', '1a2b3c4']],
  ])('describes what the command line prints of the examples with %j', (args) => {
    const { status, out } = cli('report', join(directory, 'cdk.out'), '--format', 'json', ...args);
    expect(status).toBe(1);
    expect(findFaults(out)).toEqual([]);
  });

  test.each([['all that a report can say', REPORT], ['nothing', EMPTY_REPORT]])('describes %s', (_, report) => {
    const about = { assembly: 'cdk.out', date: '2026-11-29', version: '1.2.3' };
    const evidence = makeEvidence(report, { date: about.date, templates: [] });
    expect(findFaults(writeReportJson(report, about))).toEqual([]);
    expect(findFaults(writeReportJson(report, { ...about, evidence }))).toEqual([]);
  });

  test('refuses what it does not describe, at every place', () => {
    const whole = JSON.parse(writeReportJson(REPORT, {
      assembly: 'cdk.out', date: '2026-11-29', version: '1.2.3', evidence: makeEvidence(REPORT, { date: '2026-11-29', templates: [] }),
    }));
    const objects: any[] = [];
    const visit = (value: any, key?: string): void => {
      if (typeof value === 'object' && value !== null && key !== 'statements') { // statements are policies' own
        if (!Array.isArray(value)) {
          objects.push(value);
        }
        Object.entries(value).forEach(([name, inner]) => visit(inner, name));
      }
    };
    visit(whole);
    expect(objects.length).toBeGreaterThan(100);
    for (const one of objects) {
      one.unheardOf = true;
      expect(validate(whole)).toBe(false);
      delete one.unheardOf;
    }
    expect(validate(whole)).toBe(true);
  });
});
