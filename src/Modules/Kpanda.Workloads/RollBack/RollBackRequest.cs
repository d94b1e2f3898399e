namespace Kpanda.Workloads.RollBack;

/// <summary>Where to go back to.</summary>
/// <param name="Revision">A revision; 0 for the one before the newest.</param>
internal sealed record RollBackRequest(long Revision);
