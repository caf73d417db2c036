/**
 * Runs `cdk diff --security-only --fail` of the real CDK CLI, offline, before and after a model is added: it must fail for each way
 * of giving access, and name the model. `npx tsx --tsconfig tsconfig.dev.json test/access/broadening.ts [path of cdk]`
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess, GlobalCrisDenyGuard, GuardTarget } from 'cdk-bedrock-cris';

type Way = (stack: Stack, models: ClaudeModel[]) => void;

const CAPE_TOWN = { account: '111122223333', region: 'af-south-1' };
const assumedBy = new iam.AccountRootPrincipal();
const ADDED = ClaudeModel.HAIKU_4_5;

const WAYS: Record<string, Way> = {
  'assumedBy': (stack, models) => {
    new GlobalClaudeAccess(stack, 'Access', { models, assumedBy });
  },
  'role': (stack, models) => {
    new GlobalClaudeAccess(stack, 'Access', { models, role: new iam.Role(stack, 'Role', { assumedBy }) });
  },
  'attachTo, a role': (stack, models) => attach(stack, models, new iam.Role(stack, 'Role', { assumedBy })),
  'attachTo, an imported role': (stack, models) => attach(stack, models, iam.Role.fromRoleName(stack, 'Role', 'imported')),
  'attachTo, a user': (stack, models) => attach(stack, models, new iam.User(stack, 'User')),
  'attachTo, a group': (stack, models) => attach(stack, models, new iam.Group(stack, 'Group')),
  'attachTo, from another stack': (stack, models) => {
    const other = new Stack(stack.node.root as App, 'Other', { env: CAPE_TOWN });
    new GlobalClaudeAccess(other, 'Access', { models }).attachTo(new iam.Role(stack, 'Role', { assumedBy }));
  },
  'grantInvoke': (stack, models) => {
    new GlobalClaudeAccess(stack, 'Access', { models }).grantInvoke(new iam.Role(stack, 'Role', { assumedBy }));
  },
};

/** Policies of the organization are not seen, whatever they open: docs/pipelines.md has a person approve them. */
const OF_THE_ORGANIZATION: Way = (stack, models) => {
  new GlobalCrisDenyGuard(stack, 'Guard', { exceptModels: models, targets: [GuardTarget.organizationalUnit('ou-ab12-dev00001')] });
};

function attach(stack: Stack, models: ClaudeModel[], identity: iam.IIdentity): void {
  new GlobalClaudeAccess(stack, 'Access', { models }).attachTo(identity);
}

function synthesize(way: Way, models: ClaudeModel[], outdir: string): string {
  const app = new App({ outdir, analyticsReporting: false });
  way(new Stack(app, 'Stack', { env: CAPE_TOWN }), models);
  return app.synth().getStackByName('Stack').templateFullPath;
}

/** Compares an app with an older template, as an approval step does, without credentials. */
interface Said {
  readonly status: number | null;
  readonly text: string;
}

function diff(cdk: string, template: string, app: string, home: string): Said {
  const args = ['diff', 'Stack', '--app', app, '--template', template, '--security-only', '--fail', '--no-notices', '--no-color'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cdk, ...args], {
    cwd: home,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: home, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, text: `${stdout}${stderr}` };
}

/** What the CLI says where nothing has changed, and where a model was added. */
function compare(cdk: string, way: Way, directory: string): { readonly same: Said; readonly more: Said } {
  const oldModels = [ClaudeModel.SONNET_5_5];
  const oldTemplate = join(directory, 'old.json');
  copyFileSync(synthesize(way, oldModels, join(directory, 'old')), oldTemplate);
  const [same, more] = [oldModels, [...oldModels, ADDED]].map((models, index) => {
    const app = join(directory, `new${index}`);
    synthesize(way, models, app);
    return diff(cdk, oldTemplate, app, directory);
  });
  return { same, more };
}

/** Whether the CLI sees that access gets broader, or, as documented for policies of the organization, does not. */
function isAsDocumented({ same, more }: ReturnType<typeof compare>, isSeen: boolean): boolean {
  return same.status === 0 && (isSeen
    ? more.status === 1 && more.text.includes('IAM Statement Changes') && more.text.includes(ADDED.modelId)
    : more.status === 0);
}

const cdk = resolve(process.argv[2] ?? 'node_modules/aws-cdk/bin/cdk');
for (const [name, way] of [...Object.entries(WAYS), ['a policy of the organization', OF_THE_ORGANIZATION] as const]) {
  const directory = mkdtempSync(join(tmpdir(), 'cris-broadening-'));
  try {
    const { same, more } = compare(cdk, way, directory);
    const isSeen = way !== OF_THE_ORGANIZATION;
    const isRight = isAsDocumented({ same, more }, isSeen);
    console.log(`${isRight ? 'as documented' : 'NOT AS DOCUMENTED'}: ${name} is ${isSeen ? '' : 'not '}seen`);
    if (!isRight) {
      console.error(`unchanged: status ${same.status}\n${same.text}\nchanged: status ${more.status}\n${more.text}`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
