using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Consumer;

internal static class Services
{
    /// <summary>A service that may assume a role for resources of this account only.</summary>
    internal static IPrincipal Of(Stack stack, string name) => new ServicePrincipal($"{name}.amazonaws.com", new ServicePrincipalOpts
    {
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
        },
    });
}
