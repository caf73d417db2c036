/** All rooms that need no aws-cdk-lib and know what AWS does. */
const CORE = [
  'core/rules', 'core/facts', 'core/iam', 'core/trust', 'core/statements', 'core/call', 'core/app', 'core/documents', 'core/tokens',
  'core/clients', 'core/policy-files',
];

/**
 * The rooms under `src/`, each with the rooms (or single files) that it may import. docs/architecture.md says what each knows. A room
 * is a folder or a file.
 */
export const ROOMS: Record<string, readonly string[]> = {
  'core/rules': [],
  'core/facts': [],
  'core/iam': [],
  'core/trust': ['core/facts', 'core/iam'],
  'core/statements': ['core/rules', 'core/facts'],
  'core/call': ['core/rules', 'core/facts', 'core/iam', 'core/statements'],
  'core/app': ['core/facts', 'core/iam', 'core/trust', 'core/call'],
  'core/documents': ['core/facts', 'core/iam'],
  'core/tokens': ['core/rules', 'core/facts'],
  'core/clients': ['core/facts'],
  'core/policy-files': ['core/rules', 'core/facts', 'core/iam', 'core/statements', 'core/call'],

  'checks': ['core/rules', 'core/facts'],
  'catalog': [...CORE, 'checks'],
  'simulator': [...CORE, 'checks', 'catalog'],
  'custom-resource': ['core/rules', 'checks'],

  'access': [...CORE, 'checks', 'catalog', 'custom-resource', 'lambda/application-profiles/wire.ts'],
  'guard': [...CORE, 'checks', 'catalog', 'simulator'],
  'quota': [...CORE, 'checks', 'catalog', 'custom-resource', 'lambda/quotas/wire.ts', 'lambda/quota-increases/wire.ts'],
  'monitoring': [...CORE, 'checks', 'catalog', 'quota', 'lambda/logging/wire.ts'],
  'logging': [...CORE, 'checks', 'custom-resource', 'monitoring', 'lambda/logging/wire.ts'],
  'validation': [...CORE, 'checks'],

  'lambda/answer.ts': [],
  'lambda/logging': ['lambda/answer.ts'],
  'lambda/quotas': ['core/facts', 'lambda/answer.ts'],
  'lambda/quota-increases': ['core/facts', 'lambda/answer.ts', 'lambda/quotas/find-quota.ts'],
  'lambda/application-profiles': ['core/facts', 'lambda/answer.ts'],

  'cli': CORE,
};
