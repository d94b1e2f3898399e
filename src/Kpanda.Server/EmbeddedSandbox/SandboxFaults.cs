using Kpanda.Sandbox.Faults;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>What is wrong with a simulated cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="CanChangeCertificate">Whether <see cref="FaultKind.ChangedCertificate"/> can be started.</param>
/// <param name="Items">What is wrong, in the order in which it strikes.</param>
internal sealed record SandboxFaults(string Cluster, bool CanChangeCertificate, IReadOnlyList<ActiveFault> Items);
