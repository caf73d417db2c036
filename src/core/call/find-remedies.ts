import { addAllows } from './add-allows';
import { askForUnknown } from './ask';
import { changeDeny, DenyAt, isRefusal, keepClosed, nameDeny, Refusal } from './change-deny';
import { LegObstacle } from './decide';
import { InvocationLeg, Leg } from './leg';
import { isAboutTags, mendTags } from './mend-tags';
import { makePlaceFinder } from './mended-places';
import { InvocationRemedyKind, Mend, mendByWords, Remedy } from './remedy';
import { fillIn, nameStandIns, StandIn } from './stand-ins';
import { Action } from '../facts/iam-words';
import { Layer, PolicyLayer } from '../iam/layer';
import { InvocationOutcome, isDenied } from '../iam/outcome';

/** An obstacle of a leg, with the number of the call to which the leg belongs. */
export interface CallObstacle extends LegObstacle {
  readonly call: number;
}

interface Remedies {
  readonly remedies: readonly Remedy[];
  /** The announced obstacles that these remedies fix together with others. */
  readonly along: ReadonlySet<CallObstacle>;
}

type Mended = Mend & { readonly of: readonly LegObstacle[] };

/**
 * Finds what would fix the obstacles of some calls without opening more than these calls. There is one remedy for each statement that
 * denies and for each layer that does not allow, because two edits of one place would overwrite each other.
 *
 * @param announced obstacles of legs that do not count yet; an edit of the same place admits them too
 */
export function findRemedies(
  counting: readonly CallObstacle[], announced: readonly CallObstacle[], standIns: readonly StandIn[],
): Remedies {
  const along = new Set<CallObstacle>();
  const findPlace = makePlaceFinder();
  const projects = groupBy(announced, ({ obstacle }) => findPlace(obstacle));
  const remedies = [...groupBy(counting, ({ obstacle }) => findPlace(obstacle))].flatMap(([key, group]) => {
    const project = isDenied(group[0].obstacle.outcome) ? projects.get(key) ?? [] : [];
    const mended = mend(group, project, standIns);
    const all = new Set(mended.flatMap(({ of: mendedOnes }) => mendedOnes));
    project.filter((one) => all.has(one)).forEach((one) => along.add(one));
    return mended.map((one) => place(one, standIns));
  });
  return { remedies, along };
}

/** Finds remedies for the announced obstacles that are left. A statement that is already edited is not edited again. */
export function findLaterRemedies(obstacles: readonly CallObstacle[], earlier: readonly Remedy[], standIns: readonly StandIn[]): Remedy[] {
  const edited = new Set(earlier.flatMap(({ statement, statements }) => statements.length > 0 && statement ? [statement] : []));
  return findRemedies(obstacles, [], standIns).remedies.map((remedy) => {
    const { policy, statement, statements } = remedy;
    if (statements.length === 0 || !policy || !statement || !edited.has(statement)) {
      return remedy;
    }
    const { kind, write } = keepClosed(`${nameDeny({ layers: [remedy.layer], policy, statement })} is already changed for the call, as ` +
      'above, and no edit was found that admits this too. Its owner can exempt the caller by aws:PrincipalArn');
    return { ...remedy, ...mendByWords(kind, write('')) };
  });
}

function groupBy<K>(obstacles: readonly CallObstacle[], findKey: (one: CallObstacle) => K): Map<K, CallObstacle[]> {
  const groups = new Map<K, CallObstacle[]>();
  for (const one of obstacles) {
    const key = findKey(one);
    const group = groups.get(key);
    if (group) {
      group.push(one);
    } else {
      groups.set(key, [one]);
    }
  }
  return groups;
}

function mend(group: readonly CallObstacle[], project: readonly CallObstacle[], standIns: readonly StandIn[]): Mended[] {
  const [{ obstacle }] = group;
  switch (obstacle.outcome) {
    case InvocationOutcome.DEPENDS:
      return askForUnknown(group);
    case InvocationOutcome.IMPLICITLY_DENIED:
      return allow(obstacle.layer, [...group, ...project].map((one) => fill(one, standIns)), standIns, [...group, ...project]);
    case InvocationOutcome.EXPLICITLY_DENIED:
      return letThrough(group, project, standIns);
  }
}

function fill<T extends LegObstacle>(one: T, standIns: readonly StandIn[]): T {
  return { ...one, leg: fillIn(one.leg, standIns) };
}

function allow(layer: Layer, filled: readonly LegObstacle[], standIns: readonly StandIn[], given: readonly CallObstacle[]): Mended[] {
  const isProbe = ({ leg }: LegObstacle) =>
    leg.leg === InvocationLeg.GLOBAL_MODEL && leg.throughProfile === undefined && leg.action !== Action.CREATE_BATCH_JOB;
  const allowed = filled.filter((one) => !isProbe(one));
  const closed = given.filter(isProbe);
  return [
    ...allowed.length > 0 ? [{ ...addAllows(layer, allowed, standIns), of: given.filter((one) => !isProbe(one)) }] : [],
    ...closed.length > 0 ? [{
      ...mendByWords(InvocationRemedyKind.STAYS_CLOSED, 'This must stay closed: no known call needs the model without a ' +
        'Region and without a profile. Call through the model\'s global profile.'),
      of: closed,
    }] : [],
  ];
}

