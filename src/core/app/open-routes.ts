import { AppIdentity } from './app-identity';
import { group, Numbers } from './collections';
import { ControlPolicy } from './control-policies';
import { makePlace } from './deciders';
import { Judge } from './judge-identity';
import { nameAll } from './name-all';
import { Organization } from './organization';
import { writePrincipalArn } from './principals';
import { ReportFinding } from './report';
import { decide } from '../call/decide';
import { GuardedCall, listClosedCalls } from '../call/guard/guarded-calls';
import { InferenceRoute } from '../call/guard/inference-route';
import { GuardPromises, listClosedRoutes } from '../call/guard/promises';
import { buildLayers } from '../call/layers';
import { Leg } from '../call/leg';
import { STAND_IN } from '../call/stand-ins';
import { ConditionKey } from '../facts/iam-words';
import { findPartition } from '../facts/regions';
import { Layer, PolicyLayer } from '../iam/layer';
import { InvocationOutcome, isDenied } from '../iam/outcome';
import { parsePolicy, Policy } from '../iam/policy';

/** A guard, with what its policy promises. */
export interface Guard {
  readonly attached: ControlPolicy & Required<Pick<ControlPolicy, 'at'>>;
  readonly promises: GuardPromises;
}

/** What a guard promises to close and leaves open, or may. */
export interface Opening {
  readonly guard: Guard;
  readonly identityIndex: number;
  readonly route: InferenceRoute;
  readonly regions: readonly string[];
  readonly models: readonly string[];
  readonly actions: readonly string[];
  readonly allowedBy: readonly string[];
}

const COMMERCIAL = 'aws';
/** These stand for all Regions: an opt-in Region, the Region that differs most, and another. */
export const STAND_IN_REGIONS = [STAND_IN.region, 'us-east-1', 'eu-west-1'];

type Found = Omit<Opening, 'guard' | 'identityIndex'>;

/** Finds identities that reach what guards close. */
export class OpenRoutes {
  private readonly known = new Map<string, readonly Found[]>();
  private readonly numbers = new Numbers();
  /** Calls by no particular principal. If an identity's policies allow none of them, its name does not matter. */
  private readonly probes = new Map<string, readonly GuardedCall[]>();
  private readonly exemptions = new Map<Guard, Policy | undefined>();

  constructor(private readonly organization: Organization, private readonly judge: Judge, private readonly guards: readonly Guard[]) {}

  /** Finds the routes that an identity certainly reaches although a guard above it promises to close them. */
  public find(identity: AppIdentity, identityIndex: number): Opening[] {
    const { account } = identity;
    const above = this.guards.filter(({ attached: { targets } }) => targets.some((target) => this.organization.isAbove(target, account)));
    return above.flatMap((guard) => [
      ...listClosedRoutes(guard.promises).flatMap((route) => this.findOnce(identity, guard, route)),
      ...this.findThroughProfiles(identity, guard),
    ].map((found) => ({ ...found, guard, identityIndex })));
  }

  /** Asks about the application profiles that policies name, which the guard's own kinds of calls do not include. */
  private findThroughProfiles(identity: AppIdentity, guard: Guard): Found[] {
    const open = this.judge.judge(identity).filter(({ profile, verdict, model, decision: { legs } }) => profile && verdict === 'allowed'
      && !guard.promises.exceptModelIds.includes(model) && !this.isExempt(guard, legs.map(({ leg }) => leg)));
    return open.map(({ model, region, decision: { legs } }) => ({
      route: InferenceRoute.GLOBAL_PROFILE,
      regions: [region ?? 'its Region'],
      models: [model],
      actions: [...new Set(legs.map(({ leg }) => leg.action))],
      allowedBy: [...new Set(legs.flatMap(({ verdict: { policy } }) => policy?.name ?? []))],
    }));
  }

  private findOnce(identity: AppIdentity, guard: Guard, route: InferenceRoute): readonly Found[] {
    const layers = this.judge.findLayers(identity, identity.account);
    const { account = STAND_IN.account, region } = identity;
    const key = [this.numbers.of(guard), route, this.numbers.of(layers), account, region, this.judge.writeName(identity)].join(' ');
    const known = this.known.get(key) ?? this.findIfPossible(identity, guard, route, layers);
    this.known.set(key, known);
    return known;
  }

  private findIfPossible(identity: AppIdentity, guard: Guard, route: InferenceRoute, layers: readonly Layer[]): Found[] {
    const { account = STAND_IN.account, region } = identity;
    const regions = listRegions(region);
    const isPossible = regions.some((from) => this.prepareProbes(guard, route, account, from)
      .some(({ legs }) => !isDenied(decide([layers[0]], legs).outcome)));
    return isPossible ? this.findOpening(identity, guard, route, layers, regions) : [];
  }

