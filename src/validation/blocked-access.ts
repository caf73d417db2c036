import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { AppRole, PolicyPlace } from './app-roles';
import { makeCaller, STAND_IN_REGIONS } from './caller';
import { Organization } from './organization';
import { GrantedAccess } from './registry/granted-access';
import { isConcrete } from '../checks/check';
import { callGlobally, chooseInvokeAction } from '../core/call/calls';
import { decide, DecidedLeg, Decision } from '../core/call/decide';
import { describeCondition } from '../core/call/describe-condition';
import { explain } from '../core/call/explain';
import { writeKeyNotes } from '../core/call/key-notes';
import { allowsAnything, buildLayers } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { Remedy } from '../core/call/remedy';
import { Verdict } from '../core/iam/evaluate';
import { Layer, PolicyLayer } from '../core/iam/layer';
import { isDenied } from '../core/iam/outcome';

export const BLOCKED_ACCESS = 'cdk-bedrock-cris/blocked-access';
/** The same of an authorization that AWS has only announced: it fails nothing. */
export const BLOCKED_PROJECT = 'cdk-bedrock-cris/blocked-project';

/** The legs that one statement, or one layer without an allow, denies to a role. */
interface Block {
  readonly verdict: Verdict;
  /** Whether AWS has only announced the legs. */
  readonly isAnnounced: boolean;
  readonly accesses: Set<string>;
  readonly legs: Set<InvocationLeg>;
  readonly models: Set<string>;
  readonly actions: Set<string>;
  /** What its writer should know of the keys that the statement names. */
  readonly notes: Set<string>;
  /** What would open it. */
  readonly remedies: Set<string>;
}

function makeBlock({ leg, verdict }: DecidedLeg): Block {
  return {
    verdict,
    isAnnounced: leg.isAnnounced,
    notes: new Set(),
    accesses: new Set(),
    legs: new Set(),
    models: new Set(),
    actions: new Set(),
    remedies: new Set(),
  };
}

/** Finds what keeps a role from calls that it is given: one violation for each statement that denies, or layer that does not allow. */
export function findBlockedAccess(role: AppRole, given: readonly GrantedAccess[], organization: Organization): PolicyViolationBeta1[] {
  const layers = buildLayers({ identity: role.identity, boundary: role.boundary, levels: organization.listLevels(role.account) });
  const blocks = new Map<object, Block>();
  const blocksOfAnnounced = new Map<object, Block>();
  for (const { access, models, sourceRegion, streaming, projectId } of given) {
    for (const { modelId } of models.filter((model) => isConcrete(model.modelId))) {
      for (const action of streaming ? [chooseInvokeAction(false), chooseInvokeAction(true)] : [chooseInvokeAction(false)]) {
        const { denied, remedies } = findDenied(layers, role, { sourceRegion, modelId, action, projectId });
        for (const decided of denied) {
          const { leg, verdict } = decided;
          const key = verdict.statement ?? verdict.layer;
          const found = leg.isAnnounced ? blocksOfAnnounced : blocks;
          const block = found.get(key) ?? makeBlock(decided);
          found.set(key, block);
          block.accesses.add(access);
          block.legs.add(leg.leg);
          block.models.add(modelId);
          block.actions.add(leg.action);
          block.remedies.add(writeFix(decided, remedies));
          listKeyNotes(decided).forEach((note) => block.notes.add(note));
        }
      }
    }
  }
  // What is mended for another leg of an access is mended for its project along with it.
  const alone = [...blocksOfAnnounced].map(([key, block]) => leaveOutAccesses(block, blocks.get(key)))
    .filter(({ accesses }) => accesses.size > 0);
  return [...blocks.values(), ...alone].map((block) => writeViolation(role, block, organization));
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
  readonly remedies: readonly Remedy[];
}

/**
 * Finds the legs that are denied from every Region that the call may come from, and the remedies. There are remedies only where Region and
 * account are known, since they name both.
 */
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
  if (!isKnown) {
    return { denied, remedies: [] };
  }
  const { remedies, announced } = explain([{ layers, decision: first }]);
  return { denied, remedies: [...remedies, ...announced.remedies] };
}

const LEGS: Partial<Record<InvocationLeg, string>> = {
  [InvocationLeg.PROFILE]: 'the profile',
  [InvocationLeg.SOURCE_MODEL]: 'the model in the source Region',
  [InvocationLeg.GLOBAL_MODEL]: 'the model without a Region (where aws:RequestedRegion is "unspecified")',
  [InvocationLeg.PROJECT]: 'the project',
};

function writeViolation(role: AppRole, block: Block, organization: Organization): PolicyViolationBeta1 {
  const { verdict, isAnnounced, accesses, legs, models, actions, notes, remedies } = block;
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
    fix: [...notes, ...remedies].join('\n'),
    violatingResources: [{
      resourceLogicalId: at.logicalId,
      templatePath: at.stack.templatePath,
      locations: [location === undefined ? 'Properties' : `${location}/Statement${decider.index === undefined ? '' : `/${decider.index}`}`],
    }],
    ruleMetadata: { role: role.path, layer: verdict.layer.kind, policy: verdict.policy?.name ?? verdict.layer.name },
  };
}

/** Writes what to do about a denied leg. */
function writeFix({ leg, verdict: { layer, statement } }: DecidedLeg, remedies: readonly Remedy[]): string {
  const known = remedies.find((remedy) => remedy.layer === layer && remedy.statement === statement);
  if (known) {
    return [known.sentence, ...known.statements.map((added) => JSON.stringify(added))].join('\n');
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

/** The policy that decided. Where the app does not have it, the report points at the role instead. */
interface Decider {
  readonly label: string;
  readonly place: Partial<PolicyPlace> & Pick<PolicyPlace, 'at'>;
  /** The statement's place in the document; none where no statement decided, or where `Statement` is not a list. */
  readonly index?: number;
  readonly assumption: string;
}

function findDecider(role: AppRole, verdict: Verdict, organization: Organization): Decider {
  const { layer, statement } = verdict;
  // Where nothing allows the call, blame the policy that allows other things: there the allow is missing.
  const allowList = layer.policies.find((candidate) => organization.findPolicy(candidate) && allowsAnything(candidate));
  const policy = verdict.policy ?? allowList ?? layer.policies[0];
  const index = statement && policy.isList ? statement.index : undefined;
  if (layer.kind === PolicyLayer.SERVICE_CONTROL) {
    const found = organization.findPolicy(policy);
    return {
      label: `service control policy '${policy.name}'${found?.at ? ` (on ${layer.name})` : ''}`,
      place: found?.at ? { at: found.at, location: 'Properties/Content' } : { at: role },
      index,
      assumption: found ? organization.writeAssumption(found, role.account) : '',
    };
  }
  if (layer.kind === PolicyLayer.PERMISSIONS_BOUNDARY) {
    return { label: `its permissions boundary '${policy.name}'`, place: role.places.get(policy) ?? { at: role }, index, assumption: '' };
  }
  return verdict.policy
    ? { label: `its own policy '${policy.name}'`, place: role.places.get(policy) ?? { at: role }, index, assumption: '' }
    : { label: 'its own policies', place: { at: role }, assumption: '' };
}

function writeCause({ label }: Decider, { statement }: Verdict, what: string): string {
  if (statement === undefined) {
    return `nothing in ${label} allows ${what}.`;
  }
  const { index, sid, document } = statement;
  return `${label}, statement ${index}${sid ? ` (${sid})` : ''}, denies ${what}, ${describeCondition(document)}.`;
}
