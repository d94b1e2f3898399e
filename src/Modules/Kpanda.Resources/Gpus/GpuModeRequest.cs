using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Gpus;

/// <summary>How pods shall get the GPUs of a node.</summary>
/// <param name="Mode">A published mode.</param>
/// <param name="MigSpec">How the cards are cut; for <c>GPU_MODEL_MIG</c> alone.</param>
internal sealed record GpuModeRequest(string? Mode, MigMode? MigSpec);

/// <param name="Config">A configuration of NVIDIA's MIG manager, such as <c>all-1g.5gb</c>.</param>
/// <param name="Strategy">A published strategy; it is the operator's, for the whole cluster, and can only be what the node has.</param>
internal sealed record MigMode(string? Config, string? Strategy);

/// <param name="Mode">What was asked for; the node follows when the operator has done it.</param>
internal sealed record GpuModeResponse([property: AllowedValues("GPU_MODEL_UNSPECIFIED", "GPU_MODEL_MIG", "GPU_MODEL_GPU", "GPU_MODEL_VGPU")] string Mode);
