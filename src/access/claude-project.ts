import { PROJECT_ID_RULE } from '../catalog/project-rules';
import { checkValues } from '../checks/check';
import { DEFAULT_PROJECT } from '../core/facts/project';
import { required } from '../core/rules/rule';

/**
 * The Bedrock project on which an access allows calls, in addition to the profile and the model. Since 20 November 2026, AWS's SDK says
 * that a call also needs its action on a project. We found no report of a call denied for lack of it (read 28 November 2026).
 */
export class ClaudeProject {
  /** The account's default project in the source Region. Calls that name no project use it. */
  public static accountDefault(): ClaudeProject {
    return new ClaudeProject(DEFAULT_PROJECT);
  }

  /**
   * A named project instead of the default one. Each call must then name it. Calls through application inference profiles can use only the
   * default project.
   *
   * Throws for an ID with characters other than letters, digits, `_` and `-`.
   *
   * @param projectId the project's ID: the part of its ARN after the last `/`
   */
  public static named(projectId: string): ClaudeProject {
    checkValues({ projectId }, { projectId: [required(PROJECT_ID_RULE)] });
    return new ClaudeProject(projectId);
  }

  /** No project. AWS will deny the calls once it requires a project. */
  public static none(): ClaudeProject {
    return new ClaudeProject(undefined);
  }

  private constructor(private readonly projectId: string | undefined) {}

  /** @internal */
  public get _projectId(): string | undefined {
    return this.projectId;
  }
}
