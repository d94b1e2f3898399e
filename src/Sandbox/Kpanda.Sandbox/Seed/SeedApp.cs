namespace Kpanda.Sandbox.Seed;

/// <summary>One application of a seeded cluster.</summary>
internal sealed record SeedApp(string Namespace, string Name, string Image)
{
    /// <summary>Deployment, StatefulSet or DaemonSet.</summary>
    public string Kind { get; init; } = "Deployment";

    public int Replicas { get; init; } = 2;

    /// <summary>The port of its Service; 0 for none.</summary>
    public int Port { get; init; } = 8080;

    public string Cpu { get; init; } = "100m";

    public string Memory { get; init; } = "128Mi";

    public SeedFault Fault { get; init; }

    /// <summary>The host of its Ingress, if it has one.</summary>
    public string? Host { get; init; }

    /// <summary>How much disk each pod claims.</summary>
    public string? Disk { get; init; }

    public string Tier { get; init; } = "backend";

    /// <summary>Whether it reads a ConfigMap and a Secret of its own.</summary>
    public bool Configured { get; init; }

    /// <summary>Whether it runs on control planes too.</summary>
    public bool Everywhere { get; init; }

    public string? Priority { get; init; }
}
