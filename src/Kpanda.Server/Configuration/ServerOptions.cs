using System.Net;
using Kpanda.Gateway;
using Kpanda.KubeModel;

namespace Kpanda.Server.Configuration;

/// <summary>The configuration, checked and typed.</summary>
internal sealed record ServerOptions
{
    public required IReadOnlyList<Uri> Urls { get; init; }

    public required string Data { get; init; }

    public required string Database { get; init; }

    public required Uri? PublicUrl { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required string TlsCert { get; init; }

    public required string TlsKey { get; init; }

    public required int SandboxClusters { get; init; }

    public required string AdminPassword { get; init; }

    public required string MasterKeyFile { get; init; }

    public required int BackupsKept { get; init; }

    public required string Console { get; init; }

    public required TimeSpan SessionIdle { get; init; }

    public required TimeSpan SessionLifetime { get; init; }

    public required TimeSpan AuditKeep { get; init; }

    public required int AuditMost { get; init; }

    public required bool AllowPrivateNetworks { get; init; }

    public required bool AllowInsecureTls { get; init; }

    public required bool AllowProxyUrl { get; init; }

    public required bool GatewayProxy { get; init; }

    public required bool GatewayDirect { get; init; }

    public required BudgetLimits GatewayPerson { get; init; }

    public required BudgetLimits GatewayMember { get; init; }

    public required string DebugImage { get; init; }

    public required string NodeShellNamespace { get; init; }

    public required TimeSpan TerminalPing { get; init; }

    public required bool Record { get; init; }

    public required TimeSpan RecordKeep { get; init; }

    public required long RecordMost { get; init; }

    public required long UploadLimit { get; init; }

    public required IReadOnlySet<GroupResource> LeftOutKinds { get; init; }

    public required IReadOnlySet<string> LeftOutNamespaces { get; init; }

    public required TimeSpan EventsFor { get; init; }

    public required int MostEvents { get; init; }

    public required TimeSpan CheckEvery { get; init; }

    public required bool HumanLogs { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>Rounds of the password hash; not to be configured, lower in tests only.</summary>
    public int PasswordIterations { get; init; } = 600_000;

    /// <summary>Whether nobody but this machine can reach the server.</summary>
    public bool IsLoopbackOnly => Urls.All(url => url.IsLoopback);

    /// <summary>Path below which the server is seen from outside; empty for the root.</summary>
    public string BasePath => PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";
}
