import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { quietly } from './assemblies';
import { addPipeline } from '../../examples/pipeline';

/** A phase of a build. */
export interface Phase {
  readonly commands: string[];
}

/** Reads the phases of the build that is the pipeline's gate. */
export function readGate(app: App): Record<'install' | 'build' | 'post_build', Phase> {
  const specs = Object.values(quietly(() => Template.fromStack(addPipeline(app))).findResources('AWS::CodeBuild::Project'))
    .map(({ Properties }) => Properties.Source.BuildSpec).filter((spec) => typeof spec === 'string' && spec.includes('npm test'));
  return JSON.parse(specs[0]).phases;
}
