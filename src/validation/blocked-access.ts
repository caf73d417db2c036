import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { AppRole } from './app-roles';
import { ResourceAt } from './app-stacks';
import { callerOf, STAND_IN_REGIONS } from './caller';
import { Organization } from './organization';
import { ClaudeModel } from '../catalog/claude-model';
import { isConcrete } from '../checks/fail';
import { conditionInWords } from '../core/call/condition-words';
import { LegDecision } from '../simulator/invocation-decision';
import { InvocationRemedy } from '../simulator/invocation-obstacle';
import { InvocationLeg, InvocationOutcome, PolicyLayer } from '../simulator/invocation-outcome';
import { InvocationRequest } from '../simulator/invocation-request';
import { InvocationSimulator } from '../simulator/invocation-simulator';
import { ServedIdentity } from './registry/served-identities';

export const BLOCKED_ACCESS = 'cdk-bedrock-cris/blocked-access';

/** Legs that one statement, or one layer without an allow, denies to a role. */
interface Block {
  readonly decision: LegDecision;
  readonly accesses: Set<string>;
  readonly legs: Set<InvocationLeg>;
  readonly models: Set<string>;
  readonly actions: Set<string>;
  /** What the decisions say would mend it. */
  readonly remedies: Set<string>;
}

function emptyBlock(decision: LegDecision): Block {
  return { decision, accesses: new Set(), legs: new Set(), models: new Set(), actions: new Set(), remedies: new Set() };
}

/** What keeps a role from the calls that accesses give it: one violation for each statement, or layer without an allow. */
export function blockedAccess(role: AppRole, served: readonly ServedIdentity[], organization: Organization): PolicyViolationBeta1[] {
  const simulator = new InvocationSimulator({
    identityPolicies: [...role.identityPolicies],
    permissionsBoundary: role.permissionsBoundary,
    serviceControlPolicies: organization.levelsAbove(role.account),
  });
  const blocks = new Map<string, Block>();
  for (const access of served) {
    for (const model of access.models.filter(({ modelId }) => isConcrete(modelId))) {
      for (const streaming of access.streaming ? [false, true] : [false]) {
        const { denied, remedies } = decide(simulator, role, access.sourceRegion, model, streaming);
        for (const decision of denied) {
          const { layer, layerName, policyName, statementIndex } = decision;
          const key = JSON.stringify([layer, policyName ?? layerName, statementIndex]);
          const block = blocks.get(key) ?? emptyBlock(decision);
          blocks.set(key, block);
          block.accesses.add(access.access);
          block.legs.add(decision.leg);
          block.models.add(model.modelId);
          block.actions.add(decision.action);
          block.remedies.add(remedyFor(decision, remedies));
        }
      }
    }
  }
  return [...blocks.values()].map((block) => violation(role, block, organization));
}

/** The legs that are denied from every Region that the call may come from, and the remedies that name nothing but what is known. */
function decide(simulator: InvocationSimulator, role: AppRole, sourceRegion: string, model: ClaudeModel, streaming: boolean): Denial {
  const certain = isConcrete(sourceRegion);
  const [first, ...others] = (certain ? [sourceRegion] : STAND_IN_REGIONS)
    .map((region) => simulator.decide(InvocationRequest.globalProfile(model, { ...callerOf(role, region), streaming })));
  const denied = first.legs.filter((leg, index) => isDenied(leg) && others.every(({ legs }) => isDenied(legs[index])));
  return { denied, remedies: certain && role.account !== undefined && denied.length > 0 ? first.remedies : [] };
}

interface Denial {
  readonly denied: readonly LegDecision[];
  readonly remedies: readonly InvocationRemedy[];
}

function isDenied({ outcome }: LegDecision): boolean {
  return outcome === InvocationOutcome.EXPLICITLY_DENIED || outcome === InvocationOutcome.IMPLICITLY_DENIED;
}

const LEGS: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.PROFILE]: 'the profile',
  [InvocationLeg.SOURCE_MODEL]: 'the model in the source Region',
  [InvocationLeg.GLOBAL_MODEL]: 'the model without a Region (where aws:RequestedRegion is "unspecified")',
};

