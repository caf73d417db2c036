import { awscdk, javascript } from 'projen';
import { DEV_FOLDERS } from './folders';

export const ESLINT_OPTIONS: javascript.EslintOptions = {
  dirs: ['src'],
  devdirs: DEV_FOLDERS,
  projectService: false,
  tsconfigPath: 'tsconfig.dev.json',
};

export function addLintRules(project: awscdk.AwsCdkConstructLibrary): void {
  const eslint = project.eslint!;
  eslint.allowDevDeps('src/lambda/**'); // the AWS SDK, which the Lambda runtime has
  eslint.allowDevDeps('src/cli/yaml-parser.ts'); // bundled
  eslint.addRules({ 'import/no-unresolved': ['error', { ignore: ['\\.generated$'] }] }); // a fresh clone has none of them
  // Texts and comments count as well: they are read beside the code.
  eslint.addOverride({
    files: ['**/*.ts'],
    rules: { '@stylistic/max-len': ['error', { code: 140, ignoreUrls: true }] },
  });
}
