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
        ["type", "reason", "involvedObject.kind", "involvedObject.name", "involvedObject.uid", "involvedObject.namespace", "involvedObject.apiVersion", "involvedObject.fieldPath"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["object"] = SortedValue.Text(obj => obj.KindAndName("involvedObject")),
        ["message"] = SortedValue.Text(obj => obj.Text("message")),
        ["count"] = SortedValue.Number(obj => Count(obj)),
        ["source"] = SortedValue.Text(Component),
        ["firstSeen"] = SortedValue.Number(obj => FirstSeen(obj)?.ToUnixTimeSeconds()),
    };

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
        // Nobody reads events by the alphabet, and one that repeats is as new as it was last seen.
        if (request.Value("sortBy") is null) return new(query with { SortBy = SortField.Changed, Descending = true });
        return new(query.SortBy == SortField.Created ? query with { SortBy = SortField.Changed } : query);
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) =>
        KindStatus.Of(obj.Text("type"), obj.Text("type") == "Warning" ? StatusSeverity.Warning : StatusSeverity.Healthy);

    public override IReadOnlyList<string> States => ["Normal", "Warning"];

    public override Func<JsonElement, DateTimeOffset?>? ChangedOf => LastSeen;

    public override Event Project(IndexedObject obj)
    {
        var body = obj.Body;
        var first = FirstSeen(body);
        var last = LastSeen(body);
        var happened = Shape.Read<Event>(obj);
        return happened with
        {
            FirstTimestamp = first?.ToUnixTimeMilliseconds(),
            LastTimestamp = last?.ToUnixTimeMilliseconds(),
            Count = Count(body),
            Source = happened.Source is { Component.Length: > 0 } ? happened.Source : new(Component(body), body.Text("reportingInstance")),
        };
    }

    private static int Count(JsonElement obj) => obj.Number(obj.Number(1, "series", "count"), "count");

    private static string Component(JsonElement obj) => obj.Text("source", "component") is { Length: > 0 } component ? component : obj.Text("reportingComponent");

    // Events of the newer API carry their times in eventTime and series instead.
    private static DateTimeOffset? FirstSeen(JsonElement obj) => obj.Time("firstTimestamp") ?? obj.Time("eventTime") ?? obj.Time("metadata", "creationTimestamp");

    private static DateTimeOffset? LastSeen(JsonElement obj) => obj.Time("lastTimestamp") ?? obj.Time("series", "lastObservedTime") ?? FirstSeen(obj);

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
