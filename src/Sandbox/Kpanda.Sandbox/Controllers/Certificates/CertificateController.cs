using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Certificates;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Certificates;

/// <summary>
/// Approves what kubelets ask for themselves, signs what was approved for the control plane's signers, and forgets requests: an hour after they were decided,
/// a day after they were asked, or when their certificate ends.
/// </summary>
internal sealed class CertificateController(ControlPlane plane) : IController
{
    private static readonly TimeSpan DecidedLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan PendingLife = TimeSpan.FromHours(24);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.CertificateSigningRequests];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type != StoreEventType.Deleted) enqueue(change.Object.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.CertificateSigningRequests, key) is not { } item) return null;
        if (End(item) is { } end && end <= plane.Now)
        {
            plane.Store.Delete(BuiltIn.CertificateSigningRequests, key.Namespace, key.Name, DeleteRequest.Now);
            return null;
        }

        Decide(key, item);
        return End(item) - plane.Now;
    }

    // When a request is forgotten; null for one that was approved and is signed by somebody else.
    private static DateTimeOffset? End(JsonObject item)
    {
        var status = item.ObjectAt("status");
        var ends = new List<DateTimeOffset>();
        var certificate = SigningRequests.Bytes(status, "certificate");
        foreach (var condition in status.ObjectsAt("conditions"))
        {
            var decided = condition.TextAt("type") is "Denied" or "Failed" || (condition.TextAt("type") == "Approved" && certificate.Length > 0);
            if (decided && condition.TimeAt("lastUpdateTime") is { } since) ends.Add(since + DecidedLife);
        }

        if (status.ArrayAt("conditions") is not { Count: > 0 }) ends.Add(item.Created() + PendingLife);
        if (certificate.Length > 0 && Conditions.IsTrue(status, "Approved"))
        {
            using var read = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(certificate));
            ends.Add(read.NotAfter);
        }

        return ends.Count == 0 ? null : ends.Min();
    }

    private void Decide(ObjectKey key, JsonObject item)
    {
        var status = item.ObjectAt("status");
        if (Conditions.IsTrue(status, "Denied") || Conditions.IsTrue(status, "Failed") || !string.IsNullOrEmpty(status.TextAt("certificate"))) return;
        var spec = item.ObjectAt("spec");
        var signer = spec.TextAt("signerName") ?? "";
        if (!Signers.Knows(signer) || SigningRequest.Read(SigningRequests.Bytes(spec, "request"), out _) is not { } asked) return;
        string[] usages = [.. spec.ArrayAt("usages").Texts()];
        if (!Conditions.IsTrue(status, "Approved"))
        {
            if (signer == Signers.KubeletClient && Approval(spec, asked, usages) is { } message) Write(key, now => Add(now, "Approved", "AutoApproved", message));
        }
        else if (Signers.Refuses(signer, asked, usages) is { } why)
        {
            Write(key, now => Add(now, "Failed", "SignerValidationFailure", why));
        }
        else
        {
            var pem = plane.Cluster.ClientAuthority.Sign(asked, usages, spec.LongAt("expirationSeconds"), plane.Now);
            Write(key, now => now["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)));
        }
    }

    // A node may have a certificate of its own; whoever brings nodes up may have one for any.
    private string? Approval(JsonObject? spec, SigningRequest asked, string[] usages)
    {
        if (Signers.Refuses(Signers.KubeletClient, asked, usages) is not null) return null;
        var user = new SandboxUser(spec.TextAt("username") ?? "", [.. spec.ArrayAt("groups").Texts()]);
        if (asked.Name.CommonName == user.Name && May(user, "selfnodeclient")) return "Auto approving self kubelet client certificate after SubjectAccessReview.";
        return May(user, "nodeclient") ? "Auto approving kubelet client certificate after SubjectAccessReview." : null;
    }

    private bool May(SandboxUser user, string subresource) =>
        Authorization.Allows(plane.Cluster, user, new AccessAttributes("create", "certificates.k8s.io", "certificatesigningrequests") { Subresource = subresource });

    private void Write(ObjectKey key, Action<JsonObject> change) => plane.Store.Update(
        BuiltIn.CertificateSigningRequests, key.Namespace, key.Name,
        item =>
        {
            change(item.Ensure("status"));
            return item;
        },
        UpdateKind.Status);

    private void Add(JsonObject status, string type, string reason, string message) =>
        Conditions.Set(status, type, "True", reason, message, plane.Now, "lastUpdateTime");
}
