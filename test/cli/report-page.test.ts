import { PageSection } from '../../src/cli/report/page/about';
import { escapeHtml, html } from '../../src/cli/report/page/html';
import { writePage } from '../../src/cli/report/page/page';
import { describeUnpromised, RULES, VERDICTS } from '../../src/cli/report/page/words';
import { AppReport, ReportDeny } from '../../src/core/app/report';
import { InferenceRoute } from '../../src/core/call/guard/inference-route';
import { EMPTY_REPORT, makeLargeReport, MARKUP, OTHER_ACCOUNT, REPORT } from '../support/report-fixture';

const ABOUT = { assembly: 'cdk.out', date: '2026-11-29', version: '1.2.3' };

function write(report: Partial<AppReport> = {}, extra?: readonly PageSection[]): string {
  return writePage({ ...REPORT, ...report }, ABOUT, extra);
}

/** The words of markup, in their order. */
function read(markup: string): string {
  const entities: Record<string, string> = { 'lt': '<', 'gt': '>', 'quot': '"', '#39': '\'', 'amp': '&' };
  return markup.replace(/<style>[^]*<\/style>|<wbr>/g, '').replace(/<[^>]+>/g, ' ').replace(/&([^;]+);/g, (_, name) => entities[name])
    .replace(/\s+/g, ' ');
}

/** The markup of a section. */
function find(page: string, id: string): string {
  const [, after] = page.split(`<section id="${id}"`);
  return after.split('</section>')[0];
}

/** The elements of a kind that have a text in them. */
function findAll(markup: string, element: string, text: string): string[] {
  const found = markup.split(new RegExp(`(?=<${element}[ >])`)).slice(1).map((part) => part.split(`</${element}>`)[0]);
  return found.filter((part) => read(part).includes(text));
}

describe('a page', () => {
  const page = write();

  test('has no script, and nothing that it would load', () => {
    expect(page).not.toMatch(/<script|<iframe|<object|\bsrc="|https?:|\/\/[a-z]|url\(|@import|\son[a-z]+="|<form/i);
    expect(page).toContain('content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:"');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/);
  });

  test('has its parts in the order in which they are read, and links to each', () => {
    const headings = [...page.matchAll(/<h2 id="([^"]+)-heading">([^<]+)/g)].map(([, id, heading]) => [id, heading]);
    expect(headings).toEqual([
      ['decide', '1 Needs a decision'], ['access', '2 Who may call, by account'], ['served', '3 Destination Regions'],
      ['recorded', '4 What is recorded and masked'], ['denies', '5 What denies calls'], ['assumed', '6 Assumptions'],
    ]);
    expect([...page.matchAll(/<a href="#([^"]+)">([^<]+)/g)].map(([, id, heading]) => [id, heading])).toEqual(headings);
  });

  test('has headings of which none skips a level, and tables with captions and scopes', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(page.match(/<table /g)!.length).toBe(page.match(/<table [^>]+>\n<caption>[^]/g)!.length);
    expect(page).not.toMatch(/<th(?![^>]* scope=)[ >]/);
  });

  test('says the numbers in words, and what it is of', () => {
    const summary = read(page.split('<nav')[0]);
    expect(summary).toMatch(/Who may call Claude Assembly cdk\.out Date 2026-11-29 Written by cdk-bedrock-cris 1\.2\.3/);
    expect(summary).toContain('Not compared with a live AWS account: a template shows intent, not deployment.');
    expect(summary).toContain('✓ allowed 11 ✗ denied 8 ½ partial 3 ? NOT JUDGED 4 26 calls by 12 identities.');
    expect(summary).toContain('✗ 5 errors and 6 warnings need a decision. Not everything could be judged.');
  });

  test('is the same each time', () => expect(write()).toBe(page));

  test('has sections of others at its end', () => {
    const extra = [{ id: 'evidence', heading: 'Evidence & more', content: html`<p>Of ${'<all>'}</p>` }];
    const [, after] = write({}, extra).split('id="assumed"');
    expect(after).toMatch(/<section id="evidence"[^]*>7 Evidence &amp; more<\/h2>\n<p>Of &lt;all&gt;<\/p><\/section>/);
  });
});