function violation(role: AppRole, { decision, accesses, legs, models, actions, remedies }: Block, organization: Organization): PolicyViolationBeta1 {
  const decider = deciderOf(role, decision, organization);
  const what = `${[...actions].join(' and ')} of ${[...models].join(', ')} on ${[...legs].map((leg) => LEGS[leg]).join(', ')}`;
  const given = [...accesses].map((access) => `'${access}'`).join(', ');
  return {
    ruleName: BLOCKED_ACCESS,
    description: `'${role.path}' cannot call what ${given} gives it: ${sentence(decider, decision, what)}${decider.assumption}`,
    fix: [...remedies].join('\n'),
    severity: 'error',
    violatingResources: [{
      resourceLogicalId: decider.at.logicalId,
      templatePath: decider.at.stack.templatePath,
      locations: [locationOf(decider, decision)],
    }],
    ruleMetadata: { role: role.path, layer: decision.layer, policy: decision.policyName ?? decision.layerName },
  };
}

/** What to do about a denied leg. */
function remedyFor({ layer, layerName, policyName, statementIndex }: LegDecision, remedies: readonly InvocationRemedy[]): string {
  const known = remedies.find((one) => one.layer === layer && one.layerName === layerName
    && (statementIndex === undefined || (one.policyName === policyName && one.statementIndex === statementIndex)));
  if (known) {
    return [known.sentence, ...known.statements.map((statement) => JSON.stringify(statement))].join('\n');
  }
  if (statementIndex === undefined) {
    return 'Allow the three legs of the call there too, each with its own condition, as GlobalClaudeAccess writes them';
  }
  return layer === PolicyLayer.SERVICE_CONTROL
    ? 'Except these calls from the statement in its own condition, by bedrock:InferenceProfileArn of the global profile, or do not give the access there'
    : 'Take these calls out of the statement, or do not give the access to this role';
}

/** The policy that decided, where the app has it; otherwise the role stands in the report for it. */
interface Decider {
  readonly label: string;
  readonly document?: any;
  readonly at: ResourceAt;
  /** Where the document stands in the resource. */
  readonly location?: string;
  readonly assumption: string;
}

function deciderOf(role: AppRole, { layer, layerName, policyName }: LegDecision, organization: Organization): Decider {
  if (layer === PolicyLayer.SERVICE_CONTROL) {
    const policy = organization.named(policyName) ?? organization.allowingAt(layerName);
    return {
      label: `service control policy '${policy?.source.name}'${policy?.at ? ` (on ${layerName})` : ''}`,
      document: policy?.source._document,
      at: policy?.at ?? role,
      location: policy?.at && 'Properties/Content',
      assumption: policy ? organization.assumption(policy, role.account) : '',
    };
  }
  const ofBoundary = layer === PolicyLayer.PERMISSIONS_BOUNDARY;
  const name = ofBoundary ? role.permissionsBoundary?.name : policyName;
  const found = role.documents.find((one) => one.name === name);
  return {
    label: ofBoundary ? `its permissions boundary '${name}'` : name === undefined ? 'its own policies' : `its own policy '${name}'`,
    document: found?.document,
    at: found ? { stack: role.stack, logicalId: found.logicalId } : role,
    location: found?.location,
    assumption: '',
  };
}

function sentence({ label, document }: Decider, { sid, statementIndex }: LegDecision, what: string): string {
  if (statementIndex === undefined) {
    return `nothing in ${label} allows ${what}.`;
  }
  return `${label}, statement ${statementIndex}${sid ? ` (${sid})` : ''}, denies ${what}, ${conditionInWords([document?.Statement].flat()[statementIndex])}.`;
}

function locationOf({ document, location }: Decider, { statementIndex }: LegDecision): string {
  const single = statementIndex === undefined || !Array.isArray(document?.Statement);
  return location === undefined ? 'Properties' : `${location}/Statement${single ? '' : `/${statementIndex}`}`;
}
