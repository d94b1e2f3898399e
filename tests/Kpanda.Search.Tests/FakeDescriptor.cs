using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests;

internal sealed record FakeShape(string Name) : PublishedObject;

/// <summary>Pods with a state that stands in <c>status.phase</c>.</summary>
internal sealed class FakeDescriptor : KindDescriptor<FakeShape>
{
    public static readonly GroupResource Deployments = new("apps", "deployments");

    /// <summary>Whether the parameter <c>bare</c> is served.</summary>
    public bool Completes { get; init; }

    public override GroupResource Resource => new("", "pods");

    public override string Kind => "Pod";

    public override bool Namespaced => true;

    public override string Tag => "Core";

    public override IReadOnlyList<string> States => ["Running", "Pending", "Failed"];

    public override IReadOnlyList<string> IndexedFields => ["spec.nodeName", "spec.containers[].image", "status.podIP"];

    public override IReadOnlyList<string> SearchedFields => ["status.podIP"];

    /// <summary>How much CPU is asked for.</summary>
    public static SortedValue Cpu { get; } = SortedValue.Number(obj => obj.TryGetProperty("spec", out var spec) && spec.TryGetProperty("cpu", out var cpu) ? cpu.GetInt64() : null);

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal) { ["cpu"] = Cpu };

    public override Func<JsonElement, Amounts> AmountsOf { get; } = obj =>
        obj.TryGetProperty("spec", out var spec) && spec.TryGetProperty("cpu", out var cpu) ? new(cpu.GetInt64(), 0, 1) : default;

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        var phase = obj.TryGetProperty("status", out var status) && status.TryGetProperty("phase", out var value) ? value.GetString()! : "";
        return phase switch
        {
            "Running" => KindStatus.Of(phase, StatusSeverity.Healthy),
            "Failed" => KindStatus.Of(phase, StatusSeverity.Failing, "fake.failed", ("phase", phase)),
            _ => KindStatus.Of("Pending", StatusSeverity.Progressing),
        };
    }

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("deployment"), new("bare") { Type = ListParameterType.Flag }];

    /// <summary><c>deployment</c>: pods of the Deployment of this name; none where there is none.</summary>
    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        if (request.Value("deployment") is not { } name) return query;
        var owner = await request.Index.GetAsync(query.Clusters[0], Deployments, new ObjectKey(query.Namespaces[0], name), cancellationToken);
        return query with { OwnerUid = owner?.Body.GetProperty("metadata").GetProperty("uid").GetString() ?? Guid.Empty.ToString() };
    }

    public override bool CompletesRows => Completes;

    public override IReadOnlyList<GroupResource> CompletedFrom => [Deployments];

    /// <summary><c>bare</c>: rows without their name, and only after a while.</summary>
    public override async ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken)
    {
        if (!request.Flag("bare")) return rows;
        await Task.Yield();
        return [.. rows.Cast<FakeShape>().Select(row => row with { Name = "" })];
    }

    public override FakeShape Project(IndexedObject obj) => new(obj.Key.Name);
}
