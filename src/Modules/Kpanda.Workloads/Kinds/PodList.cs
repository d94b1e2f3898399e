using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Workloads.Kinds;

/// <summary>The parameters of pod lists beyond those of all lists.</summary>
internal static class PodList
{
    /// <summary>What <c>gpuType</c> looks at.</summary>
    public static readonly string GpuField = GpuLists.Field("spec");

    private static readonly string[] Kinds = ["Deployment", "StatefulSet", "DaemonSet", "Service", "Job", "CronJob", "ReplicaSet", "NetworkPolicy"];

    private static readonly string[] Statuses =
        ["FILTER_POD_STATUS_RUNNING", "FILTER_POD_STATUS_ERROR", "FILTER_POD_STATUS_COMPLETED", "FILTER_POD_STATUS_WAITING"];

    // No object has this owner: what belongs to an object that does not exist is nothing.
    private static readonly string Nobody = Guid.Empty.ToString();

    public static IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("kind") { Values = Kinds },
        new("kindName"),
        new("status") { Values = Statuses },
        new("podIp"),
        new("nodeName"),
        GpuLists.Parameter,
        new("excludeMetrics") { Type = ListParameterType.Flag },
    ];

    public static async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.OneOf("status", Statuses).TryGet(out var status, out var error)) return error;
        if (!request.OneOf("kind", Kinds).TryGet(out var kind, out error)) return error;

        query = WithStatus(query, status).Where("status.podIP", request.Value("podIp")).Where("spec.nodeName", request.Value("nodeName")).WithGpu(request, GpuField);
        if (kind.Length == 0) return query;
        if (request.Value("kindName") is not { } name) return Error.Invalid("kindName", "list.kindName", ("kind", kind));

        var target = await request.FindAsync(query, OwnerKinds.Resource(kind), name, cancellationToken);
        return kind switch
        {
            "Service" => Selected(query, target, "selector", matchLabels: false),
            "NetworkPolicy" => Selected(query, target, "podSelector", matchLabels: true),
            _ => query with { OwnerUid = target?.Body.Text("metadata", "uid") ?? Nobody },
        };
    }

    private static ResourceQuery WithStatus(ResourceQuery query, string status) => status switch
    {
        "FILTER_POD_STATUS_RUNNING" => query with { Severities = [StatusSeverity.Healthy] },
        "FILTER_POD_STATUS_ERROR" => query with { Severities = [StatusSeverity.Warning, StatusSeverity.Failing] },
        "FILTER_POD_STATUS_COMPLETED" => query with { Severities = [StatusSeverity.Idle], States = ["Succeeded"] },
        "FILTER_POD_STATUS_WAITING" => query with { Severities = [StatusSeverity.Idle, StatusSeverity.Progressing], States = ["Pending", "Running"] },
        _ => query,
    };

    /// <summary>Services and policies do not own their pods: they select them. A Service without a selector has none, a policy with an empty one has all.</summary>
    private static ResourceQuery Selected(ResourceQuery query, IndexedObject? target, string field, bool matchLabels)
    {
        if (target is null || target.Body.At("spec", field) is not { ValueKind: JsonValueKind.Object } found) return query with { Labels = LabelSelector.Nothing };

        var source = JsonObject.Create(found);
        if (!matchLabels)
        {
            if (source is null or { Count: 0 }) return query with { Labels = LabelSelector.Nothing };
            source = new JsonObject { ["matchLabels"] = source };
        }

        if (!LabelSelector.TryRead(source, out var selector, out _)) return query with { Labels = LabelSelector.Nothing };
        var both = query.Labels is { } asked ? LabelSelector.Of(asked.Requirements.Concat(selector.Requirements)) : selector;
        return query with { Labels = both };
    }
}
