import { spawnSync } from 'node:child_process';
import { cli } from '../support/cli';
import { bundleCli } from '../support/cli-process';

const CLI = `${process.execPath} ${bundleCli()}`;
const TOPICS = ['explain', 'check-scp', 'policy', 'quota'] as const;

/** The command lines under "Examples", each with what is piped into it. */
function listExamples(topic: string): string[] {
  const [, examples] = cli(topic, '--help').out.split('\nExamples\n');
  return examples.split(/\n(?= {2}\S)/).map((example) => example.trim()).filter((example) => example !== '');
}

describe.each(TOPICS)('the help of %s', (topic) => {
  test('is its own, and is printed for -h too', () => {
    const { status, out } = cli(topic, '--help');
    expect([status, out]).toEqual([0, expect.stringMatching(new RegExp(`^cdk-bedrock-cris ${topic}: `))]);
    expect(cli(topic, '-h').out).toBe(out);
    expect(out).toMatch(/\nExit status: 0 .*1 .*2 bad input/);
  });

  test('has two examples, which run as they are written', () => {
    const examples = listExamples(topic);
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      const command = example.replace('npx cdk-bedrock-cris', CLI);
      const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
      const said = topic === 'policy' ? stderr.replace(/^cdk-bedrock-cris: judged offline: .*\n$/, '') : stderr;
      expect({ example, said, status: status! < 2 }).toEqual({ example, said: '', status: true });
      expect(stdout).not.toBe('');
    }
  });
});

test('a mistake in a command line points at the help of its command', () => {
  expect(cli('check-scp').err).toMatch(/For usage, run: cdk-bedrock-cris check-scp --help$/);
  expect(cli('explian').err).toMatch(/For usage, run: cdk-bedrock-cris --help$/);
});

describe('in 80 columns', () => {
  const { columns } = process.stdout;
  beforeAll(() => Object.defineProperty(process.stdout, 'columns', { value: 80, configurable: true }));
  afterAll(() => Object.defineProperty(process.stdout, 'columns', { value: columns, configurable: true }));

  const CALL = ['--model', 'anthropic.claude-sonnet-4-5-20250929-v1:0', '--region', 'af-south-1', '--account', '111122223333'];
  const ERROR = 'User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_PlatformAdmins_0123456789abcdef/me is not authorized ' +
    'to perform: bedrock:InvokeModelWithResponseStream on resource: ' +
    'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0 with an explicit deny in a service control policy: ' +
    'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4';
  test.each<[string, string[]]>([
    ['explain with a policy', ['explain', '--scp', 'test/scps/control-tower-landing-zone.json', ...CALL]],
    ['explain with an error and a policy', ['explain', '--error', ERROR, '--scp', 'test/scps/exempt-by-tag.json']],
    ['check-scp of many', ['check-scp', 'test/scps/allow-list-string-not-equals.json', 'test/scps/exempt-by-tag.json', '--stream']],
    ['quota', ['quota', ...CALL.slice(0, 2), '--requests-per-minute', '600', '--input', '3000', '--output', '1000', '--max-tokens', '32000',
      '--tokens-per-minute', '2000000', '--requests-per-minute-quota', '500']],
    ...TOPICS.map((topic): [string, string[]] => [`the help of ${topic}`, [topic, '--help']]),
  ])('%s breaks no word that has a place to break, and keeps what is copied whole', (_, args) => {
    const lines = cli(...args).out.split('\n');
    const isCopied = (line: string) => /^ *[{}"]|^ *(npx|echo|aws) /.test(line);
    expect(lines.filter((line) => line.length > 80 && !isCopied(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
  });

  test('a table says the same as without folding', () => {
    const args = ['explain', '--scp', 'test/scps/control-tower-landing-zone.json', ...CALL];
    const words = (text: string) => text.replace(/─+/g, '').replace(/[\s]+/g, '').split('').sort().join('');
    const folded = words(cli(...args).out);
    Object.defineProperty(process.stdout, 'columns', { value: undefined, configurable: true });
    const whole = words(cli(...args).out);
    Object.defineProperty(process.stdout, 'columns', { value: 80, configurable: true });
    expect(folded).toBe(whole);
  });
});
