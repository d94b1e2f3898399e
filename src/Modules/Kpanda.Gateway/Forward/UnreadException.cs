namespace Kpanda.Gateway.Forward;

/// <summary>Bytes could not be handed on: the side that they went to takes none any more.</summary>
internal sealed class UnreadException(IOException reason) : IOException(reason.Message, reason);
