/**
 * For application teams that give their first roles access to Claude.
 *
 * Creates three callers in Cape Town, each with its own models: a Lambda function that summarizes, an ECS task that chats, and engineers
 * who sign in through SAML.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/cape-town-app.ts"`
 * See the decisions: `npm run demo`
 * Read more: docs/access.md
 */
import { App, Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ClaudeModel, GlobalClaudeAccess } from 'cdk-bedrock-cris';

/** Which role of the app is meant to call which models. The tests compare the synthesized policies with this. */
export interface Caller {
  readonly name: string;
  readonly role: iam.IRole;
  readonly models: ClaudeModel[];
  readonly streaming: boolean;
}

export class CapeTownStack extends Stack {
  public readonly callers: Caller[];

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    // One caller: three statements in its own inline policy.
    const summarizer = new iam.Role(this, 'Summarizer', { assumedBy: this.service('lambda') });
    const summaries = new GlobalClaudeAccess(this, 'Summaries', { models: [ClaudeModel.HAIKU_4_5], streaming: false });
    summaries.grantInvoke(summarizer);

    // Many callers: one managed policy that they share.
    const assistant = new iam.Role(this, 'Assistant', { assumedBy: this.service('ecs-tasks') });
    const chats = new GlobalClaudeAccess(this, 'Chats', { models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5] });
    chats.attachTo(assistant);

    // People: the role is created with the access.
    const corporate = iam.SamlProvider.fromSamlProviderArn(this, 'Corporate', this.formatArn({
      service: 'iam', region: '', resource: 'saml-provider', resourceName: 'corporate',
    }));
    const engineers = new GlobalClaudeAccess(this, 'Engineers', {
      models: [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
      assumedBy: new iam.SamlConsolePrincipal(corporate),
      maxSessionDuration: Duration.hours(8),
    });

    this.callers = [
      { name: 'summarizer', role: summarizer, models: [ClaudeModel.HAIKU_4_5], streaming: false },
      { name: 'assistant', role: assistant, models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5], streaming: true },
      {
        name: 'engineer',
        role: engineers.role!,
        models: [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
        streaming: true,
      },
    ];
  }

  /** A service that may assume a role for resources of this account only. */
  private service(name: string): iam.IPrincipal {
    return new iam.ServicePrincipal(`${name}.amazonaws.com`, { conditions: { StringEquals: { 'aws:SourceAccount': this.account } } });
  }
}

export function addCapeTown(app: App): CapeTownStack {
  return new CapeTownStack(app, 'CapeTown', { env: { account: '111122223333', region: 'af-south-1' } });
}

if (require.main === module) {
  addCapeTown(new App());
}
