package consumer;

import io.github.cdkbedrockcris.AdmittedRegionDeny;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.InvocationDecision;
import io.github.cdkbedrockcris.InvocationObstacle;
import io.github.cdkbedrockcris.InvocationRemedy;
import io.github.cdkbedrockcris.InvocationRequest;
import io.github.cdkbedrockcris.InvocationSimulator;
import io.github.cdkbedrockcris.PolicySource;
import io.github.cdkbedrockcris.ProfileRequestOptions;
import io.github.cdkbedrockcris.QuotaPlan;
import io.github.cdkbedrockcris.RegionDenyAdmissionOptions;
import io.github.cdkbedrockcris.RegionDenyPolicy;
import io.github.cdkbedrockcris.ServiceControlPolicyLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What methods return: decisions, edits and plans, as JSON has them. */
final class Decisions {
    private static final Map<String, Object> ANYTHING = Map.of(
        "Version", "2012-10-17",
        "Statement", List.of(Map.of("Effect", "Allow", "Action", "*", "Resource", "*")));

    private Decisions() {
    }

    /** An edited Region deny, and why the one before denied. What is nested here must come back whole. */
    static Map<String, Object> admitHaiku() {
        Map<String, Object> regionDeny = regionDeny();
        InvocationDecision before = decide(regionDeny, null);
        // The remedies for a known role hold whole statements.
        InvocationDecision byRole = decide(regionDeny, "arn:aws:iam::111122223333:role/Summarizer");
        AdmittedRegionDeny admitted = RegionDenyPolicy.admit(
            PolicySource.fromJson("region-deny", regionDeny),
            RegionDenyAdmissionOptions.builder()
                .admitModels(List.of(ClaudeModel.HAIKU_4_5))
                .admitFrom(List.of("af-south-1"))
                .build());

        Map<String, Object> result = new LinkedHashMap<>();
        result.put("outcomeBefore", before.getOutcome());
        result.put("explanation", before.explain());
        result.put("obstacles", before.getObstacles().stream().map(Decisions::describe).collect(Collectors.toList()));
        result.put("remedies", Stream.concat(before.getRemedies().stream(), byRole.getRemedies().stream())
            .map(Decisions::describe)
            .collect(Collectors.toList()));
        result.put("document", admitted.getDocument());
        result.put("changes", admitted.getChanges());
        result.put("remarks", admitted.getRemarks());
        result.put("outcomeAfter", decide(admitted.getDocument(), null).getOutcome());
        return result;
    }

    /** The arithmetic of quotas, with and without a quota: what is not known is null. */
    static Map<String, Object> plan(Number tokensPerMinuteQuota) {
        QuotaPlan plan = QuotaPlan.Builder.create()
            .model(ClaudeModel.SONNET_4_6)
            .requestsPerMinute(60)
            .inputTokens(3_000)
            .cacheWriteTokens(1_000)
            .outputTokens(1_000)
            .maxTokens(32_000)
            .tokensPerMinuteQuota(tokensPerMinuteQuota)
            .build();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("fits", plan.getFits());
        result.put("firstLimit", plan.getFirstLimit());
        result.put("reservedTokensPerRequest", plan.getReservedTokensPerRequest());
        result.put("settledTokensPerRequest", plan.getSettledTokensPerRequest());
        result.put("advice", plan.getAdvice());
        return result;
    }

    /** Decides a call of Haiku under a service control policy, by a role or by whom nothing is known of. */
    private static InvocationDecision decide(Object scp, String principalArn) {
        return InvocationSimulator.Builder.create()
            .identityPolicies(List.of(PolicySource.fromJson("anything", ANYTHING)))
            .serviceControlPolicies(List.of(ServiceControlPolicyLevel.builder()
                .levelName("root")
                .policies(List.of(PolicySource.fromJson("scp", scp)))
                .build()))
            .build()
            .decide(InvocationRequest.globalProfile(ClaudeModel.HAIKU_4_5, ProfileRequestOptions.builder()
                .account("111122223333")
                .sourceRegion("af-south-1")
                .principalArn(principalArn)
                .contextKeys(Map.of("aws:PrincipalTag/team", List.of()))
                .build()));
    }

    private static Map<String, Object> regionDeny() {
        // In this order: a Map.of has another one each time, and the text of an explanation follows it.
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("StringNotEquals", Map.of("aws:RequestedRegion", List.of("af-south-1", "eu-west-1")));
        condition.put("StringNotLike", Map.of("aws:PrincipalARN", List.of("arn:*:iam::*:role/Admin")));
        return Map.of("Version", "2012-10-17", "Statement", List.of(Map.of(
            "Sid", "Regions",
            "Effect", "Deny",
            "NotAction", List.of("iam:*", "sts:*"),
            "Resource", "*",
            "Condition", condition)));
    }

    private static Map<String, Object> describe(InvocationObstacle obstacle) {
        return Map.of(
            "leg", obstacle.getLeg(),
            "layer", obstacle.getLayer(),
            "sid", obstacle.getSid(),
            "actual", obstacle.getConditions().get(0).getActual());
    }

    private static Map<String, Object> describe(InvocationRemedy remedy) {
        return Map.of("kind", remedy.getKind(), "sentence", remedy.getSentence(), "statements", remedy.getStatements());
    }
}
