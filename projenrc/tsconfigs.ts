import { awscdk, JsonFile } from 'projen';
import { DEV_FOLDERS } from './folders';
import { NEWEST_PATHS } from './newest-cdk';

/** One program for everything that is not published, where the package goes by its name: for the oldest and for the newest aws-cdk-lib. */
export function addTsconfigs(project: awscdk.AwsCdkConstructLibrary): void {
  addTsconfig(project, 'tsconfig.dev.json', {}, []);
  addTsconfig(project, 'tsconfig.newest.json', NEWEST_PATHS, ['integ', 'bench']);
}

function addTsconfig(project: awscdk.AwsCdkConstructLibrary, file: string, cdkPaths: Record<string, string[]>, exclude: string[]): void {
  new JsonFile(project, file, {
    marker: true,
    allowComments: true,
    obj: {
      extends: './tsconfig.json',
      compilerOptions: {
        noEmit: true,
        rootDir: '.',
        isolatedModules: true,
        paths: { 'cdk-bedrock-cris': ['./src/index.ts'], ...cdkPaths },
      },
      include: ['src', ...DEV_FOLDERS].map((folder) => `${folder}/**/*.ts`).concat('.projenrc.ts', 'projenrc/**/*.ts'),
      exclude: ['node_modules', ...exclude],
    },
  });
}
