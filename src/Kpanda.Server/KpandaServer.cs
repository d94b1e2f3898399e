using Kpanda.Clusters;
using Kpanda.Gateway;
using Kpanda.Hosting;
using Kpanda.Hosting.Live;
using Kpanda.Identity;
using Kpanda.Kube.Dial;
using Kpanda.Permissions;
using Kpanda.Resources;
using Kpanda.Search;
using Kpanda.Server.Configuration;
using Kpanda.Server.EmbeddedSandbox;
using Kpanda.Server.Health;
using Kpanda.Server.Listeners;
using Kpanda.Server.Logs;
using Kpanda.Server.Metrics;
using Kpanda.Server.OpenApi;
using Kpanda.Server.WebConsole;
using Kpanda.Storage;
using Kpanda.Workloads;

namespace Kpanda.Server;

/// <summary>The table of contents: every part of the server, in order of rank, and the way of a request through it.</summary>
internal static class KpandaServer
{
    public static WebApplication Build(ServerOptions options)
    {
        // What the framework would read of its own is looked for once: it would watch the working directory and every folder below it for a file that there never is.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.AddLogs(options);
        builder.AddListeners(options);

        builder.Services.AddSingleton(options);
        builder.Services.AddStorage(options.ToStorage());
        builder.Services.AddHosting();
        builder.Services.AddIdentity(options.ToIdentity());
        builder.Services.AddClusters(options.ToClusters());
        builder.Services.AddSearch(options.ToSearch());
        builder.Services.AddLiveChannel();
        builder.Services.AddPermissions();
        builder.Services.AddGateway(options.ToGateway());
        builder.Services.AddResources();
        builder.Services.AddWorkloads();
        builder.Services.AddHealth();
        builder.Services.AddMetricsText();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddConsole(options);
        builder.Services.AddEmbeddedSandbox(options);

        var app = builder.Build();
        app.UseProxyHeaders(options);
        app.UseHosting();
        app.UseSecurityHeaders(options);
        app.UseConsoleFiles();
        app.UseWebSockets();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdentity();

        app.MapHealth();
        app.MapMetricsText();
        app.MapOpenApiDocument();
        app.MapIdentity();
        app.MapClusters();
        app.MapSearch();
        app.MapPermissions();
        app.MapGateway();
        app.MapResources();
        app.MapWorkloads();
        app.MapLiveChannel();
        app.MapEmbeddedSandbox();
        return app;
    }

    private static StorageOptions ToStorage(this ServerOptions options) => new()
    {
        DataDirectory = options.Data,
        Database = options.Database,
        MasterKeyFile = options.MasterKeyFile,
        BackupsKept = options.BackupsKept,
    };

    private static IdentityOptions ToIdentity(this ServerOptions options) => new()
    {
        AdminPassword = options.AdminPassword,
        AdminPasswordFile = Path.Combine(options.Data, "initial-admin-password"),
        ShowAdminPassword = !Console.IsOutputRedirected,
        SessionIdle = options.SessionIdle,
        SessionLifetime = options.SessionLifetime,
        AuditKeep = options.AuditKeep,
        AuditMost = options.AuditMost,
        PasswordIterations = options.PasswordIterations,
        Egress = new EgressPolicy(AllowLoopback: options.IsLoopbackOnly, AllowPrivate: options.AllowPrivateNetworks),
        PublicUrl = options.PublicUrl,
    };

    private static SearchOptions ToSearch(this ServerOptions options) => new()
    {
        LeftOutKinds = options.LeftOutKinds,
        LeftOutNamespaces = options.LeftOutNamespaces,
        EventsFor = options.EventsFor,
        MostEvents = options.MostEvents,
        CheckEvery = options.CheckEvery,
    };

    private static ClustersOptions ToClusters(this ServerOptions options) => new()
    {
        AllowPrivateNetworks = options.AllowPrivateNetworks,
        AllowLoopback = options.IsLoopbackOnly,
        AllowInsecureTls = options.AllowInsecureTls,
        AllowProxyUrl = options.AllowProxyUrl,
    };

    private static GatewayOptions ToGateway(this ServerOptions options) => new()
    {
        AllowProxy = options.GatewayProxy,
        DirectCertificates = options.GatewayDirect,
        Person = options.GatewayPerson,
        Member = options.GatewayMember,
        DebugImage = options.DebugImage,
        NodeShellNamespace = options.NodeShellNamespace,
        TerminalPing = options.TerminalPing,
        Record = options.Record,
        RecordKeep = options.RecordKeep,
        RecordMost = options.RecordMost,
        UploadLimit = options.UploadLimit,
    };
}
