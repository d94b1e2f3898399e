using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Access;

/// <summary>The pod, secret or node that the token of a service account is bound to (<c>boundObjectRef</c> of a TokenRequest): it counts no longer than that is there.</summary>
internal sealed record TokenBinding(GroupResource Resource, string Kind, string Namespace, string Name, string Uid)
{
    private const string Prefix = "authentication.kubernetes.io/";
    private const string Invalidated = "service account token has been invalidated";

    // How long the token of a pod counts that is being deleted.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    /// <summary>What a reference names; neither where there is none.</summary>
    public static (TokenBinding? Binding, KubeStatus? Failure) Find(SandboxCluster cluster, string ns, string account, JsonObject? reference)
    {
        if (reference is null) return default;
        var kind = GroupVersionKind.Parse(reference.Text("apiVersion") ?? "", reference.Text("kind") ?? "");
        GroupResource? resource = (kind.Group, kind.Kind) switch
        {
            ("", "Pod") => BuiltIn.Pods,
            ("", "Secret") => BuiltIn.Secrets,
            ("", "Node") when cluster.Minor >= ClusterVersion.TokensOfNodes => BuiltIn.Nodes,
            _ => null,
        };
        if (resource is not { } bound) return (null, Failure.BadRequest($"cannot bind token to object of type {kind.Group}/{kind.Version}, Kind={kind.Kind}"));
        var name = reference.Text("name") ?? "";
        if (name.Length == 0) return (null, Failure.BadRequest("Name parameter required."));
        if (bound == BuiltIn.Nodes) ns = "";
        if (cluster.Store.Get(bound, ns, name) is not { } found) return (null, Failure.NotFound(bound, name));
        if (reference.Text("uid") is { Length: > 0 } uid && uid != found.Uid)
        {
            return (null, Failure.Conflict(new GroupResource("", kind.Kind), name,
                $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated"));
        }

        if (bound == BuiltIn.Pods && (found.ToNode().Child("spec").Text("serviceAccountName") ?? "") != account)
            return (null, Failure.BadRequest($"cannot bind token for serviceaccount \"{account}\" to pod running with different serviceaccount name."));
        return (new TokenBinding(bound, kind.Kind, ns, name, found.Uid), null);
    }

    /// <summary>Why the token counts no more; null where it does.</summary>
    public string? Problem(SandboxCluster cluster)
    {
        if (cluster.Store.Get(Resource, Namespace, Name) is not { } found) return Invalidated;
        if (found.Uid != Uid) return $"{Kind.ToLowerInvariant()} UID ({found.Uid}) does not match service account {Kind.ToLowerInvariant()} ref claim ({Uid})";
        return found.ToNode().TimeAt("metadata", "deletionTimestamp") is { } end && cluster.Time.GetUtcNow() > end + Leeway ? Invalidated : null;
    }

    /// <summary>What the user is known to be besides: extra facts of a token that is bound to a pod or node.</summary>
    public IEnumerable<(string Fact, string Value)> Facts(SandboxCluster cluster)
    {
        if (Resource == BuiltIn.Secrets) yield break;
        var node = Resource == BuiltIn.Nodes ? Name : cluster.Store.Get(Resource, Namespace, Name)?.ToNode().Child("spec").Text("nodeName") ?? "";
        if (node.Length > 0 && cluster.Minor >= ClusterVersion.TokenIds)
        {
            yield return (Prefix + "node-name", node);
            if (cluster.Store.Get(BuiltIn.Nodes, "", node) is { } found) yield return (Prefix + "node-uid", found.Uid);
        }

        if (Resource != BuiltIn.Pods) yield break;
        yield return (Prefix + "pod-name", Name);
        yield return (Prefix + "pod-uid", Uid);
    }
}
