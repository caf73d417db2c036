/** All rooms that need no aws-cdk-lib and know what AWS does. */
const CORE = ['core/rules', 'core/facts', 'core/iam', 'core/statements', 'core/call', 'core/app', 'core/documents', 'core/tokens'];

/**
 * The rooms under `src/`, each with the rooms (or single files) that it may import. docs/architecture.md says what each knows. A room
 * is a folder or a file; a folder within another room, such as `validation/registry`, is a room of its own.
 *
 * What constructs tell the validation stands in `validation/registry` until the validation reads it from the templates; then the row goes.
 */
export const ROOMS: Record<string, readonly string[]> = {
  'core/rules': [],
  'core/facts': [],
  'core/iam': [],
  'core/statements': ['core/rules', 'core/facts'],
  'core/call': ['core/rules', 'core/facts', 'core/iam', 'core/statements'],
  'core/app': ['core/iam'],
  'core/documents': ['core/facts', 'core/iam'],
  'core/tokens': ['core/rules', 'core/facts'],

  'checks': ['core/rules'],
  'catalog': [...CORE, 'checks'],
  'simulator': [...CORE, 'checks', 'catalog'],
  'custom-resource': ['core/rules', 'checks'],

  'access': [...CORE, 'checks', 'catalog', 'validation/registry'],
  'guard': [...CORE, 'checks', 'catalog', 'simulator', 'validation/registry'],
  'quota': [...CORE, 'checks', 'catalog', 'custom-resource', 'lambda/quotas/wire.ts'],
  'monitoring': [...CORE, 'checks', 'catalog', 'quota', 'lambda/logging/wire.ts'],
  'logging': [...CORE, 'checks', 'custom-resource', 'monitoring', 'lambda/logging/wire.ts'],
  'validation/registry': ['core/call', 'checks', 'catalog'],
  'validation': [...CORE, 'checks', 'validation/registry'],

  'lambda/answer.ts': [],
  'lambda/logging': ['lambda/answer.ts'],
  'lambda/quotas': ['core/facts', 'lambda/answer.ts'],

  'cli': CORE,
};
