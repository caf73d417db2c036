import { IConstruct } from 'constructs';
import { refuse } from './check';
import { DATE_RULE, readToday } from '../core/rules/date';
import { findFaults } from '../core/rules/rule';

/** The key in the context of an app that sets the date by which models are warned of, so that a build says the same on every day. */
const TODAY = 'cdk-bedrock-cris:today';

/** Finds the date by which constructs warn: that of the context, or else the clock's, in UTC. Nothing in a template may come of it. */
export function findToday(scope: IConstruct): string {
  const given: string | undefined = scope.node.tryGetContext(TODAY);
  refuse(scope, findFaults({ [TODAY]: given }, { [TODAY]: [DATE_RULE] }));
  return given ?? readToday();
}
