using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>Why a call did not succeed: how far it came, whose fault it is, and the member's own words where it said any.</summary>
/// <param name="Phase">How far the call came.</param>
/// <param name="Side">Whose side the fault is on.</param>
/// <param name="Message">Plain words for logs and details; never holds a credential.</param>
/// <param name="Status">The member's <c>metav1.Status</c>, where it answered with one.</param>
/// <param name="HttpStatus">The HTTP status, where there was an answer; 0 otherwise.</param>
public sealed record KubeFailure(FailurePhase Phase, FailureSide Side, string Message, KubeStatus? Status = null, int HttpStatus = 0)
{
    /// <summary>
    /// Machine word of <see cref="Message"/> (<c>network.connect.refused</c>), so that it can be said in other languages; empty where the words are the member's or the system's.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>Values of the message: <c>target</c>, <c>seconds</c> … Never a credential.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds after which the member asked to try again; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the watch or list position is too old: list again.</summary>
    public bool IsExpired => HttpStatus == 410 || Status?.Code == 410 || Status?.Reason is "Expired" or "Gone";

    /// <summary>Whether the object or collection does not exist.</summary>
    public bool IsNotFound => HttpStatus == 404;

    /// <summary>Whether somebody else changed the object first.</summary>
    public bool IsConflict => HttpStatus == 409;

    /// <summary>The same failure with the machine word and the values of its message.</summary>
    public KubeFailure Because(string reason, params ReadOnlySpan<(string Name, string Value)> parameters) => this with { Reason = reason, Parameters = FailureValues.Of(parameters) };
}
