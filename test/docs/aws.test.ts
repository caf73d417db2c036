import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommands } from './commands';
import { BLOCKS, listInlineCode, PAGES } from '../../projenrc/pages';
import { describeWithJudges, judge } from '../support/judges';

/** What is wrong with commands of the AWS CLI; nothing of those that are right. */
function judgeCommands(commands: readonly (readonly string[])[]): string[] {
  const { stdout, stderr, status } = spawnSync(judge('python'), [join(__dirname, 'judge-aws.py')], {
    input: commands.map((words) => JSON.stringify(words)).join('\n'), encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout.split('\n').slice(0, commands.length);
}

describeWithJudges('the commands of the AWS CLI', () => {
  test('in the pages are such that botocore knows service, operation and options', () => {
    const found = BLOCKS.filter(({ language, text }) => language === 'sh' && /\baws [a-z]/.test(text)).flatMap((block) => {
      const calls = runCommands(block, block.text).calls.filter(([program]) => program === 'aws').map(([, ...words]) => words);
      // Those of a branch that was not taken are not judged, and must not be overlooked.
      const written = [...block.text.matchAll(/\baws ([a-z][a-z0-9-]+) ([a-z][a-z0-9-]+)/g)].map(([, ...names]) => names.join(' '));
      const missed = written.filter((names) => !calls.some((words) => words.slice(0, 2).join(' ') === names));
      const place = `${block.page}:${block.line}`;
      expect(missed.map((names) => `${place}: 'aws ${names}' is not reached`)).toEqual([]);
      return calls.map((words) => ({ place, words }));
    });
    expect(found.length).toBeGreaterThan(20);
    const answers = judgeCommands(found.map(({ words }) => words));
    const faults = found.map(({ place, words }, index) => `${place}: aws ${words.join(' ')}: ${answers[index]}`);
    expect(faults.filter((_, index) => answers[index] !== '')).toEqual([]);
  });

  test('in sentences are such too, although parameters are left out', () => {
    const found = [...PAGES.values()].flatMap(listInlineCode)
      .filter(({ code }) => /^aws [a-z-]+ [a-z-]+( --|$)/.test(code) && !code.includes('…'));
    expect(found.length).toBeGreaterThan(10);
    const answers = judgeCommands(found.map(({ code }) => code.split(' ').slice(1)));
    const faults = found.map(({ place, code }, index) => `${place}: ${code}: ${answers[index]}`);
    expect(faults.filter((_, index) => !/^(Missing required parameter.*)?$/.test(answers[index]))).toEqual([]);
  });

  test.each([
    ['bedrok list-foundation-models', 'there is no service \'bedrok\''],
    ['bedrock list-models', '\'bedrock\' has no \'list-models\''],
    ['iam create-policy --policy-name x', 'Missing required parameter in input: "PolicyDocument"'],
    ['iam create-policy --policy-name x --policy-document file://x --name y', '\'iam create-policy\' does not take --name'],
    ['iam list-roles --query Roles[', 'Invalid jmespath expression'],
    ['ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey=team,State=Active', 'Missing required parameter.*Status'],
    ['service-quotas list-services --max-results many', 'ValueError'],
  ])('%s is wrong', (command, why) => {
    expect(judgeCommands([command.split(' ')])).toEqual([expect.stringMatching(why)]);
  });
});
