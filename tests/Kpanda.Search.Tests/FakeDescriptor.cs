using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests;

internal sealed record FakeShape(string Name) : PublishedObject;

/// <summary>Pods with a state that stands in <c>status.phase</c>.</summary>
internal sealed class FakeDescriptor : KindDescriptor<FakeShape>
{
    public override GroupResource Resource => new("", "pods");

    public override string Kind => "Pod";

    public override bool Namespaced => true;

    public override string Tag => "Core";

    public override IReadOnlyList<string> States => ["Running", "Pending", "Failed"];

    public override IReadOnlyList<string> IndexedFields => ["spec.nodeName", "spec.containers[].image", "status.podIP"];

    public override IReadOnlyList<string> SearchedFields => ["status.podIP"];

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

    public override FakeShape Project(IndexedObject obj) => new(obj.Key.Name);
}
