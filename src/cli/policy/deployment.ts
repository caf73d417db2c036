import { PolicyArguments } from './arguments';
import { PolicyOption } from './options';
import { isOfOrganization, PolicyKind } from '../../core/policy-files/printed-policy';
import { writeDeploymentRules } from '../../core/policy-files/rules';
import { Fault, findFaults } from '../../core/rules/rule';
import { BadUsage } from '../usage';

/** Finds what is wrong with where, and under which name, a policy is to be deployed. Throws BadUsage for an option without a use there. */
export function findDeploymentFaults(kind: PolicyKind, args: PolicyArguments): Fault[] {
  const { name, maxDocumentSize, targets, units, homeRegion, format, out } = args;
  const landingZone = format === 'cfct' || format === 'lza' ? format : undefined;
  if (landingZone !== undefined && kind === 'endpoint') {
    throw new BadUsage(`--format must be another one for an endpoint, whose network is of one account, got: "${format}". Take json, and ` +
      'give it to the tool that makes the endpoint');
  }
  const withFormat = `with --format ${format}`;
  if (landingZone !== undefined || format === 'json') {
    refuseUseless('target', targets[0], withFormat,
      format === 'json' ? 'Attach the document where you create it' : 'Name units: --unit Workloads');
  }
  if (landingZone === undefined) {
    refuseUseless('unit', units[0], withFormat, 'Take cfct or lza, which alone take names of units');
  }
  if (out === undefined && (format === 'json' || (kind === 'endpoint' && format === 'cloudformation'))) {
    refuseUseless('name', name, 'without --out', 'It names the file: add --out DIR');
  }
  if (format !== 'cfct') {
    refuseUseless('home-region', homeRegion, withFormat, 'The manifest of cfct alone names it');
  }
  return findFaults({
    policyName: name,
    maxDocumentSize,
    targets: targets.length === 0 ? undefined : targets.map((targetId) => ({ targetId })),
    units,
    homeRegion,
  }, writeDeploymentRules(isOfOrganization({ kind }), landingZone));
}

/** Throws BadUsage where an option is given that means nothing there. */
function refuseUseless(option: PolicyOption, given: string | undefined, where: string, remedy: string): void {
  if (given !== undefined) {
    throw new BadUsage(`--${option} must be left out ${where}, got: ${JSON.stringify(given)}. ${remedy}`);
  }
}