/** What the types give words for. */
const KEPT = ['kind', 'verdict', 'action', 'intent', 'leg', 'outcome', 'layer', 'rule', 'severity', 'route', 'isClosed', 'anybody',
  'exempt', 'prompts', 'encryption', 'retention'];

describe('escaping', () => {
  test('leaves no markup of a name, in any place', () => {
    const spoil = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(spoil);
      }
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, KEPT.includes(name) ? one : spoil(one)]));
      }
      return typeof value === 'string' ? `${value}${MARKUP}` : value;
    };
    const spoiled = spoil(REPORT) as AppReport;
    const exempt = spoiled.denies.map((deny, index) => ({ ...deny, exempt: REPORT.denies[index].exempt }));
    const page = writePage({ ...spoiled, denies: exempt }, { assembly: MARKUP, date: MARKUP, version: MARKUP });
    expect(page).not.toContain('<img');
    expect(page.match(/&lt;img src=x onerror=&quot;/g)!.length).toBeGreaterThan(100);
    expect(page.replace(/<style>[^]*<\/style>/, '').replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
  });

  test('shows a name as it is', () => expect(read(write())).toContain(` ${MARKUP} role, `));

  test('spells characters that are invisible or turn names around', () => {
    expect(escapeHtml('a\u202eb\u0000c\u200bd\ue010e\ud800f\n')).toBe('a\\u202eb\\u0000c\\u200bd\\ue010e\\ud800f\n');
    expect(escapeHtml('é 😀 中')).toBe('é 😀 中');
  });
});

describe('what needs a decision', () => {
  const decide = find(write(), 'decide');

  test('comes with errors first, then warnings, then what was not judged, then notes', () => {
    const order = findAll(decide, 'h3', '').map((heading) => /(ERROR|WARNING|NOT JUDGED|NOTE)/.exec(heading)![0]);
    expect(order).toEqual([...Array(5).fill('ERROR'), ...Array(6).fill('WARNING'), 'NOT JUDGED', 'NOTE']);
  });

  test('shows a remedy once, with all that it fixes, what denies, and the statements', () => {
    const [article, ...others] = findAll(decide, 'article', 'Admit the Region "unspecified"');
    expect(others).toEqual([]);
    const text = read(article);
    expect(text).toContain('4 calls by 2 identities');
    expect(text).toContain('What decides service control policy Organization/RegionDeny , statement 0, Sid GRREGIONDENY');
    expect(text).toContain('RegionDeny5B1C5E0A in assembly-Organization/OrganizationPolicies.template.json , ' +
      'Properties/Content/Statement/0');
    expect(text).toContain('This fixes all 2 findings.');
    expect(text).toContain('Or keep the calls closed: remove the grant.');
    expect(text).toContain('1 statement to write');
    expect(text).toContain('"Effect": "Deny", "NotAction": [ "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream",');
    expect(article.match(/scope="row"/g)).toHaveLength(2);
  });

  test('has marks for the legs, with words for those who do not see them', () => {
    expect(decide).toContain('role="img" title="the profile: allowed; the model in the source Region: allowed; ' +
      'the model without a Region: denied by a statement; the project: denied by a statement (announced by AWS, not counted)"');
    expect(read(decide)).toMatch(/Odd<img .* eu-west-1 invoke, stream ✗ denied ✓ ✓ ✗ \(✗\)/);
  });

  test('says what was not judged, and why, once', () => {
    const [article] = findAll(decide, 'article', 'What could not be decided');
    expect(read(article).match(/its other policies are not in this app/g)).toHaveLength(1);
    expect(read(article)).toContain('Prod/Macro.template.json a transform, AWS::Serverless-2016-10-31, makes what is deployed');
  });

  test('is nothing where all is well, in words', () => {
    expect(read(find(write({ endpoints: [], findings: [], rows: [], notJudged: [], denies: [] }), 'decide')))
      .toContain('Nothing. Every granted call is allowed in full, and every global call that the templates name was judged, offline.');
  });
});

