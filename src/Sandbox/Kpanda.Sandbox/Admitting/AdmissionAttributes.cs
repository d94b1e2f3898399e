using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>
/// What somebody wants to do to an object, as webhooks and policies are told. <see cref="Object"/> (what it shall be, null for a deletion) and <see cref="Old"/>
/// (what it is, null for a creation) are in the version that is kept.
/// </summary>
internal sealed record AdmissionAttributes(ApiRequest Request, string Operation, JsonObject? Object, JsonObject? Old)
{
    public const string Create = "CREATE";
    public const string Update = "UPDATE";
    public const string Delete = "DELETE";
    public const string Connect = "CONNECT";

    public SandboxCluster Cluster => Request.Cluster;

    public string Name { get; init; } = Request.Name;

    /// <summary>Where the object is; of a namespace itself its name, as Kubernetes has it.</summary>
    public string Namespace
    {
        get => IsNamespace ? Name : field;
        init;
    } = Request.Namespace;

    /// <summary>Whether it is about a namespace.</summary>
    public bool IsNamespace => Request.Kind.Storage == BuiltIn.Namespaces;

    public bool DryRun { get; init; } = Request.DryRun;

    /// <summary>The kind of the object where that is not the resource's: an Eviction, the options of a command.</summary>
    public GroupVersionKind? Subject { get; init; }

    /// <summary>Whether nothing judges it: what would judge, so that it can always be mended.</summary>
    public static bool IsExempt(ApiRequest request) => request.Kind.Storage.Group == "admissionregistration.k8s.io";

    /// <summary>An object in one of the versions of its kind.</summary>
    public JsonObject? In(KindInfo version, JsonObject? obj)
    {
        if (obj is null) return null;
        if (Subject is not null) return (JsonObject)obj.DeepClone();
        var copy = (JsonObject)obj.DeepClone();
        if (KindVersions.Differs(Cluster, version)) KindVersions.ToServed(version, copy);
        return copy;
    }

    /// <summary>The facts without the objects: <c>request</c> of an AdmissionReview and of expressions.</summary>
    public JsonObject Facts(KindInfo version, string uid)
    {
        JsonObject facts = new() { ["uid"] = uid, ["kind"] = KindOf(Subject ?? version.Gvk), ["resource"] = ResourceOf(version) };
        if (Request.Subresource.Length > 0) facts["subResource"] = Request.Subresource;
        facts["requestKind"] = KindOf(Subject ?? Request.Kind.Gvk);
        facts["requestResource"] = ResourceOf(Request.Kind);
        if (Request.Subresource.Length > 0) facts["requestSubResource"] = Request.Subresource;
        if (Name.Length > 0) facts["name"] = Name;
        if (Namespace.Length > 0) facts["namespace"] = Namespace;
        facts["operation"] = Operation;
        facts["userInfo"] = Request.User.ToJson();
        facts["dryRun"] = DryRun;
        facts["options"] = Operation == Connect ? null : Options();
        return facts;
    }

    /// <summary>The labels of the namespace that the object is in, or is; null where it is in none.</summary>
    public IReadOnlyDictionary<string, string>? NamespaceLabels()
    {
        if (IsNamespace) return LabelSet.From((Object ?? Old).Child("metadata", "labels"));
        if (Namespace.Length == 0) return null;
        return Cluster.Store.Get(BuiltIn.Namespaces, "", Namespace)?.Labels ?? LabelSet.Empty;
    }

    private static JsonObject KindOf(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private static JsonObject ResourceOf(KindInfo kind) => new() { ["group"] = kind.Gvr.Group, ["version"] = kind.Gvr.Version, ["resource"] = kind.Gvr.Resource };

    private JsonObject Options()
    {
        JsonObject options = new()
        {
            ["kind"] = Operation switch
            {
                Create => "CreateOptions",
                Delete => "DeleteOptions",
                _ => Request.Verb == "patch" ? "PatchOptions" : "UpdateOptions",
            },
            ["apiVersion"] = "meta.k8s.io/v1",
        };
        if (DryRun) options["dryRun"] = new JsonArray("All");
        if (Operation == Delete) return options;
        foreach (var field in (ReadOnlySpan<string>)["fieldManager", "fieldValidation"])
        {
            if (Request.Query[field].ToString() is { Length: > 0 } value) options[field] = value;
        }

        return options;
    }
}
