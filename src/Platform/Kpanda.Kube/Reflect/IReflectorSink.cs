namespace Kpanda.Kube.Reflect;

/// <summary>
/// Receives what a <see cref="ResourceReflector"/> sees. Calls never overlap and come in order; the reflector waits for each, so a slow sink slows its
/// own member's stream and holds nothing in memory. An exception ends the reflector.
/// </summary>
public interface IReflectorSink
{
    /// <summary>A list begins: until <see cref="OnListedAsync"/>, pages hold the whole collection anew.</summary>
    ValueTask OnListStartedAsync(CancellationToken cancellationToken);

    /// <summary>One page of the list. The sink may keep the objects.</summary>
    ValueTask OnPageAsync(IReadOnlyList<KubeObject> items, CancellationToken cancellationToken);

    /// <summary>The list is whole: what was not in its pages is gone. A watch from <paramref name="resourceVersion"/> follows.</summary>
    ValueTask OnListedAsync(string resourceVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Events that came together, at least one, in order. Store the last one's resource version with the objects to resume from there.
    /// <b>The bytes of every event are valid only until the returned task completes</b>: they lie in the buffer of the connection.
    /// </summary>
    ValueTask OnEventsAsync(IReadOnlyList<ReflectedEvent> events, CancellationToken cancellationToken);

    /// <summary>The state changed: live, or failing with the reason (the reflector goes on trying).</summary>
    ValueTask OnStateAsync(ReflectorState state, CancellationToken cancellationToken);
}
