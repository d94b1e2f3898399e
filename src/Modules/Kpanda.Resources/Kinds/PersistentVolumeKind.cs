using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class PersistentVolumeKind() : ResourceKind<PersistentVolume>("", "persistentvolumes", "PersistentVolume", namespaced: false, "Core")
{
    public override IReadOnlyList<string> States => ["Pending", "Available", "Bound", "Released", "Failed"];

    public override IReadOnlyList<string> IndexedFields => ["spec.persistentVolumeReclaimPolicy", "spec.storageClassName", "spec.volumeAttributesClassName", "spec.volumeMode"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["capacity"] = SortedValue.Number(obj => ResourceAmount.Units(obj.Text("spec", "capacity", "storage"))),
        ["modes"] = AccessModes.Sorted,
        ["claim"] = SortedValue.Text(obj => $"{obj.Text("spec", "claimRef", "namespace")}/{obj.Text("spec", "claimRef", "name")}".TrimStart('/')),
    };

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        var phase = obj.Text("status", "phase");
        var claim = $"{obj.Text("spec", "claimRef", "namespace")}/{obj.Text("spec", "claimRef", "name")}";
        return phase switch
        {
            "Available" or "Bound" => KindStatus.Of(phase, StatusSeverity.Healthy),
            "Released" => KindStatus.Of(phase, StatusSeverity.Warning, "pv.released", ("claim", claim)),
            "Failed" => KindStatus.Of(phase, StatusSeverity.Failing, "pv.failed", ("message", obj.Text("status", "message"))),
            _ => KindStatus.Of("Pending", StatusSeverity.Progressing),
        };
    }
}
