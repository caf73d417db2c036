import { Arguments, readArguments } from './arguments';
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

/** Runs a command line and returns the exit status: 0 allowed or fits; 1 denied, not certain or does not fit; 2 bad input. */
export function run(args: readonly string[]): number {
  try {
    return dispatch(args);
  } catch (error) {
    if (!(error instanceof BadInput)) {
      throw error;
    }
    console.error(`cdk-bedrock-cris: ${escapeControls(error.message)}`);
    if (error instanceof BadUsage) {
      console.error(`For usage, run: cdk-bedrock-cris ${isTopic(args[0]) ? `${args[0]} ` : ''}--help`);
    }
    return 2;
  }
}

function dispatch(args: readonly string[]): number {
  const [first, ...others] = args;
  switch (first) {
    case 'quota':
      return perform(first, readQuotaArguments(others), planQuota);
    case 'report':
      return perform(first, readReportArguments(others), reportApp);
    case 'policy':
      return perform(first, readPolicyArguments(others), printPolicy);
    default:
      return perform(first, readArguments(args), answer);
  }
}

/** Runs a command, unless help or the version was asked for. */
function perform<T extends { readonly help: boolean; readonly version: boolean }>(
  first: string | undefined, read: T, command: (read: T) => number,
): number {
  if (read.help) {
    console.log(fold(isTopic(first) ? HELP[first] : OVERVIEW));
    return 0;
  }
  if (read.version) {
    console.log(readVersion());
    return 0;
  }
  return command(read);
}

/** Runs the commands whose name need not be the first word. */
function answer(read: Arguments): number {
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
      throw new BadUsage(read.command === undefined ? 'name a command: report, explain, check-scp, policy or quota'
        : `'${read.command}' is not a command; the commands are report, explain, check-scp, policy and quota`);
  }
}

function isTopic(word: string | undefined): word is Topic {
  return word !== undefined && Object.hasOwn(HELP, word);
}
