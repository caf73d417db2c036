import { ClaudeModel } from './claude-model';

/** An application inference profile, as metrics know it: its calls are watched apart from others. */
export interface IMonitoredApplicationProfile {
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

/** An application inference profile, made of a model's global profile, as grants and client settings know it too. */
export interface IApplicationProfile extends IMonitoredApplicationProfile {
  /** Its ARN, which callers pass as the model's ID. */
  readonly profileArn: string;

  /** The Region in which it is, and in which it is called. */
  readonly sourceRegion: string;
}
