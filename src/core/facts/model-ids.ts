/** What graphs and alarms call a model: its ID without the provider and the family. */
export function labelModel(modelId: string): string {
  return modelId.replace(/^anthropic\.claude-/, '');
}
