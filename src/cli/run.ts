import { readArguments } from './arguments';
import { checkScp } from './check-scp';
import { explainDenial } from './explain';
import { readPolicyArguments } from './policy/arguments';
import { printPolicy } from './policy/policy';
import { planQuota, readQuotaArguments } from './quota';
import { readReportArguments } from './report/arguments';
import { reportApp } from './report/report';
import { escapeControls, fold } from './terminal';
import { BadInput, BadUsage, HELP, OVERVIEW, Topic } from './usage';
import { readVersion } from './version';

/** Does what a command line says and returns the exit status: 0 allowed or fits, 1 denied, not certain or does not fit, 2 bad input. */
export function run(args: readonly string[]): number {
  try {
    return dispatch(args);
  } catch (error) {
    if (!(error instanceof BadInput)) {
      throw error;
    }
    console.error(`cdk-bedrock-cris: ${escapeControls(error.message)}`);
    if (error instanceof BadUsage) {
      console.error(`cdk-bedrock-cris ${isTopic(args[0]) ? `${args[0]} ` : ''}--help says how to use it`);
    }
    return 2;
  }
}

function dispatch(args: readonly string[]): number {
  const [first, ...others] = args;
  const read = first === 'quota' ? readQuotaArguments(others) : first === 'report' ? readReportArguments(others)
    : first === 'policy' ? readPolicyArguments(others) : readArguments(args);
  if (read.help) {
    console.log(fold(isTopic(args[0]) ? HELP[args[0]] : OVERVIEW));
    return 0;
  }
  if (read.version) {
    console.log(readVersion());
    return 0;
  }
  if ('given' in read) {
    return planQuota(read);
  }
  if ('directory' in read) {
    return reportApp(read);
  }
  if ('routes' in read) {
    return printPolicy(read);
  }
  switch (read.command) {
    case 'explain':
      return explainDenial(read);
    case 'check-scp':
      return checkScp(read);
    case 'quota':
      throw new BadUsage('quota must be the first word: quota --model ID …');
    case 'report':
      throw new BadUsage('report must be the first word: report cdk.out …');
    case 'policy':
      throw new BadUsage('policy must be the first word: policy guard …');
    default:
      throw new BadUsage(read.command === undefined ? 'say report, explain or check-scp, policy or quota' : `'${read.command}' is no ` +
        'command; there are report, explain, check-scp, policy and quota');
  }
}

function isTopic(word: string | undefined): word is Topic {
  return word !== undefined && Object.hasOwn(HELP, word);
}
