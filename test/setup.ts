// aws-cdk-lib's built-in template validation costs seconds a process; these tests judge by their own means.
process.env.CDK_VALIDATION = 'false';