describe('who may', () => {
  test('says which callers a private endpoint allows', () => {
    expect(read(find(write(), 'served'))).toContain('Prod/Vpc/BedrockRuntime, a private endpoint in af-south-1, allows ' +
      '\'Prod/Assistant/TaskRole\'; denies \'Prod/InvokeOnly/ServiceRole\'.');
  });

  test('says the guardrail that a call must name', () => {
    const [lines] = findAll(find(write(), 'access'), 'tbody', 'Prod/Engineers').map(read);
    expect(lines).toContain('with guardrail a1b2c3:7');
  });

  test('has one line for an identity and the same answers', () => {
    const access = find(write(), 'access');
    const [row, ...others] = findAll(access, 'tr', 'Prod/Assistant/TaskRole');
    expect(others).toEqual([]);
    expect(read(row)).toContain('role, assumed by ecs-tasks.amazonaws.com anthropic.claude-sonnet-5-5 anthropic.claude-opus-5-5 ' +
      'af-south-1 invoke, stream ✓ allowed');
    const lines = findAll(access, 'tbody', 'Prod/InvokeOnly').map(read).join();
    expect(lines).toMatch(/af-south-1 invoke ✓ allowed ✓ ✓ ✓ \(✓\) .*af-south-1 stream ½ partial ✓ ✗ ✗ \(✗\)/);
  });

  test('goes by account, and marks any model', () => {
    const access = read(find(write(), 'access'));
    expect(access).toMatch(/Account 111122223333 .* Account 444455556666 .* Account known only at deployment /);
    expect(access).toContain('Admin permission set, assumed by IAM Identity Center ANY MODEL (wildcard) known only at deployment');
  });

  test('folds many identities with the same answers to their number and the first names', () => {
    const page = writePage(makeLargeReport(2_000), ABOUT);
    const [row, ...others] = findAll(find(page, 'access'), 'tbody', 'Prod/Service1/');
    expect(others).toEqual([]);
    expect(read(row)).toContain('2,000 roles : Prod/Service0/ServiceRole , Prod/Service1/ServiceRole , Prod/Service2/ServiceRole ' +
      'and 1,997 others All of them');
    expect(row).toMatch(/<details><summary>All of them<[^]*Prod\/Service1999\/ServiceRole/);
    expect(findAll(find(page, 'decide'), 'article', 'This fixes all 2,000 findings')).toHaveLength(1);
    expect(page.match(/<tr /g)!.length).toBeLessThan(20);
    expect(page.length).toBeLessThan(1_000_000);
  });

  test('puts what is too much to be laid out at once where it can be unfolded', () => {
    const access = find(writePage(makeLargeReport(300, true), ABOUT), 'access');
    const [shown, folded] = access.split('<details><summary>200 others with different answers</summary>');
    expect([shown, folded].map((part) => part.match(/scope="rowgroup"/g)!.length)).toEqual([100, 200]);
  });

  test('folds none of which another policy decides', () => {
    const report = makeLargeReport(20);
    const rows = report.rows.map((row) => row.by && row.identity === 7 ? { ...row, by: { ...row.by, policy: 'Another' } } : row);
    const access = find(writePage({ ...report, rows }, ABOUT), 'access');
    expect(read(access)).toContain('19 roles : Prod/Service0/ServiceRole');
    expect(findAll(access, 'tr', 'Another').map(read).join()).toContain('service control policy Another , statement 0');
  });
});

