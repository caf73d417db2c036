import { Annotations, Fn, ITaggableV2, Lazy, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ApplicationProfileAttributes, ApplicationProfileProps } from './application-profile-props';
import { checkImport, checkProfileProps, findTagFaults } from './application-profile-rules';
import { ApplicationProfileWriter } from './application-profile-writer';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { requireScope } from '../checks/check';
import { CUSTOM_PROFILE } from '../core/app/custom-types';
import { LONGEST_PREFIX } from '../lambda/application-profiles/wire';

/**
 * An application inference profile: a copy of a model's global inference profile, with tags. AWS bills calls by these tags, so you can
 * split costs by team, application or environment. CloudFormation does not offer the resource in af-south-1, so a function in the stack
 * creates the profile.
 *
 * Tag it with `Tags.of(profile).add('team', 'billing')`, and activate the keys as cost allocation tags in the payer account
 * (docs/application-profiles.md). Callers pass `profileArn` as the model's ID. To grant the calls, pass the profile to
 * `applicationProfiles` of `GlobalClaudeAccess`.
 *
 * A change of tags updates the profile. A change of model, name, description or Region creates a new profile with a new ARN. CloudFormation
 * updates the references to the old one, then deletes it. When you remove this construct, its profile is deleted, and calls through it
 * fail.
 *
 * Tags on the stack apply. Tags from `cdk deploy --tags` do not, because only CloudFormation knows them. Warns if there are no tags.
 *
 * Throws for a source Region known not to offer the model, and for a name or description that Amazon Bedrock rejects. Also throws for
 * function options that differ from those of another profile in the stack. Synthesis fails for more than 47 tags, and for tag keys or
 * values that Amazon Bedrock rejects.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html
 */
export class ApplicationProfile extends Construct implements IApplicationProfile, ITaggableV2 {
  /**
   * Imports a profile that exists outside this app, so that you can grant and monitor it. Creates nothing, and does not check that the
   * profile is a copy of that model's global profile.
   *
   * Throws for an ARN other than an application inference profile's, and for a Region known not to offer the model.
   *
   * @param scope any construct in a stack of the profile's account; if the ARN is a token, the stack must be in the profile's Region too
   * @param id the ID in that scope
   * @param attributes the profile's ARN and model
   */
  public static fromProfileArn(scope: Construct, id: string, attributes: ApplicationProfileAttributes): IApplicationProfile {
    requireScope(scope);
    return new ImportedApplicationProfile(scope, id, attributes);
  }

  public readonly name: string;
  public readonly profileArn: string;
  public readonly profileId: string;
  public readonly model: ClaudeModel;
  public readonly sourceRegion: string;

  /** The tags of the profile. `Tags.of()` adds to them. */
  public readonly cdkTagManager = new TagManager(TagType.STANDARD, CUSTOM_PROFILE);

  constructor(scope: Construct, id: string, props: ApplicationProfileProps) {
    super(scope, id);
    checkProfileProps(this, props);
    const { model, profileName, description } = props;
    const source = GlobalInferenceProfile._of(Stack.of(this), model, props.sourceRegion ?? Stack.of(this).region);
    this.name = profileName ?? writeName(this);
    const resource = ApplicationProfileWriter.for(this, props).createProfile(this, 'Resource', source, {
      NamePrefix: this.name,
      Description: description,
      Tags: Lazy.any({ produce: () => Object.entries(this.collectTags()).map(([Key, Value]) => ({ Key, Value })) },
        { omitEmptyArray: true }) as any,
    });
    this.model = model;
    this.sourceRegion = source.sourceRegion;
    this.profileArn = resource.ref;
    this.profileId = readId(this.profileArn);
    this.node.addValidation({ validate: () => this.judgeTags() });
  }

  /** CloudFormation does not give the stack's tags to custom resources. They have the lowest priority, so a removed tag stays removed. */
  private collectTags(): Record<string, string> {
    for (const [key, value] of Object.entries(Stack.of(this).tags.tagValues())) {
      this.cdkTagManager.setTag(key, value, 0);
    }
    return this.cdkTagManager.tagValues();
  }

  private judgeTags(): string[] {
    const tags = this.collectTags();
    if (Object.keys(tags).length === 0) {
      Annotations.of(this).addWarningV2('cdk-bedrock-cris:access.untaggedProfile', `${this.node.path}: has no tags, so AWS bills ` +
        'its calls like all other calls of the model. Add tags with Tags.of(), or acknowledge this warning');
    }
    return findTagFaults(tags);
  }
}

class ImportedApplicationProfile extends Construct implements IApplicationProfile {
  public readonly name: string;
  public readonly profileArn: string;
  public readonly profileId: string;
  public readonly model: ClaudeModel;
  public readonly sourceRegion: string;

  constructor(scope: Construct, id: string, attributes: ApplicationProfileAttributes) {
    super(scope, id);
    checkImport(this, attributes);
    const { profileArn, model, name = writeName(this) } = attributes;
    this.name = name;
    this.profileArn = profileArn;
    this.profileId = readId(profileArn);
    this.model = model;
    this.sourceRegion = Token.isUnresolved(profileArn) ? Stack.of(this).region : profileArn.split(':')[3];
  }
}

function readId(profileArn: string): string {
  return Token.isUnresolved(profileArn) ? Fn.select(1, Fn.split('/', profileArn)) : profileArn.split('/')[1];
}

/** Writes the path of a construct in its stack as a name that Amazon Bedrock and dashboards accept. */
function writeName(profile: Construct): string {
  const { scopes } = profile.node;
  const path = scopes.slice(scopes.lastIndexOf(Stack.of(profile)) + 1).map(({ node }) => node.id).join('-');
  const words = path.split(/[^0-9A-Za-z]+/).filter(Boolean).join('-');
  return words.slice(-LONGEST_PREFIX).replace(/^-/, '') || 'profile';
}
