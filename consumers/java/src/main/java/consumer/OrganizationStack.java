package consumer;

import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.GlobalCrisDenyGuard;
import io.github.cdkbedrockcris.GuardTarget;
import io.github.cdkbedrockcris.InferenceRoute;
import io.github.cdkbedrockcris.RegionDenyPolicy;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What the organization closes, and what its Region deny admits. */
final class OrganizationStack extends Stack {
    private final GlobalCrisDenyGuard guard;
    private final RegionDenyPolicy regions;

    OrganizationStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        guard = GlobalCrisDenyGuard.Builder.create(this, "Guard")
            .targets(List.of(GuardTarget.organizationalUnit("ou-ab12-cd34ef56")))
            .exceptModels(List.of(ClaudeModel.HAIKU_4_5))
            .exemptPrincipalArns(List.of("arn:*:iam::*:role/BreakGlass"))
            .routes(List.of(InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN))
            .build();
        guard.asPermissionsBoundary("Boundary");
        regions = RegionDenyPolicy.Builder.create(this, "Regions")
            .targets(List.of(GuardTarget.account("222233334444")))
            .allowedRegions(List.of("af-south-1", "eu-west-1"))
            .admitModels(List.of(ClaudeModel.SONNET_5_5))
            .admitFrom(List.of("af-south-1"))
            .build();
    }

    GlobalCrisDenyGuard getGuard() {
        return guard;
    }

    RegionDenyPolicy getRegions() {
        return regions;
    }
}
