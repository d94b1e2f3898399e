using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules;

/// <summary>What the store asks of a cluster's kinds. Everything that is written, by clients and by controllers, is completed here.</summary>
internal sealed class ObjectRules(SandboxCluster cluster) : IStorePolicy
{
    private readonly ServiceAddresses addresses = new(cluster);

    public bool CountsGenerations(GroupResource resource) => cluster.Kinds.Stored(resource)?.CountsGenerations ?? false;

    public bool HasStatus(GroupResource resource) => cluster.Kinds.Stored(resource)?.HasStatus ?? false;

    public void Complete(GroupResource resource, JsonObject obj, JsonObject? old)
    {
        if (cluster.Kinds.Stored(resource) is { } kind)
        {
            obj["kind"] ??= kind.Kind;
            obj["apiVersion"] ??= kind.Gvk.ApiVersion;
            if (kind.Custom) CustomDefaults.Apply(cluster.Kinds.Schema(kind), obj);
        }

        Default(resource, obj, old);
        if (FactTable.Newest.KeptType(resource) is { } type) ZeroFields.Forget(obj, type.Name);
        if (resource == BuiltIn.Pods && old is null)
        {
            LimitRanger.Complete(cluster, obj);
            PodNodeSelector.Complete(cluster, obj);
            PodPriority.Complete(cluster, obj);
        }

        Preparation.Apply(resource, obj, old);
        if (resource == BuiltIn.Pods && old is null) PodTolerationRestriction.Complete(cluster, obj, isNew: true);
        if (resource == BuiltIn.Services) addresses.Complete(obj, old);
        NewerFields.Remove(cluster, resource, obj);
    }

    /// <summary>Fills in constants: what decoding does, before anybody is recorded as the owner of a field.</summary>
    public static void Default(GroupResource resource, JsonObject obj, JsonObject? old)
    {
        if (FactTable.Newest.KeptType(resource) is { } type) ZeroFields.Fill(obj, type.Name);
        if (resource.Group.Length == 0) CoreDefaults.Apply(resource, obj, old);
        else OtherDefaults.Apply(resource, obj, old);
    }

    public long GracePeriod(GroupResource resource, JsonObject obj, long? asked)
    {
        if (resource != BuiltIn.Pods) return 0;
        var unbound = string.IsNullOrEmpty(obj.Child("spec").Text("nodeName"));
        if (unbound || obj.Child("status").Text("phase") is "Succeeded" or "Failed") return 0;
        return Math.Max(0, asked ?? obj.Child("spec").Number("terminationGracePeriodSeconds") ?? 30);
    }
}
