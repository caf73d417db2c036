package consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.GlobalCrisValidation;
import io.github.cdkbedrockcris.GlobalCrisValidationProps;
import io.github.cdkbedrockcris.GuardMatrixRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/**
 * The app of consumers/typescript/app.ts once more in Java: construct by construct, with the same IDs. It writes its cloud assembly into
 * CDK_OUTDIR, and into returned.json beside it what methods return.
 */
public final class Main {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Main() {
    }

    public static void main(String[] args) throws IOException {
        StackProps capeTown = in("111122223333", "af-south-1");
        StackProps management = in("999988887777", "us-east-1");
        App app = new App();
        AccessStack access = new AccessStack(app, "Access", capeTown);
        TeamStack team = new TeamStack(app, "Team", capeTown);
        new OperationsStack(app, "Operations", capeTown);
        OrganizationStack organization = new OrganizationStack(app, "Organization", management);
        GlobalCrisValidation.addTo(app, GlobalCrisValidationProps.builder()
            .organizationalUnits(Map.of("111122223333", List.of("r-ab12")))
            .build());
        Path outdir = Path.of(app.synth().getDirectory());

        Map<String, Object> returned = new LinkedHashMap<>();
        returned.put("profileId", access.getSummaries().getProfiles().get(0).getProfileId());
        returned.put("burndownRate", ClaudeModel.SONNET_5_5.getOutputTokenBurndownRate());
        returned.put("settings", team.getSettings().getEnvironment());
        returned.put("managedSettings", JSON.readTree(team.getSettings().getClaudeCodeManagedSettings()));
        returned.put("guard", JSON.readTree(organization.getGuard().toJson()));
        returned.put("matrix", organization.getGuard().getMatrix().stream().map(Main::describe).collect(Collectors.toList()));
        returned.put("regionDeny", JSON.readTree(organization.getRegions().toJson()));
        returned.put("admitted", Decisions.admitHaiku());
        returned.put("plans", List.of(Decisions.plan(2_000_000), Decisions.plan(null)));
        returned.put("mistakes", Mistakes.make(outdir, capeTown, management));
        JSON.writeValue(outdir.resolve("returned.json").toFile(), returned);
    }

    private static StackProps in(String account, String region) {
        return StackProps.builder().env(Environment.builder().account(account).region(region).build()).build();
    }

    private static Map<String, Object> describe(GuardMatrixRow row) {
        return Map.of(
            "route", row.getRoute(),
            "action", row.getAction(),
            "modelExcepted", row.getModelExcepted(),
            "principalExempt", row.getPrincipalExempt(),
            "promisedClosed", row.getPromisedClosed(),
            "outcome", row.getOutcome());
    }
}
