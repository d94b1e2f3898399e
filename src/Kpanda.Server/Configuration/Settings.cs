namespace Kpanda.Server.Configuration;

/// <summary>Everything that can be configured.</summary>
internal static class Settings
{
    /// <summary>The repository when its launcher starts the server; else where it was started.</summary>
    public static readonly string Home = System.Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "";

    public static readonly Setting Urls = new("urls", "http://127.0.0.1:8080;https://127.0.0.1:8443", "Addresses to listen on, separated by semicolons. Plain http only on loopback.");
    public static readonly Setting Data = new("data", Path.Combine(Home, "data"), "Folder that holds everything the server must keep.");
    public static readonly Setting Config = new("config", "", "File with these settings (YAML or JSON).");
    public static readonly Setting Database = new("database", "", "Empty for SQLite in the data folder, or postgres://user:password@host:port/name.") { IsSecret = true };
    public static readonly Setting PublicUrl = new("public-url", "", "The address that people use when it is not one of --urls (behind a reverse proxy).");
    public static readonly Setting TrustedProxies = new("trusted-proxies", "", "Addresses or networks whose X-Forwarded-* headers are believed, separated by commas.");
    public static readonly Setting TlsCert = new("tls-cert", "", "Certificate chain (PEM) for https; an own authority signs one otherwise.");
    public static readonly Setting TlsKey = new("tls-key", "", "Private key (PEM) of --tls-cert.");
    public static readonly Setting Sandbox = new("sandbox", "true", "Simulated clusters to try things on.");
    public static readonly Setting SandboxClusters = new("sandbox-clusters", "3", "How many simulated clusters.");
    public static readonly Setting AdminPassword = new("admin-password", "", "First password of admin; generated when empty.") { IsSecret = true, HasFlag = false };
    public static readonly Setting MasterKeyFile = new("master-key-file", "", "File of the key that encrypts secrets at rest; <data>/master.key when empty.");
    public static readonly Setting BackupsKept = new("backups.keep", "5", "How many of the backups that are made before migrations are kept.");
    public static readonly Setting Console = new("console", "", "Folder of the built web console; console/ next to the program, or web/dist of the repository, when empty.");
    public static readonly Setting SessionIdle = new("session.idle", "2h", "A session ends when it has not been used for this long.");
    public static readonly Setting SessionLifetime = new("session.lifetime", "12h", "A session ends after this long whatever happens.");
    public static readonly Setting AuditKeep = new("audit.keep", "180d", "Audit records are kept for this long, unless days are chosen in the console.");
    public static readonly Setting AuditMost = new("audit.most", "1000000", "At most this many audit records are kept, in fair shares; a million take about 500 MB.");
    public static readonly Setting AllowPrivateNetworks = new("clusters.allow-private-networks", "true", "Clusters may have private addresses.");
    public static readonly Setting AllowInsecureTls = new("clusters.allow-insecure-tls", "false", "A kubeconfig may ask not to verify the server's certificate.");
    public static readonly Setting AllowProxyUrl = new("clusters.allow-proxy-url", "false", "A kubeconfig may name a proxy.");
    public static readonly Setting GatewayProxy = new("gateway.proxy", "false", "Pods, services and nodes can be reached through their proxy by those who have the right.");
    public static readonly Setting GatewayDirect = new("gateway.direct", "false", "A kubeconfig for one cluster leads straight to it, with a client certificate that the cluster signs; it cannot be revoked.");
    public static readonly Setting PersonRequests = new("gateway.person-requests", "100", "Requests to native Kubernetes APIs that one person may have under way.");
    public static readonly Setting PersonStreams = new("gateway.person-streams", "500", "Watches, logs and sessions that one person may have open.");
    public static readonly Setting PersonRate = new("gateway.person-rate", "200", "Such requests of one person a second, on the long run.");
    public static readonly Setting MemberRequests = new("gateway.member-requests", "400", "Requests of all people that one cluster may have under way.");
    public static readonly Setting MemberStreams = new("gateway.member-streams", "5000", "Watches, logs and sessions of all people that one cluster may have open.");
    public static readonly Setting MemberRate = new("gateway.member-rate", "1000", "Such requests of all people to one cluster a second, on the long run.");
    public static readonly Setting DebugImage = new("terminals.debug-image", "busybox:1.36", "Image of the debug containers that terminals open beside images without a shell; it has sh.");
    public static readonly Setting NodeNamespace = new("terminals.node-namespace", "kube-system", "Namespace of the pods that shells on nodes are in; privileged ones must be allowed there.");
    public static readonly Setting TerminalPing = new("terminals.ping", "20s", "How often a terminal in which nothing happens gives a sign of life.");
    public static readonly Setting Record = new("terminals.record", "false", "What terminals show is recorded, never what is typed; who may read the audit can play it.");
    public static readonly Setting RecordKeep = new("terminals.record-keep", "30d", "Recordings are kept for this long.");
    public static readonly Setting RecordMost = new("terminals.record-most", "1Gi", "At most this much of recordings is kept; the oldest go first.");
    public static readonly Setting UploadLimit = new("files.upload-limit", "10Gi", "How many bytes the files of one upload into a container may have.");
    public static readonly Setting LeftOutKinds = new("index.leave-out-kinds", "", "Kinds that are not indexed, such as events or widgets.example.com, separated by commas.");
    public static readonly Setting LeftOutNamespaces = new("index.leave-out-namespaces", "", "Namespaces of which nothing but rights is indexed, separated by commas.");
    public static readonly Setting EventsFor = new("index.events-for", "1d", "How long an event is kept after it was seen last, even where its cluster keeps it longer.");
    public static readonly Setting MostEvents = new("index.events-most", "10000", "Events of one cluster that are kept at most, the newest.");
    public static readonly Setting CheckEvery = new("index.check-every", "1d", "How often each cluster is compared with the index and repaired.");
    public static readonly Setting LogFormat = new("log.format", "auto", "json, human, or auto: human on a terminal.");
    public static readonly Setting LogLevel = new("log.level", "information", "debug, information, warning or error.");

    public static readonly IReadOnlyList<Setting> All =
    [
        Urls, Data, Config, Database, PublicUrl, TrustedProxies, TlsCert, TlsKey, Sandbox, SandboxClusters, AdminPassword, MasterKeyFile, BackupsKept, Console,
        SessionIdle, SessionLifetime, AuditKeep, AuditMost, AllowPrivateNetworks, AllowInsecureTls, AllowProxyUrl, GatewayProxy, GatewayDirect,
        PersonRequests, PersonStreams, PersonRate, MemberRequests, MemberStreams, MemberRate, Record, RecordKeep, RecordMost, NodeNamespace, TerminalPing, DebugImage, UploadLimit, LeftOutKinds, LeftOutNamespaces, EventsFor, MostEvents, CheckEvery, LogFormat, LogLevel,
    ];
}
