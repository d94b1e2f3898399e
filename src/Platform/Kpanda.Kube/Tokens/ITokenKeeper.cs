namespace Kpanda.Kube.Tokens;

/// <summary>Told by a <see cref="TokenRenewal"/> what became of a token.</summary>
public interface ITokenKeeper
{
    /// <summary>There is a new token, and it is in use. Keep it, or a restart begins with the old one.</summary>
    ValueTask OnRenewedAsync(string token, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>The member gave no new token; the old one serves until it ends, and the renewal goes on trying.</summary>
    ValueTask OnFailedAsync(KubeFailure failure, CancellationToken cancellationToken);
}
