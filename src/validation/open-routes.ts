import { PolicyViolationBeta1 } from 'aws-cdk-lib';
import { AppRole } from './app-roles';
import { callerOf, regionsOf } from './caller';
import { ControlPolicy } from './control-policies';
import { Organization } from './organization';
import { ClosedRoute, RegisteredGuard } from './registry/closed-routes';
import { InvocationRequest } from '../simulator/invocation-request';
import { InvocationSimulator } from '../simulator/invocation-simulator';
import { PolicySource } from '../simulator/policy-source';

export const OPEN_ROUTE = 'cdk-bedrock-cris/open-route';

/** A guard, with its policy as it was synthesized. */
export interface AttachedGuard extends RegisteredGuard {
  readonly attached: ControlPolicy;
}

/** Calls that a guard closes and that are allowed for certain. */
interface Opening {
  readonly route: ClosedRoute;
  readonly regions: Set<string>;
  readonly models: Set<string>;
  readonly actions: Set<string>;
  readonly allowedBy: Set<string>;
}

/** Finds roles that reach what guards close. */
export class OpenRoutes {
  /** Calls by nobody in particular: what a role's policies never allow is settled without its name. */
  private readonly probes = new Map<ClosedRoute, Map<string, readonly InvocationRequest[]>>();

  constructor(private readonly organization: Organization) {}

  /** What a role reaches though a guard above it closes it: one violation for each guard. */
  public of(role: AppRole, guards: readonly AttachedGuard[]): PolicyViolationBeta1[] {
    const above = guards.filter(({ attached }) => attached.targets.some((target) => this.organization.isAbove(target, role.account)));
    if (above.length === 0) {
      return [];
    }
    const own = new InvocationSimulator({ identityPolicies: [...role.identityPolicies] });
    const whole = new InvocationSimulator({
      identityPolicies: [...role.identityPolicies],
      permissionsBoundary: role.permissionsBoundary,
      serviceControlPolicies: this.organization.levelsAbove(role.account),
    });
    return above.flatMap((guard) => {
      const openings = guard.closes.flatMap((route) => this.opening(role, guard, route, own, whole));
      return openings.length === 0 ? [] : [this.violation(role, guard, openings)];
    });
  }

  private opening(role: AppRole, guard: RegisteredGuard, route: ClosedRoute, own: InvocationSimulator, whole: InvocationSimulator): Opening[] {
    const opening: Opening = { route, regions: new Set(), models: new Set(), actions: new Set(), allowedBy: new Set() };
    for (const region of regionsOf(role)) {
      const caller = callerOf(role, region);
      if (this.probesOf(route, caller.account, region).every((probe) => own.decide(probe).outcome.endsWith('DENIED'))) {
        continue;
      }
      for (const request of route.requests(caller)) {
        const { allowed, legs } = whole.decide(request);
        if (allowed && !isExempt(guard, route, request)) {
          opening.regions.add(region);
          opening.models.add(request.model.modelId);
          legs.forEach(({ action, policyName }) => opening.actions.add(action) && opening.allowedBy.add(`'${policyName}'`));
        }
      }
    }
    return opening.regions.size === 0 ? [] : [opening];
  }

  private probesOf(route: ClosedRoute, account: string, sourceRegion: string): readonly InvocationRequest[] {
    const ofRoute = this.probes.get(route) ?? new Map<string, readonly InvocationRequest[]>();
    this.probes.set(route, ofRoute);
    const key = `${account} ${sourceRegion}`;
    const probes = ofRoute.get(key) ?? route.requests({ account, sourceRegion });
    ofRoute.set(key, probes);
    return probes;
  }

  private violation(role: AppRole, { path, attached }: AttachedGuard, openings: readonly Opening[]): PolicyViolationBeta1 {
    const routes = openings.map(({ route, regions, models, actions }) =>
      `${route.name} (${[...actions].join(' and ')} of ${[...models].join(', ')} from ${[...regions].join(', ')})`);
    const allowedBy = [...new Set(openings.flatMap((opening) => [...opening.allowedBy]))];
    return {
      ruleName: OPEN_ROUTE,
      description: `'${role.path}' can still take what guard '${path}' closes: ${routes.join('; ')}. Policy ${allowedBy.join(', ')} allows it, ` +
        `and no statement above the role denies it.${this.organization.assumption(attached, role.account)}`,
      fix: `Look at the synthesized content of '${attached.source.name}' (an escape hatch may have changed it), or name the role in the guard's exemptions`,
      severity: 'error',
      violatingResources: [{
        resourceLogicalId: attached.at!.logicalId,
        templatePath: attached.at!.stack.templatePath,
        locations: ['Properties/Content'],
      }],
      ruleMetadata: { role: role.path, guard: path, routes: openings.map(({ route }) => route.name).join(', ') },
    };
  }
}

/** Whether an exemption names the caller, or may name it. */
function isExempt({ policy }: RegisteredGuard, { exemptPrincipalArns }: ClosedRoute, request: InvocationRequest): boolean {
  const patterns: string[] = policy.stack.resolve(exemptPrincipalArns);
  const exemption = PolicySource.fromJson('exemption', {
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': patterns } } },
  });
  return patterns.length > 0 && !new InvocationSimulator({ identityPolicies: [exemption] }).decide(request).outcome.endsWith('DENIED');
}
