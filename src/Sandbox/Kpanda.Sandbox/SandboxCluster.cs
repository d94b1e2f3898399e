using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Discovery;
using Kpanda.Sandbox.Api.OpenApi;
using Kpanda.Sandbox.Certificates;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Custom;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Logs;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Rules;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox;

/// <summary>One simulated cluster: its objects, the kinds it serves, who may call it, and its clock. Thread-safe.</summary>
public sealed class SandboxCluster
{
    private readonly Lazy<ClientAuthority> authority;

    /// <summary>An empty cluster of that name. The name is part of its path.</summary>
    public SandboxCluster(string name, SandboxClusterOptions? options = null)
        : this(name, options, restored: null)
    {
    }

    private SandboxCluster(string name, SandboxClusterOptions? options, string? restored)
    {
        Options = options ?? new SandboxClusterOptions();
        Name = name;
        Clock = new ClusterClock(Options.Time);
        Kinds = new KindCatalogue(FactTable.For(ClusterVersion.MinorOf(Options.Version)));
        Rules = new ObjectRules(this);
        Store = new ObjectStore(Time, Rules);
        Tokens = new TokenTable(Options.AdminToken);
        Pages = new ListPages(Time);
        Discovery = new DiscoveryDocuments(this);
        OpenApi = new OpenApiDocuments(this);
        Access = new RbacRules(this);
        Impersonation = new Impersonation(this);
        Webhooks = new Webhooks(this);
        Policies = new AdmissionPolicies(this);
        PodAdmission = new PodAdmission(this);
        Definitions = new DefinitionRegistry(this);
        Containers = new ContainerRuntime(this);
        CustomMetrics = new CustomMetrics(this);
        Faults = new FaultSet(this);
        authority = new Lazy<ClientAuthority>(() => Options.ClientAuthority is { } kept ? ClientAuthority.Import(kept) : ClientAuthority.Create(Time.GetUtcNow()));
        if (restored is null)
        {
            Bootstrap.Fill(this);
            return;
        }

        StoreSnapshot.Load(Store, restored);
        Definitions.Refresh();
        CustomMetrics.Refresh();
    }

    /// <summary>The name by which the fleet knows the cluster.</summary>
    public string Name { get; }

    /// <summary>The set-up.</summary>
    public SandboxClusterOptions Options { get; }

    /// <summary>The Kubernetes version, such as <c>v1.36.2</c>.</summary>
    public string Version => Options.Version;

    /// <summary>The minor version of Kubernetes that the cluster behaves as: 36 for <c>v1.36.2</c>.</summary>
    internal int Minor => Kinds.Facts.Minor;

    /// <summary>The clock, which a fault may put wrong.</summary>
    public TimeProvider Time => Clock;

    /// <summary>All objects.</summary>
    public ObjectStore Store { get; }

    /// <summary>The kinds that are served, custom ones included.</summary>
    public KindCatalogue Kinds { get; }

    /// <summary>The bearer tokens that are accepted.</summary>
    public TokenTable Tokens { get; }

    /// <summary>What <see cref="Time"/> is, as faults see it.</summary>
    internal ClusterClock Clock { get; }

    /// <summary>Defaults and what else the store asks of the kinds.</summary>
    internal ObjectRules Rules { get; }

    /// <summary>What the cluster says that it serves.</summary>
    internal DiscoveryDocuments Discovery { get; }

    /// <summary>The schemas of the kinds, for clients.</summary>
    internal OpenApiDocuments OpenApi { get; }

    /// <summary>The custom kinds.</summary>
    internal DefinitionRegistry Definitions { get; }

    /// <summary>Figures that an autoscaler may go by.</summary>
    internal CustomMetrics CustomMetrics { get; }

    /// <summary>Who may do what.</summary>
    internal RbacRules Access { get; }

    /// <summary>Who may act as whom.</summary>
    internal Impersonation Impersonation { get; }

    /// <summary>What the machines have used.</summary>
    internal MachineUsage Machines { get; } = new();

    /// <summary>What was asked of its API server.</summary>
    internal RequestCounts Requests { get; } = new();

    /// <summary>The webhooks that are asked about changes.</summary>
    internal Webhooks Webhooks { get; }

    /// <summary>The policies in CEL that judge changes.</summary>
    internal AdmissionPolicies Policies { get; }

    /// <summary>What webhooks say about pods of controllers.</summary>
    internal PodAdmission PodAdmission { get; }

    /// <summary>The lists that are being read page by page.</summary>
    internal ListPages Pages { get; }

    /// <summary>The containers that somebody has looked into.</summary>
    internal ContainerRuntime Containers { get; }

    /// <summary>Who signs certificates for clients of this cluster, and knows them by these; made when it is first asked for.</summary>
    internal ClientAuthority ClientAuthority => authority.Value;

    /// <summary>What is wrong with the cluster now.</summary>
    public FaultSet Faults { get; }

    /// <summary>Where the log lines of pods come from.</summary>
    public IPodLogs? PodLogs { get; set; }

    /// <summary>
    /// The cluster that <see cref="SaveAsync"/> kept in a folder, its administrator's token and what it signs with included; null where the folder holds none.
    /// </summary>
    public static SandboxCluster? Load(string name, SandboxClusterOptions options, string directory)
    {
        var path = StatePath(directory, name);
        if (StoreSnapshot.ReadHeader(path) is not { } header) return null;
        return new SandboxCluster(name, options with { AdminToken = header.Text("adminToken"), Version = header.Text("version") ?? options.Version, ClientAuthority = header.Text("clientAuthority") }, path);
    }

    /// <summary>Keeps all objects, the administrator's token and what the cluster signs with in a folder (readable by its owner only), so that a restart has them.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="last">Whether nothing changes after it. What was kept from a running cluster is behind it: every watch of the one that is loaded from it must list anew.</param>
    /// <param name="cancellationToken">Ends the attempt; what was kept before stays.</param>
    /// <returns>The version of the store that was kept.</returns>
    public Task<long> SaveAsync(string directory, bool last, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var header = new JsonObject { ["adminToken"] = Tokens.AdminToken, ["version"] = Version, ["last"] = last };
        if (authority.IsValueCreated || Options.ClientAuthority is not null) header["clientAuthority"] = ClientAuthority.Export();
        return StoreSnapshot.WriteAsync(Store, StatePath(directory, Name), header, cancellationToken);
    }

    private static string StatePath(string directory, string name) => Path.Combine(directory, name + ".state");
}
