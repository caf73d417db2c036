import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { AppRole } from './app-roles';
import { makeCaller, STAND_IN_REGIONS } from './caller';
import { findDecider, writeCause } from './decider';
import { Organization } from './organization';
import { GrantedAccess } from './registry/granted-access';
import { isConcrete } from '../checks/check';
import { callGlobally, chooseInvokeAction } from '../core/call/calls';
import { decide, DecidedLeg, Decision } from '../core/call/decide';
import { DecidedCall, explain } from '../core/call/explain';
import { writeKeyNotes } from '../core/call/key-notes';
import { buildLayers } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { isSameLayer } from '../core/call/mended-places';
import { InvocationRemedyKind, Remedy } from '../core/call/remedy';
import { Layer, PolicyLayer } from '../core/iam/layer';
import { isDenied } from '../core/iam/outcome';

export const BLOCKED_ACCESS = 'cdk-bedrock-cris/blocked-access';
/** The same of an authorization that AWS has only announced: it fails nothing. */
export const BLOCKED_PROJECT = 'cdk-bedrock-cris/blocked-project';

/** A role with the accesses that are given to it. */
export interface GivenRole {
  readonly role: AppRole;
  readonly given: readonly GrantedAccess[];
}

/** The legs that one statement, or one layer without an allow, denies to a role. */
interface Block {
  /** The first of them, which stands for all. */
  readonly decided: DecidedLeg;
  /** Whether its Region and account are known, since remedies name both. */
  isKnown: boolean;
  readonly accesses: Set<string>;
  readonly legs: Set<InvocationLeg>;
  readonly models: Set<string>;
  readonly actions: Set<string>;
  /** What its writer should know of the keys that the statement names. */
  readonly notes: Set<string>;
}

/** What is denied to a role, by what denies it; of what AWS has only announced apart from the rest. */
interface Blocked {
  readonly role: AppRole;
  readonly blocks: ReadonlyMap<object, Block>;
  readonly announced: ReadonlyMap<object, Block>;
}

/**
 * Finds what keeps roles from calls that they are given: for each role one violation for each statement that denies, or layer that does
 * not allow. The remedy of a place is one for all roles, since two edits would overwrite each other.
 */
export function findBlockedAccess(roles: readonly GivenRole[], organization: Organization): Map<AppRole, PolicyViolationBeta1[]> {
  const known: DecidedCall[] = [];
  const blocked = roles.map((one) => findBlocks(one, organization, known));
  const { remedies, announced } = explain(known);
  const write = (role: AppRole, block: Block) => writeViolation(role, block, [...remedies, ...announced.remedies], organization);
  return new Map(blocked.map(({ role, blocks, announced: ofAnnounced }) => {
    // What is mended for another leg of an access is mended for its project along with it.
    const alone = [...ofAnnounced].map(([key, block]) => leaveOutAccesses(block, blocks.get(key)))
      .filter(({ accesses }) => accesses.size > 0);
    return [role, [...blocks.values(), ...alone].map((block) => write(role, block))];
  }));
}

/** @param known takes the calls of which Region and account are known */
function findBlocks({ role, given }: GivenRole, organization: Organization, known: DecidedCall[]): Blocked {
  const layers = buildLayers({ identity: role.identity, boundary: role.boundary, levels: organization.listLevels(role.account) });
  const [blocks, announced] = [new Map<object, Block>(), new Map<object, Block>()];
  for (const { access, models, sourceRegion, streaming, projectId } of given) {
    for (const { modelId } of models.filter((model) => isConcrete(model.modelId))) {
      for (const action of streaming ? [chooseInvokeAction(false), chooseInvokeAction(true)] : [chooseInvokeAction(false)]) {
        const { denied, decision } = findDenied(layers, role, { sourceRegion, modelId, action, projectId });
        if (decision) {
          known.push({ layers, decision });
        }
        for (const decided of denied) {
          const { leg, verdict } = decided;
          const key = verdict.statement ?? verdict.layer;
          const found = leg.isAnnounced ? announced : blocks;
          const block: Block = found.get(key)
            ?? { decided, isKnown: false, notes: new Set(), accesses: new Set(), legs: new Set(), models: new Set(), actions: new Set() };
          found.set(key, block);
          block.isKnown ||= decision !== undefined;
          block.accesses.add(access);
          block.legs.add(leg.leg);
          block.models.add(modelId);
          block.actions.add(leg.action);
          listKeyNotes(decided).forEach((note) => block.notes.add(note));
        }
      }
    }
  }
  return { role, blocks, announced };
}

/** Of the statement that denies, or of those that should allow. */
function listKeyNotes({ leg, verdict: { layer, policy, statement } }: DecidedLeg): string[] {
  const policies = policy && statement ? [{ ...policy, statements: [statement] }] : layer.policies;
  return policies.flatMap((one) => writeKeyNotes(one, [leg]));
}

