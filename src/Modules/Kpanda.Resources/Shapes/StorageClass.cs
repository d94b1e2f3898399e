using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

internal sealed record StorageClass : PublishedResource
{
    public string Provisioner { get; init; } = "";

    [AllowedValues("RECLAIM_AOLICY_UNSPECIFIED", "Delete", "Retain")]
    public string ReclaimPolicy { get; init; } = "Delete";

    public string StorageClassName { get; init; } = "";

    [AllowedValues("VOLUME_BINDING_MODE_UNSPECIFIED", "Immediate", "WaitForFirstConsumer")]
    public string VolumeBindingMode { get; init; } = "Immediate";

    public IReadOnlyList<string>? MountOptions { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public bool AllowVolumeExpansion { get; init; }
}