describe('what watches', () => {
  test('names the accounts with calls that no alarm there watches', () => {
    const [watched, ...others] = REPORT.serving;
    const served = (serving: AppReport['serving']) => read(find(write({ serving }), 'served'));
    expect(served([watched, ...others])).toContain('✗ NOT WATCHED Calls are possible from 444455556666, af-south-1. No alarm');
    expect(served([{ ...watched, account: OTHER_ACCOUNT }])).toContain('✗ NOT WATCHED Calls are possible from 111122223333, af-south-1. ' +
      'No alarm of this app goes off there');
  });
});

describe('what is recorded', () => {
  test('says what is kept, for how long, by which key and masked', () => {
    const text = read(find(write(), 'recorded'));
    expect(text).toContain('111122223333, af-south-1 Prod/InvocationLogging ½ masked in part log group ' +
      '/aws/bedrock/model-invocations/prod-');
    expect(text).toMatch(/ 365 days a KMS key EmailAddress , Name ,.* bucket .* forever an AWS key nothing/);
  });

  test('says what masking leaves out', () => {
    expect(read(find(write(), 'recorded'))).toContain('Masking does not cover everything. Phone numbers, dates of birth and bank ' +
      'accounts are not among them. Masking recognizes patterns, and misses some. Anyone with logs:Unmask reads everything.');
  });

  test('flags an account in which calls are allowed and nothing is recorded, also where the report has no record of it', () => {
    const flagged = `${OTHER_ACCOUNT}, Region known only at deployment ✗ NOT RECORDED`;
    expect(read(find(write(), 'recorded'))).toContain(flagged);
    expect(read(find(write({ recording: [] }), 'recorded'))).toContain(flagged);
    expect(read(find(write({ recording: [] }), 'recorded'))).toContain('111122223333, af-south-1 ✗ NOT RECORDED');
  });

  test('flags nothing where no call is allowed', () => {
    const rows = REPORT.rows.filter(({ verdict }) => verdict === 'denied');
    const page = write({ endpoints: [], recording: [], rows, findings: [], denies: [] });
    expect(read(find(page, 'recorded'))).toContain('This app records no calls, and allows none.');
  });
});

test('does not say that all is well where --only has left findings out', () => {
  const page = read(writePage({ ...REPORT, findings: [], notJudged: [] }, ABOUT, [], ['open-route']));
  expect(page).toContain('There are no findings of these rules. The exit status covers all findings.');
  expect(page).not.toContain('Nothing. Every granted call is allowed');
});

