using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class EventKind() : ResourceKind<Event>("", "events", "Event", namespaced: true, "Core")
{
    public override IReadOnlyList<string> IndexedFields =>
        ["type", "reason", "involvedObject.kind", "involvedObject.name", "involvedObject.uid", "involvedObject.namespace", "involvedObject.apiVersion"];

    public override IReadOnlyList<string> SearchedFields => ["involvedObject.name", "reason"];

    public override IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("kind"),
        new("kindName"),
        new("type", IsArray: true) { Values = ["Normal", "Warning"] },
        new("group"),
        new("version"),
        new("resource"),
    ];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.SomeOf("type", ["Normal", "Warning"]).TryGet(out var types, out var error)) return new(error);

        query = query.Where("type", types).Where("involvedObject.kind", InvolvedKind(query, request)).Where("involvedObject.name", request.Value("kindName"));
        // Nobody reads events by the alphabet.
        return new(request.Value("sortBy") is null ? query with { SortBy = SortField.Created, Descending = true } : query);
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) =>
        KindStatus.Of(obj.Text("type"), obj.Text("type") == "Warning" ? StatusSeverity.Warning : StatusSeverity.Healthy);

    public override IReadOnlyList<string> States => ["Normal", "Warning"];

    public override Event Project(IndexedObject obj)
    {
        // Events of the newer API carry their times in eventTime and series instead.
        var body = obj.Body;
        var first = body.Time("firstTimestamp") ?? body.Time("eventTime") ?? body.Time("metadata", "creationTimestamp");
        var last = body.Time("lastTimestamp") ?? body.Time("series", "lastObservedTime") ?? first;
        var happened = Shape.Read<Event>(obj);
        return happened with
        {
            FirstTimestamp = first?.ToUnixTimeMilliseconds(),
            LastTimestamp = last?.ToUnixTimeMilliseconds(),
            Count = body.Number(body.Number(1, "series", "count"), "count"),
            Source = happened.Source is { Component.Length: > 0 } ? happened.Source : new(body.Text("reportingComponent"), body.Text("reportingInstance")),
        };
    }

    /// <summary>The published words for kinds are those of Kubernetes but for two.</summary>
    private static string? InvolvedKind(ResourceQuery query, ListRequest request)
    {
        var kind = request.Value("kind");
        if (kind == "CronHPA") return "CronHorizontalPodAutoscaler";
        if (kind != "GroupVersionResource") return kind;

        var resource = new GroupResource(request.Value("group") ?? "", request.Value("resource") ?? "");
        var served = query.Clusters.SelectMany(request.Index.ServedResources).FirstOrDefault(served => served.Gvr.GroupResource == resource);
        return served?.Kind ?? resource.ToString();
    }
}
