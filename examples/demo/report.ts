import { Cell } from '../../src/cli/terminal';

/** A cell with what the page shows in place of its text: the marks of the legs, once for each request. */
export interface TableCell extends Cell {
  readonly legs?: readonly string[];
  readonly word?: string;
}

/** A table before it is text or HTML. */
export interface DecisionTable {
  readonly id: string;
  /** What the page calls it; the title says the rest. */
  readonly heading: string;
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly TableCell[][];
}

/** Why one call is denied. */
export interface Explanation {
  readonly id: string;
  readonly heading: string;
  readonly title: string;
  readonly text: string;
}

/** All that the demo has to say about decisions. */
export interface DemoReport {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly parts: readonly (DecisionTable | Explanation)[];
  /** Decisions that are not as the app declares. */
  readonly surprises: readonly string[];
}
