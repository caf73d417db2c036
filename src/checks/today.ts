import { IConstruct } from 'constructs';
import { refuse } from './check';
import { DATE_RULE, readToday } from '../core/rules/date';
import { findFaults } from '../core/rules/rule';

/** The context key of an app that sets the date for warnings about models, so that a build is the same on each day. */
const TODAY = 'cdk-bedrock-cris:today';

/** Finds the date for warnings: that of the context, else the clock's, in UTC. It must not affect templates. */
export function findToday(scope: IConstruct): string {
  const given: string | undefined = scope.node.tryGetContext(TODAY);
  refuse(scope, findFaults({ [TODAY]: given }, { [TODAY]: [DATE_RULE] }));
  return given ?? readToday();
}
