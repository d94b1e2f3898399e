using Kpanda.KubeModel;

namespace Kpanda.Kube.Exec;

/// <summary>How a program in a container ended.</summary>
/// <param name="ExitCode">Its exit code; null where it could not be run, or the member did not say.</param>
/// <param name="Message">The member's words; empty after success.</param>
public sealed record ExecEnd(int? ExitCode, string Message)
{
    private const string NonZero = "NonZeroExitCode";

    /// <summary>The words of container runtimes for a program that the image has not.</summary>
    private static readonly string[] NotThere = ["executable file not found", "no such file or directory", "not found in $PATH"];

    /// <summary>Whether the image has no such program: nothing of it ran.</summary>
    public bool IsMissingProgram =>
        ExitCode is 126 or 127 || (ExitCode is null && NotThere.Any(words => Message.Contains(words, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads what stood on <see cref="ExecChannel.Status"/>.</summary>
    internal static ExecEnd Of(KubeStatus status)
    {
        if (status.Status == "Success") return new(0, "");
        var code = status.Reason == NonZero ? status.Details?.Causes?.FirstOrDefault(cause => cause.Reason == "ExitCode")?.Message : null;
        return new(int.TryParse(code, out var exit) ? exit : null, status.Message ?? "");
    }
}
