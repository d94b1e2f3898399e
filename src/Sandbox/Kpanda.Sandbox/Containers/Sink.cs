namespace Kpanda.Sandbox.Containers;

/// <summary>Where a program writes. Waits while nobody takes what was written; throws <see cref="BrokenPipeException"/> when nobody ever will.</summary>
internal delegate Task Sink(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

/// <summary>Whoever read from a pipe has gone: the writer ends, without a word.</summary>
internal sealed class BrokenPipeException : IOException;
