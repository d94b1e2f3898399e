namespace Kpanda.Sandbox.Host;

/// <summary>What <c>./kpanda sandbox</c> was told.</summary>
public sealed record SandboxCommandOptions
{
    /// <summary>Which clusters to simulate.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>The folder that gets one kubeconfig per cluster, and nothing else.</summary>
    public required string KubeconfigDirectory { get; init; }

    /// <summary>Where to listen: https, a loopback address and a port; port 0 takes a free one.</summary>
    public string Url { get; init; } = "https://127.0.0.1:0";

    /// <summary>Where to print.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Called with the address once all is served and written, for tests.</summary>
    public Action<string>? Started { get; init; }
}
