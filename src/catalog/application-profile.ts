import { ClaudeModel } from './claude-model';

/** An application inference profile, as metrics, quotas and grants know it. */
export interface IApplicationProfile {
  /** What dashboards and alarms call it. */
  readonly name: string;

  /** Its ID, under which CloudWatch counts its calls: the part of its ARN after the last `/`. */
  readonly profileId: string;

  /** The model behind it. */
  readonly model: ClaudeModel;
}

/** An application inference profile, made of a model's global profile, whose calls are watched apart from others. */
export interface MonitoredApplicationProfile {
  /** What dashboards and alarms call it, for example the team that uses it: letters, digits, spaces, `_` and `-`. */
  readonly name: string;

  /**
   * Its ID, under which CloudWatch counts its calls (reported by users; no AWS page that was read says it): the part of its ARN
   * after the last `/`, such as `CfnApplicationInferenceProfile.attrInferenceProfileId`.
   */
  readonly profileId: string;

  /** The model behind it. Its calls count against that model's global quota. */
  readonly model: ClaudeModel;
}
