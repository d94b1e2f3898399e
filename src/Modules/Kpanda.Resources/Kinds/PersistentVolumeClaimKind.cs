using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class PersistentVolumeClaimKind()
    : ResourceKind<PersistentVolumeClaim>("", "persistentvolumeclaims", "PersistentVolumeClaim", namespaced: true, "Core")
{
    public override IReadOnlyList<string> States => ["Pending", "Bound", "Lost"];

    public override IReadOnlyList<string> IndexedFields => ["spec.accessModes[]", "spec.storageClassName", "spec.volumeName", "spec.volumeAttributesClassName", "spec.volumeMode"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["capacity"] = SortedValue.Number(obj => ResourceAmount.Units(obj.Text("status", "capacity", "storage"))),
        ["modes"] = AccessModes.Sorted,
    };

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("accessMode") { Values = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"] }];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("spec.accessModes[]", request.Value("accessMode")));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        var phase = obj.Text("status", "phase") is { Length: > 0 } given ? given : "Pending";
        if (obj.IsDeleting()) return KindStatus.Of(phase, StatusSeverity.Progressing, "pvc.deleting", ("since", obj.Text("metadata", "deletionTimestamp")));
        if (phase == "Lost") return KindStatus.Of(phase, StatusSeverity.Failing, "pvc.lost", ("volume", obj.Text("spec", "volumeName")));
        if (phase == "Pending") return KindStatus.Of(phase, StatusSeverity.Progressing, "pvc.pending", ("since", obj.Text("metadata", "creationTimestamp")));

        var resizing = obj.Condition("FileSystemResizePending").Text("status") == "True" || obj.Condition("Resizing").Text("status") == "True";
        return resizing ? KindStatus.Of(phase, StatusSeverity.Progressing, "pvc.resizing") : KindStatus.Of(phase, StatusSeverity.Healthy);
    }

    public override PersistentVolumeClaim Project(IndexedObject obj)
    {
        var claim = Shape.Read<PersistentVolumeClaim>(obj);
        return claim with { Status = claim.Status with { Phase = obj.Status.State } };
    }
}
