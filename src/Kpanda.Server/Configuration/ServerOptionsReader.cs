using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Kpanda.Gateway;
using Kpanda.Identity;
using Kpanda.KubeModel;
using Kpanda.Search;

namespace Kpanda.Server.Configuration;

/// <summary>Checks values and gives them their types. Finds every problem, not just the first, each with its key.</summary>
internal sealed class ServerOptionsReader(ConfiguredValues values, List<string> problems)
{
    private static readonly Regex DnsLabel = new("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant);

    public static ServerOptions? Read(ConfiguredValues values, List<string> problems)
    {
        var options = new ServerOptionsReader(values, problems).Read();
        return problems.Count == 0 ? options : null;
    }

    private ServerOptions Read() => new()
    {
        Urls = ReadUrls(),
        Data = Path.GetFullPath(Required(Settings.Data)),
        Database = ReadDatabase(),
        PublicUrl = ReadPublicUrl(),
        TrustedProxies = ReadNetworks(Settings.TrustedProxies),
        TlsCert = ReadTlsFile(Settings.TlsCert, Settings.TlsKey),
        TlsKey = ReadTlsFile(Settings.TlsKey, Settings.TlsCert),
        SandboxClusters = Switch(Settings.Sandbox) ? Number(Settings.SandboxClusters, 0, 10_000) : 0,
        AdminPassword = ReadAdminPassword(),
        MasterKeyFile = values[Settings.MasterKeyFile],
        BackupsKept = Number(Settings.BackupsKept, 1, 1_000),
        Console = ReadConsole(),
        SessionIdle = Duration(Settings.SessionIdle),
        SessionLifetime = Duration(Settings.SessionLifetime),
        AuditKeep = Duration(Settings.AuditKeep),
        AuditMost = Number(Settings.AuditMost, 1_000, 100_000_000),
        AllowPrivateNetworks = Switch(Settings.AllowPrivateNetworks),
        AllowInsecureTls = Switch(Settings.AllowInsecureTls),
        AllowProxyUrl = Switch(Settings.AllowProxyUrl),
        GatewayProxy = Switch(Settings.GatewayProxy),
        GatewayDirect = Switch(Settings.GatewayDirect),
        GatewayPerson = Budget(Settings.PersonRequests, Settings.PersonStreams, Settings.PersonRate),
        GatewayMember = Budget(Settings.MemberRequests, Settings.MemberStreams, Settings.MemberRate),
        DebugImage = Required(Settings.DebugImage),
        NodeShellNamespace = Label(Settings.NodeNamespace),
        TerminalPing = Duration(Settings.TerminalPing),
        Record = Switch(Settings.Record),
        RecordKeep = Duration(Settings.RecordKeep),
        RecordMost = Bytes(Settings.RecordMost),
        UploadLimit = Bytes(Settings.UploadLimit),
        LeftOutKinds = ReadKinds(),
        LeftOutNamespaces = ReadNamespaces(),
        EventsFor = Duration(Settings.EventsFor),
        MostEvents = Number(Settings.MostEvents, 100, 1_000_000),
        CheckEvery = Duration(Settings.CheckEvery),
        HumanLogs = OneOf(Settings.LogFormat, "auto", "json", "human") switch { "human" => true, "json" => false, _ => !Console.IsOutputRedirected },
        LogLevel = Enum.Parse<LogLevel>(OneOf(Settings.LogLevel, "information", "debug", "warning", "error"), ignoreCase: true),
    };

    private List<Uri> ReadUrls()
    {
        var urls = new List<Uri>();
        foreach (var text in Required(Settings.Urls).Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")
                Problem(Settings.Urls, $"'{text}' is not an address such as https://127.0.0.1:8443");
            else if (url.HostNameType == UriHostNameType.Dns && url.Host != "localhost")
                Problem(Settings.Urls, $"'{text}' must name an IP address of this machine, or localhost");
            else if (url.Scheme == "http" && !url.IsLoopback)
                Problem(Settings.Urls, $"'{text}' is plain http off loopback, where everybody could read passwords; use https");
            else urls.Add(url);
        }

        return urls;
    }

    private string ReadDatabase()
    {
        var text = values[Settings.Database];
        if (text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "postgres" or "postgresql" && url.AbsolutePath.Length > 1 && url.UserInfo.Length > 0))
            Problem(Settings.Database, "it must look like postgres://user:password@host:5432/name"); // never repeat it: it has a password
        return text;
    }

