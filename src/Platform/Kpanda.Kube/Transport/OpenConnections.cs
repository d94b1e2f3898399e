namespace Kpanda.Kube.Transport;

/// <summary>
/// The connections of one member that are open. The HTTP stack lets calls that are under way go on when it is disposed of, and never notices that a connection is dead
/// where nothing is sent; here they can be cut. Safe for concurrent use.
/// </summary>
internal sealed class OpenConnections(TimeProvider time)
{
    private readonly HashSet<DialedStream> _open = [];
    private readonly Lock _gate = new();
    private bool _closed;

    /// <summary>Takes a connection in; it is closed at once where all are.</summary>
    public Stream Add(Stream stream)
    {
        var connection = new DialedStream(stream, this, time);
        lock (_gate)
        {
            if (!_closed)
            {
                _open.Add(connection);
                return connection;
            }
        }

        connection.Dispose();
        return connection;
    }

    /// <summary>A connection has been closed.</summary>
    public void Remove(DialedStream connection)
    {
        lock (_gate) _open.Remove(connection);
    }

    /// <summary>Cuts the connections from which nothing has come since that timestamp.</summary>
    /// <returns>How many that were.</returns>
    public int CutSilentSince(long timestamp) => Cut(connection => connection.Heard < timestamp);

    /// <summary>Cuts all, and whatever is still to come.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
        Cut(_ => true);
    }

    private int Cut(Func<DialedStream, bool> which)
    {
        DialedStream[] cut;
        lock (_gate) cut = [.. _open.Where(which)];
        foreach (var connection in cut) connection.Dispose();
        return cut.Length;
    }
}
