import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GlobalClaudeAccessProps } from './global-claude-access-props';
import { SOME_MODELS_RULES, warnOfUnlistedModels } from '../catalog/model-rules';
import { writeSourceRegionRules } from '../catalog/source-region-rules';
import { checkProps } from '../checks/check';
import { Rule, Rules } from '../core/rules/rule';

type Props = GlobalClaudeAccessProps;

/** For what shapes a role that is created. */
const NEEDS_ASSUMED_BY: Rule<unknown, Props> = {
  judgesUnknown: true,
  holds: (_, { assumedBy }) => assumedBy !== undefined,
  rule: 'must come with \'assumedBy\': it shapes the role that is created, and none is',
  remedy: 'Set \'assumedBy\' or leave it out',
};

const RULES: Rules<Props> = {
  role: [{
    prop: 'role\' and \'assumedBy',
    holds: (_, { assumedBy }) => assumedBy === undefined,
    rule: 'must not both be set: the first gives a role, the second creates one',
    got: () => 'both',
    remedy: 'Leave one out',
  }],
  roleName: [NEEDS_ASSUMED_BY, {
    holds: (name) => /^[\w+=,.@-]{1,64}$/.test(name),
    rule: 'must be 1 to 64 letters, digits or any of _+=,.@-',
    remedy: 'For example "claude-engineers"',
  }],
  path: [NEEDS_ASSUMED_BY, {
    holds: (path) => /^\/([\x21-\x7e]+\/)?$/.test(path),
    rule: 'must begin and end with "/"',
    remedy: 'For example "/platform/"',
  }],
  permissionsBoundary: [NEEDS_ASSUMED_BY],
  maxSessionDuration: [NEEDS_ASSUMED_BY, {
    holds: (duration) => {
      const seconds = duration.toSeconds({ integral: false });
      return Number.isInteger(seconds) && seconds >= 3600 && seconds <= 43200;
    },
    rule: 'must be 1 to 12 hours, in whole seconds',
    got: (duration) => duration.toHumanString(),
    remedy: 'For example Duration.hours(8)',
  }],
};

/** Throws where props are missing, contradict each other or break IAM's rules. */
export function checkAccessProps(scope: Construct, props: Props): void {
  const region = Stack.of(scope).region;
  checkProps(scope, props && { ...props, sourceRegion: props.sourceRegion ?? region }, {
    must: 'must name the models that may be called',
    example: '{ models: [ClaudeModel.SONNET_5_5] }',
    required: { models: 'must name at least one model' },
    rules: { models: SOME_MODELS_RULES, sourceRegion: writeSourceRegionRules(props?.models ?? []), ...RULES },
  });
  warnOfUnlistedModels(scope, { room: 'access', prop: 'models' }, props.models);
}
