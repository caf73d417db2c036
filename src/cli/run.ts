import { readArguments } from './arguments';
import { checkScp } from './check-scp';
import { explainDenial } from './explain';
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
  const read = args[0] === 'quota' ? readQuotaArguments(args.slice(1))
    : args[0] === 'report' ? readReportArguments(args.slice(1)) : readArguments(args);
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
  switch (read.command) {
    case 'explain':
      return explainDenial(read);
    case 'check-scp':
      return checkScp(read);
    case 'quota':
      throw new BadUsage('quota must be the first word: quota --model ID …');
    case 'report':
      throw new BadUsage('report must be the first word: report cdk.out …');
    default:
      throw new BadUsage(read.command === undefined ? 'say report, explain or check-scp, or quota' : `'${read.command}' is no command; ` +
        'there are report, explain, check-scp and quota');
  }
}

function isTopic(word: string | undefined): word is Topic {
  return word !== undefined && Object.hasOwn(HELP, word);
}
