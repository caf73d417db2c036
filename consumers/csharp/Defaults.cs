using CdkBedrockCris;

namespace Consumer;

/// <summary>
/// Where a required enum is left out, .NET takes the member that is 0. This does not compile unless it is the one that does no harm:
/// a constant may not be divided by 0.
/// </summary>
internal static class Defaults
{
    internal const int Prompts = 1 / (default(PromptRecording) == PromptRecording.METADATA_ONLY ? 1 : 0);
    internal const int Existing = 1 / (default(ExistingLogging) == ExistingLogging.REFUSE ? 1 : 0);
    internal const int Removal = 1 / (default(LoggingRemoval) == LoggingRemoval.RESTORE_PREVIOUS ? 1 : 0);
    internal const int Destination = 1 / (default(LoggingDestination) == LoggingDestination.CLOUDWATCH_LOGS ? 1 : 0);
    internal const int Route = 1 / (default(InferenceRoute) == InferenceRoute.GLOBAL_PROFILE ? 1 : 0);
    internal const int Outcome = 1 / (default(InvocationOutcome) == InvocationOutcome.DEPENDS ? 1 : 0);
}
