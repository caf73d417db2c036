export * from './catalog/claude-model';
export * from './catalog/global-inference-profile';
export * from './decision/policy-source';
export * from './decision/invocation-request';
export * from './decision/invocation-decision';
export * from './decision/invocation-simulator';
export * from './access/global-claude-access';