describe('what denies', () => {
  const denies = find(write(), 'denies');

  test('shows a closed route that is promised in green, and one left open in red', () => {
    const [closed] = findAll(denies, 'li', 'GLOBAL_PROFILE');
    expect(closed).toContain('<span class="pill good"><span aria-hidden="true">✓</span>\u00a0closed, as promised</span>');
    const [open] = findAll(denies, 'li', 'BATCH');
    expect(open).toContain('<span class="pill bad"><span aria-hidden="true">✗</span>\u00a0OPEN, promise broken</span>');
    const [unknown] = findAll(denies, 'li', 'DIRECT_OTHER_REGION');
    expect(unknown).toContain('<span class="pill unsure"><span aria-hidden="true">?</span>\u00a0NOT JUDGED</span>');
  });

  test('shows a route without a promise in a row of its own', () => {
    const pill = (route: string) => read(findAll(denies, 'li', route)[0]);
    expect(pill('MANTLE')).toContain('The bedrock-mantle endpoint MANTLE ! open, not promised');
    expect(pill('GEOGRAPHIC_PROFILE')).toContain('– not promised');
    expect(describeUnpromised(false).word).toBe('closed, not promised');
  });

  test('has a matrix with the model and the exempt callers spelled out, and colors for promises only', () => {
    const [guard, regionDeny] = denies.split('<article ').slice(1);
    const table = guard.split('<table ')[1];
    expect(read(table)).toContain('Route Through Action Model Other callers Exempt callers Sid');
    const [excepted] = findAll(table, 'tr', 'anthropic.claude-opus-5-5');
    expect(read(excepted)).toContain('system profile bedrock:InvokeModel anthropic.claude-opus-5-5 allowed not promised allowed');
    expect(excepted).not.toContain('pill');
    expect(read(findAll(table, 'tr', 'CreateModelInvocationJob')[0])).toContain('any model ✗ allowed promise broken allowed');
    expect(read(table)).toContain('bedrock:InvokeModel bedrock:InvokeModelWithResponseStream any other model ✓ denied as promised ' +
      'allowed DenyGlobalByRegion');
    expect(regionDeny.split('<table ')[1]).not.toContain('pill');
  });

  test('says where each is attached, how much it denies and which callers it exempts', () => {
    const [guard, regionDeny, boundary] = denies.split('<article ').slice(1).map(read);
    expect(guard).toContain('Attached to ou-ab12-cd345678 , r-ab12 Denies 2 calls by 1 identity Exempts by name Prod/Break-glass Exempt ' +
      'patterns arn:aws:iam::*:role/');
    expect(guard).toContain('Anyone who holds such a role or user is exempt. The templates do not say who that is.');
    expect(regionDeny).toMatch(/6 places : 111122223333 .* Denies 4 calls by 2 identities Exempts by name Admin , Prod\/Break-glass/);
    expect(boundary).toMatch(/boundary Attached to Prod\/Bounded\/Role Denies 2 calls by 1 identity Exempts by name no identity/);
    expect(boundary).toContain('none exempt');
  });

  test('unfolds a long matrix only where a promise is not kept', () => {
    const guard = REPORT.denies[0];
    const long = [...Array(20).keys()].map((index) => ({ ...guard.matrix[1], model: `model-${index}` }));
    const isUnfolded = (promises: ReportDeny['promises']) =>
      find(write({ denies: [{ ...guard, matrix: long, promises }] }), 'denies').includes('<details open>');
    expect([isUnfolded(guard.promises), isUnfolded(guard.promises!.slice(0, 1))]).toEqual([true, false]);
  });

  test('has words for every route', () => {
    const promises = Object.values(InferenceRoute).map((route) => ({ route, isClosed: true }));
    expect(find(write({ denies: [{ ...REPORT.denies[0], promises }] }), 'denies')).not.toMatch(/undefined|an open route/);
  });
});

describe('words', () => {
  test('are there for every rule and every verdict, of which the fixture has all', () => {
    const text = read(write());
    expect(REPORT.findings.map(({ rule }) => rule).sort()).toEqual(expect.arrayContaining(Object.keys(RULES).sort()));
    // A reader looks the ID of a rule up in docs/troubleshooting.md.
    expect(Object.entries(RULES).filter(([rule, words]) => !text.includes(`${words} ${rule}`))).toEqual([]);
    expect(Object.values(VERDICTS).filter(({ sign, word }) => !text.includes(`${sign} ${word}`))).toEqual([]);
    expect(text).not.toMatch(/undefined|\[object|NaN|null/);
  });

  test('say that an app calls nothing', () => {
    const page = writePage(EMPTY_REPORT, ABOUT);
    expect(read(page)).toContain('✓ This app has no identity that calls Claude. Every global call that the templates name was judged, ' +
      'offline. Identities outside the app were not looked at.');
    expect(read(find(page, 'access'))).toContain('This app has no role, user, group or permission set.');
    expect(read(find(page, 'served'))).toContain('Nothing in this app watches the destination Regions.');
    expect(read(find(page, 'denies'))).toContain('No known service control policy or permissions boundary denies');
    expect(page).not.toMatch(/<table|undefined/);
  });

  test('never say that all was judged where something was not', () => {
    const page = writePage({ ...EMPTY_REPORT, notJudged: [{ what: 'A.template.json', why: 'a macro' }] }, ABOUT);
    expect(read(page)).toContain('? This app has no identity that calls Claude. Not everything could be judged.');
    expect(read(find(page, 'access'))).toContain('Section 1 lists what could not be read: it may hold some.');
  });
});
