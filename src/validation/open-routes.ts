import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { AppRole } from './app-roles';
import { makeCaller, listRegions } from './caller';
import { ControlPolicy } from './control-policies';
import { Organization } from './organization';
import { RegisteredGuard } from './registry/closed-routes';
import { decide } from '../core/call/decide';
import { GuardedCall, listClosedCalls } from '../core/call/guard/guarded-calls';
import { InferenceRoute } from '../core/call/guard/inference-route';
import { listClosedRoutes } from '../core/call/guard/promises';
import { buildLayers } from '../core/call/layers';
import { Leg } from '../core/call/leg';
import { ConditionKey } from '../core/facts/iam-words';
import { Layer } from '../core/iam/layer';
import { InvocationOutcome, isDenied } from '../core/iam/outcome';
import { parsePolicy } from '../core/iam/policy';

export const OPEN_ROUTE = 'cdk-bedrock-cris/open-route';

/** A guard, with its policy as it was synthesized. */
export interface AttachedGuard extends RegisteredGuard {
  readonly attached: ControlPolicy;
}

/** Calls that a guard closes and that are allowed for certain. */
interface Opening {
  readonly route: InferenceRoute;
  readonly regions: Set<string>;
  readonly models: Set<string>;
  readonly actions: Set<string>;
  readonly allowedBy: Set<string>;
}

/** Finds roles that reach what guards close. */
export class OpenRoutes {
  /** Calls by nobody in particular: where a role's policies allow none of them, its name changes nothing. */
  private readonly probes = new Map<string, readonly GuardedCall[]>();

  constructor(private readonly organization: Organization) {}

  /** Finds what a role reaches though a guard above it closes it: one violation for each guard. */
  public findViolations(role: AppRole, guards: readonly AttachedGuard[]): PolicyViolationBeta1[] {
    const above = guards.filter(({ attached }) => attached.targets.some((target) => this.organization.isAbove(target, role.account)));
    if (above.length === 0) {
      return [];
    }
    const ownLayers = buildLayers({ identity: role.identity });
    const allLayers = buildLayers({ identity: role.identity, boundary: role.boundary, levels: this.organization.listLevels(role.account) });
    return above.flatMap((guard) => {
      const openings = listClosedRoutes(guard.promises).flatMap((route) => this.findOpening(role, guard, route, ownLayers, allLayers));
      return openings.length === 0 ? [] : [this.writeViolation(role, guard, openings)];
    });
  }

  private findOpening(
    role: AppRole, guard: RegisteredGuard, route: InferenceRoute, ownLayers: readonly Layer[], allLayers: readonly Layer[],
  ): Opening[] {
    const opening: Opening = { route, regions: new Set(), models: new Set(), actions: new Set(), allowedBy: new Set() };
    for (const region of listRegions(role)) {
      const caller = makeCaller(role, region);
      if (this.prepareProbes(guard, route, caller.account, region).every(({ legs }) => isDenied(decide(ownLayers, legs).outcome))) {
        continue;
      }
      for (const { legs, modelId } of listClosedCalls(route, caller, region, guard.promises)) {
        const decision = decide(allLayers, legs);
        if (decision.outcome === InvocationOutcome.ALLOWED && !isExempt(guard, legs)) {
          opening.regions.add(region);
          opening.models.add(modelId);
          for (const { leg, verdict } of decision.legs) {
            opening.actions.add(leg.action);
            opening.allowedBy.add(`'${verdict.policy?.name}'`);
          }
        }
      }
    }
    return opening.regions.size === 0 ? [] : [opening];
  }

  private prepareProbes(guard: RegisteredGuard, route: InferenceRoute, account: string, region: string): readonly GuardedCall[] {
    const key = [guard.path, route, account, region].join(' ');
    const probes = this.probes.get(key) ?? listClosedCalls(route, { account }, region, guard.promises);
    this.probes.set(key, probes);
    return probes;
  }

  private writeViolation(role: AppRole, { path, attached }: AttachedGuard, openings: readonly Opening[]): PolicyViolationBeta1 {
    const routes = openings.map(({ route, regions, models, actions }) =>
      `${route} (${[...actions].join(' and ')} of ${[...models].join(', ')} from ${[...regions].join(', ')})`);
    const allowedBy = [...new Set(openings.flatMap((opening) => [...opening.allowedBy]))];
    return {
      ruleName: OPEN_ROUTE,
      description: `'${role.path}' can still take what guard '${path}' closes: ${routes.join('; ')}. Policy ${allowedBy.join(', ')} ` +
        `allows it, and no statement above the role denies it.${this.organization.writeAssumption(attached, role.account)}`,
      fix: `Look at the synthesized content of '${attached.policy.name}' (an escape hatch may have changed it), or name the role in ` +
        'the guard\'s exemptions',
      severity: 'error',
      violatingResources: [{
        resourceLogicalId: attached.at!.logicalId,
        templatePath: attached.at!.stack.templatePath,
        locations: ['Properties/Content'],
      }],
      ruleMetadata: { role: role.path, guard: path, routes: openings.map(({ route }) => route).join(', ') },
    };
  }
}

/** Whether an exemption names the caller, or may name it. */
function isExempt({ policy, promises }: RegisteredGuard, legs: readonly Leg[]): boolean {
  const patterns: string[] = policy.stack.resolve(promises.exemptPrincipalArns);
  if (patterns.length === 0) {
    return false;
  }
  const exemption = parsePolicy('exemption', {
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { [ConditionKey.PRINCIPAL_ARN]: patterns } } },
  });
  return !isDenied(decide(buildLayers({ identity: [exemption] }), legs).outcome);
}
