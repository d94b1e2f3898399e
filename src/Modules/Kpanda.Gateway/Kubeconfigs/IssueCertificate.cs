using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>
/// Client certificates of a member: with them a person goes straight to its API server, as who they are there. The signing request (<c>certificates.k8s.io/v1</c>) goes out as the person, so that
/// the member's own rights decide whether they may ask for one; the platform approves it and takes it away again. A certificate cannot be revoked: it is short-lived, and no access token makes one.
/// The key is made here, told once, and kept nowhere.
/// </summary>
internal sealed class IssueCertificate(IClusters clusters, IAuthorizer authorizer, TimeProvider time)
{
    private const string Signer = "kubernetes.io/kube-apiserver-client";
    private const int UsualSeconds = 7 * 24 * 3600;
    private const int LeastSeconds = 600;
    private const int MostSeconds = 30 * 24 * 3600;

    private static readonly GroupVersionResource Requests = new("certificates.k8s.io", "v1", "certificatesigningrequests");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A certificate for whoever asks, and its key.</summary>
    /// <param name="person">Whose name and groups it carries: as they are in the member, so never <c>system:masters</c>.</param>
    /// <param name="cluster">The member.</param>
    /// <param name="seconds">How long it is good: 600 to 2,592,000, 0 or null for seven days.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The two in PEM; or why not, in the member's words where it refused.</returns>
    public async Task<Result<ClientCertificate>> IssueAsync(Person person, string cluster, int? seconds, CancellationToken cancellationToken)
    {
        var lasts = seconds is null or 0 ? UsualSeconds : seconds.Value;
        if (lasts is < LeastSeconds or > MostSeconds) return Error.Invalid("expirationSeconds", "kubeconfig.certificate.expiration", ("least", $"{LeastSeconds}"), ("most", $"{MostSeconds}"));
        var asked = new AccessRequest("create", new GroupResource(Requests.Group, Requests.Resource)) { Cluster = cluster };
        if ((await authorizer.CheckAsync(person, asked, cancellationToken)).Error is { } denied) return denied;
        if (!clusters.ClientAs(cluster, person).TryGet(out var own, out var error) || !clusters.SystemClient(cluster).TryGet(out var platform, out error)) return error;
        if (own.Identity.IsPlatform) return Error.Of(ErrorCode.FailedPrecondition, "cluster.cannot.impersonate", ("cluster", cluster));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = SubjectOf(own.Identity);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var name = $"kpanda-{Guid.CreateVersion7():n}";
        var made = await own.CreateAsync(Requests, null, Body(name, request, lasts), KubeWriteOptions.Default, cancellationToken);
        if (!made.TryGet(out var created, out var failure)) return failure.ToError(cluster);
        try
        {
            var pem = await SignedAsync(platform, cluster, created, request, cancellationToken);
            return pem.TryGet(out var certificate, out error) ? Checked(certificate, key, subject, cluster) : error;
        }
        finally
        {
            // Also where nobody waits for it any more: it must not lie about for the next hour.
            using var limit = new CancellationTokenSource(Patience, time);
            await platform.DeleteAsync(Requests, new ObjectKey("", name), KubeDeleteOptions.Default, limit.Token);
        }
    }

    private async Task<Result<string>> SignedAsync(KubeClient platform, string cluster, KubeObject created, string request, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(created.Json.Span)!;
        // What is approved is what was asked for, whatever stands on the way into the member's store.
        if (body["spec"]?["request"]?.ToString() != Encoded(request) || body["spec"]?["signerName"]?.ToString() != Signer) return Strange(cluster);
        var name = body["metadata"]!["name"]!.ToString();
        body["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Approved", ["status"] = "True", ["reason"] = "AskedForByItsOwner", ["message"] = "A kubeconfig was asked for in Kpanda." }),
        };
        var approved = await platform.UpdateAsync(Requests, new ObjectKey("", name), body, KubeWriteOptions.Default with { Subresource = "approval" }, cancellationToken);
        if (approved.Failure is { } refused) return refused.ToError(cluster);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var read = await platform.GetAsync(Requests, new ObjectKey("", name), limit.Token);
                if (!read.TryGet(out var found, out var failure)) return failure.ToError(cluster);
                using var document = found.Parse();
                if (CertificateOf(document.RootElement) is { } pem) return pem;
                await Task.Delay(Pause, time, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Error.Of(ErrorCode.FailedPrecondition, "kubeconfig.certificate.unsigned", ("cluster", cluster));
        }
    }

    // A certificate for another key or another name would be somebody else's.
    private static Result<ClientCertificate> Checked(string pem, ECDsa key, X500DistinguishedName subject, string cluster)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var ours = certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()) && NamesOf(certificate.SubjectName).SetEquals(NamesOf(subject));
            return ours ? new ClientCertificate(pem, key.ExportPkcs8PrivateKeyPem()) : Strange(cluster);
        }
        catch (CryptographicException)
        {
            return Strange(cluster);
        }
    }

    private static Error Strange(string cluster) => Error.Of(ErrorCode.FailedPrecondition, "kubeconfig.certificate.strange", ("cluster", cluster));

    private static string? CertificateOf(JsonElement request) =>
        request.TryGetProperty("status", out var status) && status.TryGetProperty("certificate", out var certificate) && certificate.GetString() is { Length: > 0 } encoded
            ? Encoding.ASCII.GetString(Convert.FromBase64String(encoded))
            : null;

    // Kubernetes reads the user from the common name and the groups from the organisations.
    private static X500DistinguishedName SubjectOf(KubeIdentity identity)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in identity.Groups) subject.AddOrganizationName(group);
        subject.AddCommonName(identity.User);
        return subject.Build();
    }

    private static HashSet<string> NamesOf(X500DistinguishedName name) =>
        [.. name.EnumerateRelativeDistinguishedNames().Select(part => $"{part.GetSingleElementType().Value}={part.GetSingleElementValue()}")];

    private static string Encoded(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));

    private static JsonObject Body(string name, string request, int seconds) => new()
    {
        ["apiVersion"] = "certificates.k8s.io/v1",
        ["kind"] = "CertificateSigningRequest",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "kpanda" } },
        ["spec"] = new JsonObject { ["request"] = Encoded(request), ["signerName"] = Signer, ["expirationSeconds"] = seconds, ["usages"] = new JsonArray("digital signature", "client auth") },
    };
}

/// <summary>A client certificate and its key, both in PEM. Prints neither.</summary>
internal sealed record ClientCertificate(string Certificate, string Key)
{
    public override string ToString() => nameof(ClientCertificate);
}