  private findOpening(
    { principal, account = STAND_IN.account }: AppIdentity, guard: Guard, route: InferenceRoute, layers: readonly Layer[],
    regions: readonly string[],
  ): Found[] {
    const [found, models, actions, allowedBy] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
    for (const region of regions) {
      const caller = { account, principalArn: writePrincipalArn(principal, account, region), nameCandidates: principal.candidates };
      for (const { legs, modelId } of listClosedCalls(route, caller, region, guard.promises)) {
        const decision = decide(layers, legs);
        if (decision.outcome === InvocationOutcome.ALLOWED && !this.isExempt(guard, legs)) {
          found.add(region);
          models.add(modelId);
          decision.legs.forEach(({ leg, verdict }) => {
            actions.add(leg.action);
            if (verdict.policy) {
              allowedBy.add(verdict.policy.name);
            }
          });
        }
      }
    }
    return found.size === 0 ? [] : [{ route, regions: [...found], models: [...models], actions: [...actions], allowedBy: [...allowedBy] }];
  }

  private prepareProbes(guard: Guard, route: InferenceRoute, account: string, region: string): readonly GuardedCall[] {
    const key = [this.numbers.of(guard), route, account, region].join(' ');
    const probes = this.probes.get(key) ?? listClosedCalls(route, { account }, region, guard.promises);
    this.probes.set(key, probes);
    return probes;
  }

  /** Whether an exemption matches the caller, or may match it. */
  private isExempt(guard: Guard, legs: readonly Leg[]): boolean {
    const { exemptPrincipalArns: patterns } = guard.promises;
    if (!this.exemptions.has(guard)) {
      this.exemptions.set(guard, patterns.length === 0 ? undefined : parsePolicy('exemption', {
        Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { [ConditionKey.PRINCIPAL_ARN]: patterns } } },
      }));
    }
    const exemption = this.exemptions.get(guard);
    return exemption !== undefined && !isDenied(decide(buildLayers({ identity: [exemption] }), legs).outcome);
  }

}

/** Lists source Regions to ask about: the Region of the stack, and some of its partition that stand for all others. */
function listRegions(region: string | undefined): string[] {
  const others = region === undefined || findPartition(region) === COMMERCIAL ? STAND_IN_REGIONS : [];
  return [...new Set([...region === undefined ? [] : [region], ...others])];
}

/** Writes one finding for each guard that leaves routes open, and for each set of them. */
export function writeOpenRoutes(
  openings: readonly Opening[], identities: readonly AppIdentity[], organization: Organization,
): ReportFinding[] {
  const byIdentity = group(openings, ({ guard, identityIndex }) => [guard.attached.label, identityIndex]);
  const alike = group(byIdentity, (all) => [all[0].guard.attached.label, writeOpenings(all)]);
  return alike.map((same) => {
    const [[{ guard: { attached } }]] = same;
    const indexes = same.map(([{ identityIndex }]) => identityIndex);
    const reason = writeOpenings(same[0]);
    const assumption = organization.writeAssumptionForAll(attached, indexes.map((index) => identities[index].account)).trim();
    const place = makePlace(attached.at, 'Properties/Content');
    return {
      rule: 'open-route',
      severity: 'error',
      description: describeOpening(indexes.map((index) => identities[index].path), attached.label, reason, assumption),
      reason,
      assumption,
      remedy: `Check the synthesized content of '${attached.label}' (an escape hatch may have changed it), or exempt the identity from ` +
        'the guard',
      statements: [],
      rows: [],
      identities: indexes,
      by: { layer: PolicyLayer.SERVICE_CONTROL, policy: attached.label, at: place },
      places: [place, ...indexes.flatMap((index) => {
        const { at } = identities[index];
        return at ? [makePlace(at, 'Properties')] : [];
      })],
    };
  });
}

function writeOpenings(openings: readonly Opening[]): string {
  const routes = [...new Set(openings.map(({ route }) => route))].map((route) => {
    const ofRoute = openings.filter((opening) => opening.route === route);
    const list = (read: (opening: Opening) => readonly string[]) => [...new Set(ofRoute.flatMap(read))];
    return `${route} (${list(({ actions }) => actions).join(' and ')} of ${list(({ models }) => models).join(', ')} from ${
      list(({ regions }) => regions).join(', ')})`;
  });
  const allowedBy = [...new Set(openings.flatMap((opening) => opening.allowedBy))].map((name) => `'${name}'`);
  return `${routes.join('; ')}. Policy ${allowedBy.join(', ')} allows it, and no statement above denies it.`;
}

/** Describes the routes that stay open although a guard promises to close them. The path is that of the guard's policy. */
export function describeOpening(paths: readonly string[], policy: string, reason: string, assumption: string): string {
  const guard = policy.replace(/\/Policy$/, '');
  return `${nameAll(paths)} can still use what guard '${guard}' promises to close: ${reason}${assumption === '' ? '' : ` ${assumption}`}`;
}
