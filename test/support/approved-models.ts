/** A service control policy as organizations approve models: it lists profiles and models, and no project. */
export const APPROVED = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'Approved',
    Effect: 'Deny',
    Action: 'bedrock:InvokeModel*',
    NotResource: ['arn:aws:bedrock:*:*:inference-profile/global.anthropic.*', 'arn:aws:bedrock:*::foundation-model/anthropic.*'],
  }],
};