    private Uri? ReadPublicUrl()
    {
        var text = values[Settings.PublicUrl];
        if (text.Length == 0) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && (url.Scheme == "https" || url.IsLoopback)) return url;
        Problem(Settings.PublicUrl, $"'{text}' is not an https address without a query");
        return null;
    }

    private List<IPNetwork> ReadNetworks(Setting setting)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in values[setting].Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else Problem(setting, $"'{text}' is neither an address nor a network");
        }

        return networks;
    }

    private HashSet<GroupResource> ReadKinds()
    {
        var kinds = new HashSet<GroupResource>();
        foreach (var text in values[Settings.LeftOutKinds].Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var kind = GroupResource.Parse(text);
            if (!Array.TrueForAll(text.Split('.'), DnsLabel.IsMatch)) Problem(Settings.LeftOutKinds, $"'{text}' is not a plural such as events or widgets.example.com");
            else if (SearchOptions.ProblemOfLeftOutKind(kind) is { } problem) Problem(Settings.LeftOutKinds, problem);
            else kinds.Add(kind);
        }

        return kinds;
    }

    private HashSet<string> ReadNamespaces()
    {
        var namespaces = values[Settings.LeftOutNamespaces].Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var text in namespaces)
            if (!DnsLabel.IsMatch(text)) Problem(Settings.LeftOutNamespaces, $"'{text}' is not the name of a namespace");
        return namespaces;
    }

    private string ReadTlsFile(Setting setting, Setting other)
    {
        var path = values[setting];
        if (path.Length == 0 && values[other].Length > 0) Problem(setting, $"it is needed together with {other.Key}");
        else if (path.Length > 0 && !File.Exists(path)) Problem(setting, $"there is no file {path}");
        return path;
    }

    private string ReadAdminPassword()
    {
        var password = values[Settings.AdminPassword];
        if (IdentityOptions.ProblemOfAdminPassword(password) is { } problem) Problem(Settings.AdminPassword, problem);
        return password;
    }

    private string ReadConsole()
    {
        if (values[Settings.Console] is { Length: > 0 } folder) return Path.GetFullPath(folder);
        return Settings.Home.Length > 0 ? Path.Combine(Settings.Home, "web", "dist") : Path.Combine(AppContext.BaseDirectory, "console");
    }

    private string Required(Setting setting)
    {
        if (values[setting].Length == 0) Problem(setting, "it must not be empty");
        return values[setting].Length == 0 ? setting.Default : values[setting];
    }

    private bool Switch(Setting setting) => OneOf(setting, "true", "false") == "true";

    private string OneOf(Setting setting, params string[] choices)
    {
        var value = values[setting].ToLowerInvariant();
        if (choices.Contains(value)) return value;
        Problem(setting, $"'{values[setting]}' is not one of {string.Join(", ", choices)}");
        return choices[0];
    }

    private int Number(Setting setting, int min, int max)
    {
        if (int.TryParse(values[setting], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Problem(setting, $"'{values[setting]}' is not a number from {min} to {max}");
        return min;
    }

    private string Label(Setting setting)
    {
        if (!DnsLabel.IsMatch(values[setting])) Problem(setting, $"'{values[setting]}' is not the name of a namespace");
        return values[setting];
    }

    private long Bytes(Setting setting)
    {
        if (Quantity.TryParse(values[setting], out var size) && size.Value is >= 1 and <= long.MaxValue / 4) return (long)size.Value;
        Problem(setting, $"'{values[setting]}' is not a size such as 500Mi or 10Gi");
        return 1;
    }

    private BudgetLimits Budget(Setting requests, Setting streams, Setting rate) => new(Number(requests, 1, 1_000_000), Number(streams, 1, 1_000_000), Number(rate, 1, 1_000_000));

    private TimeSpan Duration(Setting setting)
    {
        var text = values[setting];
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            switch (text[^1])
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        Problem(setting, $"'{text}' is not a time such as 30m, 2h or 1d");
        return TimeSpan.FromHours(1);
    }

    private void Problem(Setting setting, string problem) => problems.Add($"{setting.Key}: {problem}");
}
