namespace Kpanda.Hosting.Live;

/// <summary>A row on the screen.</summary>
/// <param name="Key"><c>cluster/namespace/name</c>.</param>
/// <param name="Version">The <c>resourceVersion</c> that the screen shows; null where the browser did not say.</param>
public readonly record struct LiveRow(string Key, string? Version);
