namespace Kpanda.Search.Control;

/// <summary>What the comparison of a kind with its member found. What differed is listed and written anew.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Objects">Objects that the member has.</param>
/// <param name="Missing">Objects that the index did not have.</param>
/// <param name="Surplus">Objects that the index had and the member has not.</param>
/// <param name="Stale">Objects that the index had in another state.</param>
/// <param name="Repaired">Whether the kind was listed anew and is in step again. False where there was nothing to repair.</param>
/// <param name="Failure">Why it could not be compared or repaired, in the member's or the client's words; empty for success.</param>
public sealed record KindCheckResult(DateTimeOffset At, int Objects, int Missing, int Surplus, int Stale, bool Repaired, string Failure)
{
    /// <summary>Objects that were not as the member has them.</summary>
    public int Different => Missing + Surplus + Stale;
}
