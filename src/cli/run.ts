import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments';
import { checkScpCommand } from './check-scp';
import { explainCommand } from './explain';
import { visible } from './terminal';
import { BadInput, BadUsage, USAGE } from './usage';

/** Does what a command line says and returns the exit status: 0 allowed, 1 denied or not certain, 2 bad input. */
export function run(args: readonly string[]): number {
  try {
    return dispatch(args);
  } catch (error) {
    if (!(error instanceof BadInput)) {
      throw error;
    }
    console.error(`cdk-bedrock-cris: ${visible(error.message)}`);
    if (error instanceof BadUsage) {
      console.error('cdk-bedrock-cris --help says how to use it');
    }
    return 2;
  }
}

function dispatch(args: readonly string[]): number {
  const read = readArguments(args);
  if (read.help) {
    console.log(USAGE);
    return 0;
  }
  if (read.version) {
    console.log((JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version);
    return 0;
  }
  switch (read.command) {
    case 'explain':
      return explainCommand(read);
    case 'check-scp':
      return checkScpCommand(read);
    default:
      throw new BadUsage(read.command === undefined ? 'say explain or check-scp' : `'${read.command}' is no command; there are explain and check-scp`);
  }
}
