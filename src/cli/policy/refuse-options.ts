import { OPTION_OF } from './arguments';
import { Fault, writeFaults } from '../../core/rules/rule';
import { BadUsage } from '../usage';

/** Throws BadUsage with all faults, if there are any. */
export function refuseOptions(faults: readonly Fault[]): void {
  if (faults.length > 0) {
    throw new BadUsage(writeFaults(faults.map(adapt), nameOption));
  }
}

function nameOption(prop: string): string {
  return Object.hasOwn(OPTION_OF, prop) ? `--${OPTION_OF[prop]}` : `'${prop}'`;
}

/** Rewrites a message about props for the command line. */
function adapt(fault: Fault): Fault {
  const remedy = fault.remedy
    .replace(/^For example \["([^"]+)"\]$/, 'For example $1')
    .replace(/'(\w+)'/g, (_, prop: string) => nameOption(prop));
  return { ...fault, remedy, got: fault.got === 'undefined' || fault.got === '[]' ? 'nothing' : fault.got };
}
