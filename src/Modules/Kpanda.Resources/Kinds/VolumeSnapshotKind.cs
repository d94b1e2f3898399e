using System.Text.Json;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

/// <summary>Snapshots of volumes, where the member has the CSI snapshot controller.</summary>
internal sealed class VolumeSnapshotKind() : ResourceKind<VolumeSnapshot>("snapshot.storage.k8s.io", "volumesnapshots", "VolumeSnapshot", namespaced: true, "Storage")
{
    public override IReadOnlyList<string> States => ["Ready", "Pending", "Failed", "Terminating"];

    public override IReadOnlyList<string> IndexedFields => ["spec.source.persistentVolumeClaimName", "spec.source.volumeSnapshotContentName", "spec.volumeSnapshotClassName"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["size"] = SortedValue.Number(obj => ResourceAmount.Units(obj.Text("status", "restoreSize"))),
    };

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return KindStatus.Of("Terminating", StatusSeverity.Progressing, "object.terminating", ("since", obj.Text("metadata", "deletionTimestamp")));
        if (obj.Text("status", "error", "message") is { Length: > 0 } message)
            return KindStatus.Of("Failed", StatusSeverity.Failing, "snapshot.failed", ("message", message), ("since", obj.Text("status", "error", "time")));
        return obj.Flag("status", "readyToUse")
            ? KindStatus.Of("Ready", StatusSeverity.Healthy)
            : KindStatus.Of("Pending", StatusSeverity.Progressing, "snapshot.pending", ("since", obj.Text("metadata", "creationTimestamp")));
    }
}
