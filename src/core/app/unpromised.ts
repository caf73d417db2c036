import { ReportDeny } from './report';
import { InferenceRoute } from '../call/guard/inference-route';
import { isDenied } from '../iam/outcome';

/** A route that a guard does not promise to close. */
export interface UnpromisedRoute {
  readonly route: InferenceRoute;
  /** Whether its policy leaves the route open; absent if the matrix says nothing of it. */
  readonly isOpen?: boolean;
}

/** Lists the routes that a guard does not promise to close; empty for a policy that is not a guard. */
export function listUnpromised({ promises, matrix }: Pick<ReportDeny, 'promises' | 'matrix'>): UnpromisedRoute[] {
  const others = promises === undefined ? []
    : Object.values(InferenceRoute).filter((route) => !promises.some((promise) => promise.route === route));
  return others.map((route) => {
    const rows = matrix.filter((row) => row.route === route);
    return { route, ...rows.length > 0 && { isOpen: rows.some(({ anybody }) => !isDenied(anybody)) } };
  });
}
