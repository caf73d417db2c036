import { PolicyArguments } from './arguments';
import { PolicyOption } from './options';
import { isOfOrganization, PolicyKind } from '../../core/policy-files/printed-policy';
import { writeDeploymentRules } from '../../core/policy-files/rules';
import { Fault, findFaults } from '../../core/rules/rule';
import { BadUsage } from '../usage';

/** Finds what is wrong with the targets and the name of a policy. Throws BadUsage for an option that would have no effect. */
export function findDeploymentFaults(kind: PolicyKind, args: PolicyArguments): Fault[] {
  const { name, maxDocumentSize, targets, units, homeRegion, format, out } = args;
  const landingZone = format === 'cfct' || format === 'lza' ? format : undefined;
  if (landingZone !== undefined && kind === 'endpoint') {
    throw new BadUsage(`--format must not be a landing zone for an endpoint, which belongs to one account, got: "${format}". Use json, ` +
      'and give the document to the tool that creates the endpoint');
  }
  const withFormat = `with --format ${format}`;
  if (landingZone !== undefined || format === 'json') {
    refuseUseless('target', targets[0], withFormat,
      format === 'json' ? 'Attach the policy when you create it' : 'Name units: --unit Workloads');
  }
  if (landingZone === undefined) {
    refuseUseless('unit', units[0], withFormat, 'Use cfct or lza: only they take names of units');
  }
  if (out === undefined && (format === 'json' || (kind === 'endpoint' && format === 'cloudformation'))) {
    refuseUseless('name', name, 'without --out', 'It names the file: add --out DIR');
  }
  if (format !== 'cfct') {
    refuseUseless('home-region', homeRegion, withFormat, 'Only the manifest of cfct names it');
  }
  return findFaults({
    policyName: name,
    maxDocumentSize,
    targets: targets.length === 0 ? undefined : targets.map((targetId) => ({ targetId })),
    units,
    homeRegion,
  }, writeDeploymentRules(isOfOrganization({ kind }), landingZone));
}

/** Throws BadUsage if a given option would have no effect. */
function refuseUseless(option: PolicyOption, given: string | undefined, where: string, remedy: string): void {
  if (given !== undefined) {
    throw new BadUsage(`--${option} must be left out ${where}, got: ${JSON.stringify(given)}. ${remedy}`);
  }
}
