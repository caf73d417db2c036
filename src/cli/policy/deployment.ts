import { PolicyArguments } from './arguments';
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
  requireUse('target', targets.length > 0, landingZone === undefined, `${format} takes names of units: --unit`);
  requireUse('target', targets.length > 0, format !== 'json', 'JSON is attached by who takes it');
  requireUse('unit', units.length > 0, landingZone !== undefined, 'cfct and lza alone take names of units; the others take IDs: --target');
  requireUse('name', name !== undefined, out !== undefined || !(format === 'json' || (kind === 'endpoint' && format === 'cloudformation')),
    'it names the file, so it comes with --out');
  requireUse('home-region', homeRegion !== undefined, format === 'cfct', 'it is of cfct alone');
  return findFaults({
    policyName: name,
    maxDocumentSize,
    targets: targets.length === 0 ? undefined : targets.map((targetId) => ({ targetId })),
    units,
    homeRegion,
  }, writeDeploymentRules(isOfOrganization({ kind }), landingZone));
}

function requireUse(option: string, isGiven: boolean, isUsed: boolean, why: string): void {
  if (isGiven && !isUsed) {
    throw new BadUsage(`--${option} must be left out here: ${why}`);
  }
}
