using System.Net;

namespace Kpanda.Kube.Dial;

/// <summary>Resolves a name to its addresses; none, or a <see cref="System.Net.Sockets.SocketException"/>, where it has none.</summary>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);
