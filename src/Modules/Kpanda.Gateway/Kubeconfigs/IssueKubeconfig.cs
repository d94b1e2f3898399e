using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Tokens;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>
/// Makes kubeconfigs that lead through the platform. Reading one makes no credential; asking for one with a credential makes an access token of the person, bound to the cluster where it is one
/// cluster, so that whoever gets hold of the file gets no more than that. Where the platform is set up for it (<see cref="GatewayOptions.DirectCertificates"/>), a kubeconfig for one
/// cluster leads straight there, with a certificate of the cluster.
/// </summary>
internal sealed class IssueKubeconfig(
    IClusters clusters, IAuthorizer authorizer, IPublicAddress address, AccessTokens tokens, IssueCertificate certificates, GatewayOptions options, TimeProvider time)
{
    /// <summary>A kubeconfig without a credential.</summary>
    public async Task<Result<string>> ReadAsync(HttpContext context, Person person, string cluster, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, cluster, cancellationToken) is { } refused) return refused;
        return address.For(context).Select(found => KubeconfigText.Write(found, [cluster], person.Name, token: ""));
    }

    /// <summary>A kubeconfig with a token, or a certificate, for one cluster.</summary>
    public async Task<Result<string>> IssueAsync(HttpContext context, Person person, string cluster, int? seconds, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, cluster, cancellationToken) is { } refused) return refused;
        if (options.DirectCertificates) return await DirectAsync(context, person, cluster, seconds, cancellationToken);
        return await WriteAsync(context, person, [cluster], cluster, $"kubeconfig {cluster}", seconds, cancellationToken);
    }

    /// <summary>A kubeconfig with a context for each of some clusters, and one token for them all.</summary>
    public async Task<Result<string>> IssueAsync(HttpContext context, Person person, IReadOnlyList<string> wanted, int? seconds, CancellationToken cancellationToken)
    {
        var names = wanted.Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            foreach (var record in clusters.List())
            {
                if (await RefusalAsync(person, record.Name, cancellationToken) is null) names.Add(record.Name);
            }

            if (names.Count == 0) return Error.Of(ErrorCode.FailedPrecondition, "kubeconfig.no.cluster");
        }
        else
        {
            foreach (var name in names)
            {
                if (await RefusalAsync(person, name, cancellationToken) is { } refused) return refused;
            }
        }

        return await WriteAsync(context, person, names, "", names.Count == 1 ? $"kubeconfig {names[0]}" : "kubeconfig", seconds, cancellationToken);
    }

    /// <summary>The cluster with this UID of <c>kube-system</c>.</summary>
    public string? ClusterOf(string kubeSystemId) =>
        kubeSystemId.Length == 0 ? null : clusters.List().FirstOrDefault(record => record.KubeSystemId == kubeSystemId)?.Name;

    private async Task<Result<string>> DirectAsync(HttpContext context, Person person, string cluster, int? seconds, CancellationToken cancellationToken)
    {
        // An access token takes along what it made when it ends. A certificate it could not.
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "kubeconfig.certificate.token");
        if (!(await certificates.IssueAsync(person, cluster, seconds, cancellationToken)).TryGet(out var certificate, out var error)) return error;
        return clusters.ClientAs(cluster, person).Select(client => KubeconfigText.Write(client.Transport.Connection, cluster, person.Name, certificate));
    }

    private async Task<Result<string>> WriteAsync(
        HttpContext context, Person person, IReadOnlyList<string> names, string boundTo, string tokenName, int? seconds, CancellationToken cancellationToken)
    {
        if (seconds < 0) return Error.Invalid("expirationSeconds", "kubeconfig.expiration");
        // Before the token is made: nobody would ever see it.
        if (!address.For(context).TryGet(out var found, out var error)) return error;
        var expires = seconds is > 0 ? time.GetUtcNow().AddSeconds(seconds.Value) : (DateTimeOffset?)null;
        var issued = await tokens.IssueAsync(context, person, new(tokenName.Length <= 100 ? tokenName : tokenName[..100], expires, boundTo), cancellationToken);
        return issued.Select(token => KubeconfigText.Write(found, names, person.Name, token.Secret));
    }

    private async ValueTask<Error?> RefusalAsync(Person person, string cluster, CancellationToken cancellationToken)
    {
        var allowed = await authorizer.CheckAsync(person, new AccessRequest("get", new GroupResource("kpanda.io", "clusters")) { Name = cluster }, cancellationToken);
        return allowed.Error ?? (clusters.Find(cluster) is null ? Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster)) : null);
    }
}
