namespace Kpanda.Sandbox.Nodes;

/// <summary>What a simulated machine is.</summary>
internal sealed record NodeShape(string Name, int Number)
{
    public bool ControlPlane { get; init; }

    /// <summary>Whether ordinary pods are kept off a control plane.</summary>
    public bool Tainted { get; init; }

    public int Cpus { get; init; } = 8;

    public int MemoryGib { get; init; } = 32;

    public int Pods { get; init; } = 110;

    public string Zone { get; init; } = "zone-a";

    public string Region { get; init; } = "region-1";

    public string Address => $"10.0.{Number / 250}.{(Number % 250) + 4}";

    /// <summary>A range of 256 addresses, or as many more as the pods of the node need.</summary>
    public string PodRange => Pods <= 250 ? $"10.{244 + (Number / 256)}.{Number % 256}.0/24" : $"100.{64 + (Number / 4)}.{Number % 4 * 64}.0/18";
}
