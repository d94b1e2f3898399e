using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Scaling;

/// <summary>The one ClusterResourceOverride of a member that has its operator: what turns limits of pods into requests, so that a cluster can be over-committed.</summary>
internal sealed class ResourceOverrides(MemberObjects objects)
{
    /// <summary>The operator takes no other name.</summary>
    private const string Only = "cluster";

    private const int MaxPercent = 100;

    private static readonly GroupResource Resource = new("operator.autoscaling.openshift.io", "clusterresourceoverrides");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/apis/kpanda.io/v1alpha1/clusters/{cluster}/clusterresourceoverride").WithTags("Autoscaling");
        group.Post("", (string cluster, ClusterResourceOverrideRequest body, ResourceOverrides handler, Person person, CancellationToken cancellation) =>
            handler.WriteAsync(cluster, body.Data, create: true, person, cancellation));
        group.Put("", (string cluster, ClusterResourceOverrideRequest body, ResourceOverrides handler, Person person, CancellationToken cancellation) =>
            handler.WriteAsync(cluster, body.Data, create: false, person, cancellation));
        group.Get("/{name}", (string cluster, string name, ResourceOverrides handler, Person person, CancellationToken cancellation) =>
            handler.GetAsync(At(cluster, name), person, cancellation));
        group.Delete("/{name}", (string cluster, string name, ResourceOverrides handler, Person person, CancellationToken cancellation) =>
            handler.DeleteAsync(At(cluster, name), person, cancellation));
    }

    public async Task<Result<ClusterResourceOverride>> GetAsync(ObjectAddress at, Person person, CancellationToken cancellationToken) =>
        (await objects.GetAsync(person, at, cancellationToken)).Select(Read);

    public async Task<Result<ClusterResourceOverride>> WriteAsync(string cluster, ClusterResourceOverride? wanted, bool create, Person person, CancellationToken cancellationToken)
    {
        if (wanted is null) return Error.Invalid("data", "object.field.required", ("field", "data"));
        if (wanted.MemoryRequestToLimitPercent is < 0 or > MaxPercent) return OutOfRange("data.memoryRequestToLimitPercent");
        if (wanted.CpuRequestToLimitPercent is < 0 or > MaxPercent) return OutOfRange("data.cpuRequestToLimitPercent");

        // Other settings of the object stay as they are: an update is a merge.
        var percents = new JsonObject { ["memoryRequestToLimitPercent"] = wanted.MemoryRequestToLimitPercent, ["cpuRequestToLimitPercent"] = wanted.CpuRequestToLimitPercent };
        var body = new JsonObject { ["spec"] = new JsonObject { ["podResourceOverride"] = new JsonObject { ["spec"] = percents } } };
        var at = At(cluster, Only);
        if (!create) return (await objects.PatchAsync(person, at, PatchType.Merge, body, KubeWriteOptions.Default, cancellationToken)).Select(Read);

        if (!objects.Served(at).TryGet(out var served, out var error)) return error;
        body["apiVersion"] = served.Gvr.ApiVersion;
        body["kind"] = served.Kind;
        body["metadata"] = new JsonObject { ["name"] = Only };
        return (await objects.CreateAsync(person, at, body, KubeWriteOptions.Default, cancellationToken)).Select(Read);
    }

    public async Task<Result<Empty>> DeleteAsync(ObjectAddress at, Person person, CancellationToken cancellationToken) =>
        (await objects.DeleteAsync(person, at, new KubeDeleteOptions(), cancellationToken)).Select(_ => default(Empty));

    private static ObjectAddress At(string cluster, string name) => new(cluster, Resource, new ObjectKey("", name));

    private static ClusterResourceOverride Read(KubeObject obj)
    {
        using var document = obj.Parse();
        var spec = document.RootElement.At("spec", "podResourceOverride", "spec");
        return new(spec.Number(0, "memoryRequestToLimitPercent"), spec.Number(0, "cpuRequestToLimitPercent"));
    }

    private static Error OutOfRange(string field) => Error.Invalid(field, "override.percent", ("field", field), ("max", $"{MaxPercent}"));
}