/** Edits a Deny for all calls together. If that is impossible, edits it for the possible ones and says why not for the others. */
function letThrough(group: readonly CallObstacle[], project: readonly CallObstacle[], standIns: readonly StandIn[]): Mended[] {
  const all = [...group, ...project];
  const at: DenyAt = {
    layers: [...new Set(all.map(({ obstacle }) => obstacle.layer))],
    policy: group[0].obstacle.policy!,
    statement: group[0].obstacle.statement!,
  };
  const legsOf = (obstacles: readonly CallObstacle[]): Leg[] => obstacles.map(({ leg }) => fillIn(leg, standIns));
  if (isAboutTags(at.statement)) {
    return mendTags(at, legsOf(all)).map(({ of: legs, ...found }) => {
      const names = new Set(legs.map(({ leg }) => leg));
      return { ...found, of: all.filter(({ leg }) => names.has(leg.leg)) };
    });
  }
  const change = (obstacles: readonly CallObstacle[]) => changeDeny(at, legsOf(obstacles), standIns);
  const whole = change(all);
  if (!isRefusal(whole)) {
    return [{ ...whole, of: all }];
  }
  if (whole.isOfNumber) {
    return writeRefusals([{ refusal: whole, of: all }], false);
  }
  const opened: CallObstacle[] = [];
  const refused: { readonly refusal: Refusal; readonly of: readonly CallObstacle[] }[] = [];
  const projects = groupByCall(project);
  for (const [call, own] of groupByCall(group)) {
    // If the project prevents an edit, the legs that AWS checks today go first.
    const forms = projects.has(call) ? [[...own, ...projects.get(call)!], own] : [own];
    const fitting = forms.find((form) => !isRefusal(change(form)));
    if (fitting) {
      opened.push(...fitting);
    } else {
      refused.push({ refusal: change(own) as Refusal, of: own });
    }
  }
  if (opened.length > 0) {
    const called = new Set(group.map(({ call }) => call));
    opened.push(...[...projects].filter(([call, own]) => !called.has(call) && !isRefusal(change(own))).flatMap(([, own]) => own));
  }
  const merged = opened.length > 0 ? change(opened) : undefined;
  if (merged !== undefined && isRefusal(merged)) {
    return writeRefusals([{ refusal: merged, of: opened }, ...refused], false);
  }
  return [...merged ? [{ ...merged, of: opened }] : [], ...writeRefusals(refused, merged !== undefined)];
}

function groupByCall(obstacles: readonly CallObstacle[]): Map<number, CallObstacle[]> {
  return groupBy(obstacles, ({ call }) => call);
}

/** Says once what holds for several calls, and names the calls if it does not hold for all. */
function writeRefusals(refused: readonly { readonly refusal: Refusal; readonly of: readonly CallObstacle[] }[], isPart: boolean): Mended[] {
  const byReason = new Map<string, { readonly refusal: Refusal; readonly of: CallObstacle[] }>();
  for (const { refusal, of: obstacles } of refused) {
    const reason = refusal.write('');
    const known = byReason.get(reason) ?? { refusal, of: [] };
    known.of.push(...obstacles);
    byReason.set(reason, known);
  }
  const namesCalls = isPart || byReason.size > 1;
  return [...byReason.values()].map(({ refusal, of: obstacles }) => ({
    ...mendByWords(refusal.kind, refusal.write(namesCalls ? ` for ${nameCalls(obstacles)}` : '')),
    of: obstacles,
  }));
}

function nameCalls(obstacles: readonly LegObstacle[]): string {
  return [...new Set(obstacles.map(({ leg: { resource, throughProfile } }) => throughProfile ?? resource))].join(', ');
}

function place({ of: obstacles, ...mended }: Mended, standIns: readonly StandIn[]): Remedy {
  const [{ obstacle: { outcome, layer, policy, statement } }] = obstacles;
  const isOne = obstacles.every((one) => one.obstacle.statement === statement);
  const isAtFault = outcome === InvocationOutcome.EXPLICITLY_DENIED
    || (mended.kind === InvocationRemedyKind.REPLACE_PLACEHOLDER && isOne);
  return {
    ...mended,
    sentence: [mended.sentence, ...nameStandIns(mended.statements, standIns, layer.kind === PolicyLayer.SERVICE_CONTROL)].join(' '),
    legs: [...new Set(obstacles.map(({ leg }) => leg.leg))],
    layer,
    ...isAtFault ? { policy, statement } : {},
  };
}
