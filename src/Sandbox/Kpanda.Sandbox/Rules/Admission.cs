using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules;

/// <summary>What happens to an object around validation: completion before, and after it the decisions that need other objects.</summary>
internal static class Admission
{
    public static KubeStatus? Create(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        if (stored.Storage == BuiltIn.CertificateSigningRequests) SigningRequests.Prepare(request.User, obj);
        request.Cluster.Store.Complete(stored.Storage, obj);
        return Escalation.Refuses(request, obj, null);
    }

    /// <summary>Takes back what a change may not touch.</summary>
    public static void Prepare(ApiRequest request, KindInfo stored, JsonObject obj, JsonObject before)
    {
        if (stored.Storage == BuiltIn.CertificateSigningRequests) SigningRequests.Prepare(request, obj, before);
    }

    public static KubeStatus? Update(ApiRequest request, JsonObject obj, JsonObject before)
    {
        if (ChangesPod(request)) PodTolerationRestriction.Complete(request.Cluster, obj, isNew: false);
        return Escalation.Refuses(request, obj, before);
    }

    /// <summary>Judges an object that is complete and valid, before it is created.</summary>
    public static KubeStatus? JudgeNew(ApiRequest request, KindInfo stored, JsonObject obj, string name)
    {
        if (stored.Storage == BuiltIn.Pods && request.Cluster.Minor >= ClusterVersion.AppArmorFields) AppArmorProfiles.Complete(request, obj);
        VolumeDeprecations.Warn(request, stored, obj);
        if (stored.Storage == BuiltIn.Namespaces && PodSecurity.RefusesLabels(request.Cluster, obj, null) is { } unknown) return unknown;
        if (Refuses(request.Cluster, stored.Storage, name, obj) is { } refused) return refused;
        if (stored.Storage == BuiltIn.CertificateSigningRequests && SigningRequests.Refuses(obj) is { } master) return Failure.Forbidden(request.Resource, name, master);
        PodSecurity.Warn(request, stored, obj);
        return request.Cluster.Policies.Refuses(new AdmissionAttributes(request, AdmissionAttributes.Create, obj, null) { Name = name });
    }

    /// <summary>Judges a change of an object that is complete and valid.</summary>
    public static KubeStatus? JudgeChange(ApiRequest request, KindInfo stored, JsonObject obj, JsonObject before)
    {
        if (ChangesPod(request) && PodTolerationRestriction.Refuses(request.Cluster, obj, isNew: false) is { } intolerable) return intolerable;
        if (request.Subresource.Length == 0 && Quotas.Refuses(request.Cluster, stored.Storage, obj, before) is { } why) return Failure.Forbidden(request.Resource, request.Name, why);
        if (stored.Storage == BuiltIn.PersistentVolumeClaims && ClaimGrowth.Refuses(request.Cluster, obj, before) is { } fixedSize) return Failure.Forbidden(request.Resource, request.Name, fixedSize);
        if (stored.Storage == BuiltIn.CertificateSigningRequests && SigningRequests.Refuses(request, obj, before) is { } forbidden) return Failure.Forbidden(request.Resource, request.Name, forbidden);
        if (stored.Storage == BuiltIn.Namespaces && request.Subresource.Length == 0)
        {
            if (PodSecurity.RefusesLabels(request.Cluster, obj, before) is { } unknown) return unknown;
            PodSecurity.WarnOfPods(request, obj, before);
        }

        return request.Cluster.Policies.Refuses(new AdmissionAttributes(request, AdmissionAttributes.Update, obj, before));
    }

    /// <summary>Why a controller may not create a pod, as a client is told; null where it may. The pod is completed where that matters.</summary>
    public static string? RefusesPod(SandboxCluster cluster, JsonObject pod, string component)
    {
        var (ns, name) = (pod.Child("metadata").Text("namespace") ?? "", pod.Child("metadata").Text("name") ?? "");
        if (!string.IsNullOrEmpty(pod.Child("spec").Text("priorityClassName")) && PodPriority.Refuses(cluster, pod) is { } unknown)
            return Failure.Forbidden(BuiltIn.Pods, name, unknown).Message;
        if (cluster.Store.List(BuiltIn.ResourceQuotas, ns).Count == 0 && cluster.Store.List(BuiltIn.LimitRanges, ns).Count == 0
            && !PodSecurity.IsAsked(cluster, ns) && cluster.Options.Admission == AdmissionPlugins.None && !cluster.Policies.AreThere) return null;
        cluster.Store.Complete(BuiltIn.Pods, pod);
        return (Refuses(cluster, BuiltIn.Pods, name, pod)
            ?? cluster.Policies.Refuses(new AdmissionAttributes(cluster.PodAdmission.RequestOf(pod, component), AdmissionAttributes.Create, pod, null) { Name = name }))?.Message;
    }

    // Why an object may not be created, whoever wants it; null where it may.
    private static KubeStatus? Refuses(SandboxCluster cluster, GroupResource resource, string name, JsonObject obj)
    {
        if (resource == BuiltIn.Pods && (PodNodeSelector.Refuses(cluster, obj) ?? PodTolerationRestriction.Refuses(cluster, obj, isNew: true)) is { } misplaced) return misplaced;
        var why = LimitRanger.Refuses(cluster, resource, obj)
            ?? (resource == BuiltIn.Pods ? PodPriority.Refuses(cluster, obj) ?? PodSecurity.Refuses(cluster, obj) : null)
            ?? Quotas.Refuses(cluster, resource, obj, null);
        return why is null ? null : Failure.Forbidden(resource, name, why);
    }

    private static bool ChangesPod(ApiRequest request) => request.Subresource.Length == 0 && request.Kind.Storage == BuiltIn.Pods;
}
