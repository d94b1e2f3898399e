using System.Net.Security;

namespace Kpanda.Kube.Transport;

/// <summary>TLS to a member; over HTTP/2 a header may go out several times (<see cref="RepeatedFields"/>).</summary>
internal sealed class MemberTls(Stream inner) : SslStream(inner, leaveInnerStreamOpen: false)
{
    private readonly RepeatedFields _fields = new();
    private bool? _isHttp2;

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.WriteAsync((_isHttp2 ??= NegotiatedApplicationProtocol == SslApplicationProtocol.Http2) ? _fields.Pass(buffer) : buffer, cancellationToken);
}
