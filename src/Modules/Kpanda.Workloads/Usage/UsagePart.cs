namespace Kpanda.Workloads.Usage;

/// <summary>A container, pod or node among others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">Bytes.</param>
internal sealed record UsagePart(string Name, UsageAmount Cpu, UsageAmount Memory);
