namespace Kpanda.Search.Control;

/// <summary>That sync was paused, until somebody resumes it.</summary>
/// <param name="By">Name of the person.</param>
/// <param name="At">When.</param>
public sealed record SyncPause(string By, DateTimeOffset At);
