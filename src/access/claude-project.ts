import { PROJECT_ID_RULE } from '../catalog/project-rules';
import { checkValues } from '../checks/check';
import { DEFAULT_PROJECT } from '../core/facts/project';
import { required } from '../core/rules/rule';

/**
 * The project of Amazon Bedrock on which calls are allowed besides their profile and model. AWS's SDK says since 20 November 2026 that
 * a call needs its action on a project too; no report was found of a call that was refused for lack of it (read 28 November 2026).
 */
export class ClaudeProject {
  /** The default project of the account in the source Region: that of every call that names none. */
  public static accountDefault(): ClaudeProject {
    return new ClaudeProject(DEFAULT_PROJECT);
  }

  /**
   * A project that the calls name, and not the default one. Each call must name it then. Calls through application inference profiles
   * take the default project only.
   *
   * Throws for what is no ID: letters, digits, `_` and `-`.
   *
   * @param projectId the project's ID, the part of its ARN after the last `/`
   */
  public static named(projectId: string): ClaudeProject {
    checkValues({ projectId }, { projectId: [required(PROJECT_ID_RULE)] });
    return new ClaudeProject(projectId);
  }

  /** No project. Calls will be refused once AWS asks for it. */
  public static none(): ClaudeProject {
    return new ClaudeProject(undefined);
  }

  private constructor(private readonly projectId: string | undefined) {}

  /** @internal */
  public get _projectId(): string | undefined {
    return this.projectId;
  }
}
