// aws-cdk-lib's built-in template validation costs seconds a process; these tests judge by their own means.
process.env.CDK_VALIDATION = 'false';
// What is said of models that end must not depend on the day on which the tests run.
process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'cdk-bedrock-cris:today': '2026-11-28' });
