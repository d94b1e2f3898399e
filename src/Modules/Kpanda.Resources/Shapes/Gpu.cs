using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

/// <summary>The GPUs of a node.</summary>
[PublishedName("v1alpha1ListNodeGPUResponse")]
internal sealed record GpuList(IReadOnlyList<Gpu> Items);

/// <summary>One card. <see cref="Uid"/> is empty where nothing on the node says it.</summary>
[PublishedName("v1alpha1GPU")]
internal sealed record Gpu(
    string Uid,
    string Name,
    [property: AllowedValues("GPU_MODEL_UNSPECIFIED", "GPU_MODEL_MIG", "GPU_MODEL_GPU", "GPU_MODEL_VGPU")] string GpuMode,
    GpuInfo GpuInfo,
    IReadOnlyList<MigSpec> MigSpecList);

/// <summary>What a card is; <see cref="GpuMemory"/> in MiB.</summary>
[PublishedName("v1alpha1GPUInfo")]
internal sealed record GpuInfo(string ModelName, string Device, long GpuMemory);

/// <summary>A slice of a card.</summary>
internal sealed record MigSpec(string GpuIId, string GpuIProfile);

/// <summary>How much of a node's GPUs is spoken for; only the part that fits the mode is there.</summary>
[PublishedName("v1alpha1GetNodeGPUStatsResponse")]
internal sealed record GpuStats(
    [property: AllowedValues("GPU_MODEL_UNSPECIFIED", "GPU_MODEL_MIG", "GPU_MODEL_GPU", "GPU_MODEL_VGPU")] string Mode,
    FullGpuStats? FullGpuStats,
    VirtualGpuStats? VgpuStats,
    MigStats? MigStats);

[PublishedName("v1alpha1FullGPUNodeStats")]
internal sealed record FullGpuStats(int TotalGpuNumber, int AllocatedGpuNumber);

/// <summary>Memory in MiB, power in per cent of one card.</summary>
[PublishedName("v1alpha1VGPUNodeStats")]
internal sealed record VirtualGpuStats(
    int PhysicalGpuNumber,
    int TotalVirtualGpuNumber,
    int AllocatedVirtualGpuNumber,
    long TotalComputePower,
    long AllocatedComputePower,
    long TotalGpuMemory,
    long AllocatedGpuMemory);

/// <summary>Cards, and the slices that they are cut into.</summary>
[PublishedName("v1alpha1MIGNodeStats")]
internal sealed record MigStats(int TotalGpuNumber, int AllocatedGpuNumber, int TotalMigNumber);

/// <summary>Which GPUs pods can ask for, node by node. The published name of the answer is misspelt there.</summary>
[PublishedName("v1alpha1ListClusterGPUSummaryResponese")]
internal sealed record GpuSummaryList(IReadOnlyList<GpuSummary> Summary);

[PublishedName("v1alpha1GPUSummary")]
internal sealed record GpuSummary(string Node, IReadOnlyList<string> VgpuTypes);

/// <summary>The cards of all clusters.</summary>
[PublishedName("v1alpha1ListAllClusterGPUInfoResponse")]
internal sealed record FleetGpuList(IReadOnlyList<FleetGpu> Items);

/// <summary>Memory in MiB.</summary>
[PublishedName("v1alpha1GPUSpec")]
internal sealed record FleetGpu(string ModelName, long Memory, string Uuid);

/// <summary>Virtual functions of network cards that pods can ask for, over all nodes.</summary>
[PublishedName("v1alpha1ListClusterSriovAllocatedResourcesResponse")]
internal sealed record SriovResources(IReadOnlyList<AllocatedResource> AllocatedResources);

internal sealed record AllocatedResource(string ResourceName, string Value);
