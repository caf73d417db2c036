import { ClaudeModel } from './claude-model';

/** An application inference profile whose calls are monitored separately. */
export interface IMonitoredApplicationProfile {
  /** The name that dashboards and alarms show, for example the team that uses the profile: letters, digits, spaces, `_` and `-`. */
  readonly name: string;

  /**
   * The profile's ID: the part of its ARN after the last `/`, such as `CfnApplicationInferenceProfile.attrInferenceProfileId`. Users report
   * that CloudWatch counts its calls under this ID; AWS does not document this.
   */
  readonly profileId: string;

  /** The model of the profile. Calls count against that model's global quota. */
  readonly model: ClaudeModel;
}

/** An application inference profile: a copy of a model's global profile. Grants and client settings take it. */
export interface IApplicationProfile extends IMonitoredApplicationProfile {
  /** The profile's ARN. Callers pass it as the model's ID. */
  readonly profileArn: string;

  /** The Region in which the profile exists and is called. */
  readonly sourceRegion: string;
}