function leaveOutAccesses(block: Block, other: Block | undefined): Block {
  return { ...block, accesses: new Set([...block.accesses].filter((access) => !other?.accesses.has(access))) };
}

/** A call that an access gives. */
interface GivenCall extends Pick<GrantedAccess, 'sourceRegion' | 'projectId'> {
  readonly modelId: string;
  readonly action: string;
}

interface Denied {
  readonly denied: readonly DecidedLeg[];
  /** The decision, where something is denied, and Region and account are known. */
  readonly decision?: Decision;
}

/** Finds the legs that are denied from every Region that the call may come from. */
function findDenied(layers: readonly Layer[], role: AppRole, { sourceRegion, modelId, action, projectId }: GivenCall): Denied {
  const isCertain = isConcrete(sourceRegion);
  const regions = isCertain ? [sourceRegion] : STAND_IN_REGIONS;
  const isProjectKnown = projectId !== undefined && isConcrete(projectId);
  const decisions = regions.map((region): Decision => {
    const legs = callGlobally({ ...makeCaller(role, region), projectId }, modelId, action);
    return decide(layers, legs.filter(({ leg }) => isProjectKnown || leg !== InvocationLeg.PROJECT));
  });
  const [first] = decisions;
  const denied = first.legs.filter((_, index) => decisions.every(({ legs }) => isDenied(legs[index].verdict.outcome)));
  const isKnown = isCertain && role.account !== undefined && denied.length > 0;
  return { denied, decision: isKnown ? first : undefined };
}

const LEGS: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.PROFILE]: 'the profile',
  [InvocationLeg.SOURCE_MODEL]: 'the model in the source Region',
  [InvocationLeg.GLOBAL_MODEL]: 'the model without a Region (where aws:RequestedRegion is "unspecified")',
  [InvocationLeg.PROJECT]: 'the project',
};

function writeViolation(
  role: AppRole, block: Block, remedies: readonly Remedy[], organization: Organization,
): PolicyViolationBeta1 {
  const { decided: { leg: { isAnnounced }, verdict }, accesses, legs, models, actions } = block;
  const decider = findDecider(role, verdict, organization);
  const what = `${[...actions].join(' and ')} of ${[...models].join(', ')} on ${[...legs].map((leg) => LEGS[leg]).join(', ')}`;
  const givers = [...accesses].map((access) => `'${access}'`).join(', ');
  const { at, location } = decider.place;
  const cause = `${writeCause(decider, verdict, what)}${decider.assumption}`;
  return {
    ...isAnnounced ? {
      ruleName: BLOCKED_PROJECT,
      severity: 'warning',
      description: 'AWS has announced that calls are authorized on a project too, and is not known to ask for it yet. Once it does, ' +
        `'${role.path}' cannot call what ${givers} gives it: ${cause}`,
    } : {
      ruleName: BLOCKED_ACCESS,
      severity: 'error',
      description: `'${role.path}' cannot call what ${givers} gives it: ${cause}`,
    },
    fix: [...block.notes, writeFix(block, remedies)].join('\n'),
    violatingResources: [{
      resourceLogicalId: at.logicalId,
      templatePath: at.stack.templatePath,
      locations: [location === undefined ? 'Properties' : `${location}/Statement${decider.index === undefined ? '' : `/${decider.index}`}`],
    }],
    ruleMetadata: { role: role.path, layer: verdict.layer.kind, policy: verdict.policy?.name ?? verdict.layer.name },
  };
}

/** Writes what to do about what is denied. */
function writeFix({ decided: { leg, verdict: { layer, statement } }, isKnown }: Block, remedies: readonly Remedy[]): string {
  const mending = remedies.filter((remedy) => statement === undefined
    ? remedy.kind === InvocationRemedyKind.ADD_STATEMENTS && isSameLayer(remedy.layer, layer)
    : remedy.statement === statement);
  if (isKnown && mending.length > 0) {
    return mending.flatMap(({ sentence, statements }) => [sentence, ...statements.map((added) => JSON.stringify(added))]).join('\n');
  }
  if (leg.leg === InvocationLeg.PROJECT) {
    return statement === undefined
      ? 'Allow the project there too, as the first statement of GlobalClaudeAccess does'
      : 'Take the project out of the statement, for example by NotResource "arn:*:bedrock:*:*:project/default"';
  }
  if (statement === undefined) {
    return 'Allow the three legs of the call there too, each with its own condition, as GlobalClaudeAccess writes them';
  }
  return layer.kind === PolicyLayer.SERVICE_CONTROL
    ? 'Except these calls from the statement in its own condition, by bedrock:InferenceProfileArn of the global profile, or do not ' +
      'give the access there'
    : 'Take these calls out of the statement, or do not give the access to this role';
}
