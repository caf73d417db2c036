import { Question } from './question';
import { decide, Decision, findLegObstacles } from '../core/call/decide';
import { explain, Explanation } from '../core/call/explain';
import { Layer } from '../core/iam/layer';
import { isDenied } from '../core/iam/outcome';

/** What follows for a question from some policies. It is explained only where somebody asks. */
export class Answer {
  private explained?: Explanation;

  constructor(
    private readonly layers: readonly Layer[],
    public readonly decision: Decision,
    public readonly assumptions: readonly string[],
  ) {}

  public get explanation(): Explanation {
    return this.explained ??= explain(this.layers, this.decision);
  }
}

const ORDINARY = 'the caller is a role that no policy exempts by its name; --principal says which it is';

/** Decides a question. Of an unknown caller it is enough to say what holds for one whom no policy exempts, where that one is denied. */
export function answer(layers: readonly Layer[], { legs, ordinaryLegs, assumptions }: Question): Answer {
  const asked = decide(layers, legs);
  const ordinary = ordinaryLegs && decide(layers, ordinaryLegs);
  return ordinary && isDenied(ordinary.outcome) && saysMore(layers, ordinary, asked)
    ? new Answer(layers, ordinary, [...assumptions, ORDINARY])
    : new Answer(layers, asked, assumptions);
}

function saysMore(layers: readonly Layer[], ordinary: Decision, asked: Decision): boolean {
  return ordinary.outcome !== asked.outcome
    || findLegObstacles(layers, ordinary).length !== findLegObstacles(layers, asked).length;
}
