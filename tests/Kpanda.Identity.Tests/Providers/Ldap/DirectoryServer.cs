using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>Debian's slapd in a process of its own, with a folder, a port and certificates of its own: <c>dc=example,dc=org</c> with people and groups.</summary>
internal sealed class DirectoryServer : IAsyncDisposable
{
    public const string Suffix = "dc=example,dc=org";
    public const string People = "ou=people," + Suffix;
    public const string Groups = "ou=groups," + Suffix;
    public const string BindDn = "cn=reader," + Suffix;

    /// <summary>An account that is shown 500 entries and no more.</summary>
    public const string LimitedDn = "cn=limited," + Suffix;
    public const string BindPassword = "the secret of the reader";

    private const string AdminDn = "cn=admin," + Suffix;
    private const string AdminPassword = "the secret of the directory";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private Process? _process;

    private DirectoryServer(string folder) => _folder = folder;

    public int Port { get; private set; }

    public int TlsPort { get; private set; }

    /// <summary>Without TLS; StartTLS can be asked for.</summary>
    public string PlainUrl => $"ldap://127.0.0.1:{Port}";

    public string Url => $"ldaps://127.0.0.1:{TlsPort}";

    /// <summary>PEM of the authority of its certificate.</summary>
    public string Authority { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="entries">LDIF beside the suffix, the two units and the account that reads.</param>
    public static async Task<DirectoryServer> StartAsync(string entries)
    {
        File.Exists("/usr/sbin/slapd").ShouldBeTrue("'./kpanda setup' installs the directory of the tests (Debian's slapd and ldap-utils).");
        var server = new DirectoryServer(Directory.CreateTempSubdirectory("kpanda-slapd-").FullName);
        server.WriteConfiguration();
        var seed = $"""
            dn: {Suffix}
            objectClass: dcObject
            objectClass: organization
            o: Example
            dc: example

            dn: {People}
            objectClass: organizationalUnit
            ou: people

            dn: {Groups}
            objectClass: organizationalUnit
            ou: groups

            dn: {BindDn}
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: reader
            userPassword: {BindPassword}

            dn: {LimitedDn}
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: limited
            userPassword: {BindPassword}

            {entries}
            """;
        await RunAsync("/usr/sbin/slapadd", seed, "-q", "-f", server.Configuration);
        await server.StartAsync();
        return server;
    }

    /// <summary>A person; <paramref name="more"/> are further lines.</summary>
    public static string Person(string uid, string password = "", string more = "") =>
        $"""
        dn: uid={uid},{People}
        objectClass: inetOrgPerson
        uid: {uid}
        cn: {uid}
        givenName: First {uid}
        sn: Last {uid}
        mail: {uid}@example.org
        {(password.Length > 0 ? $"userPassword: {password}" : "description: without a password")}
        {more}

        """.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);

    /// <summary>A group of entries.</summary>
    public static string Group(string cn, params string[] members) =>
        $"dn: cn={cn},{Groups}\nobjectClass: groupOfNames\ncn: {cn}\n{string.Join('\n', members.Select(member => $"member: {member}"))}\n\n";

    /// <summary>The name of a person's entry.</summary>
    public static string Dn(string uid) => $"uid={uid},{People}";

    /// <summary>Changes entries, as its administrator.</summary>
    /// <param name="changes">LDIF with change types.</param>
    public Task ChangeAsync(string changes) => RunAsync("/usr/bin/ldapmodify", changes, "-x", "-H", PlainUrl, "-D", AdminDn, "-w", AdminPassword);

    public Task RemoveAsync(string dn) => ChangeAsync($"dn: {dn}\nchangetype: delete\n");

    /// <summary>Is away, with what it has.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Listens; at the same ports where it listened before.</summary>
    public async Task StartAsync()
    {
        var deadline = Stopwatch.StartNew();
        var isAgain = Port > 0;
        while (true)
        {
            // Somebody else may take a free port before slapd has it: then with others.
            if (!isAgain) (Port, TlsPort) = (FreePort.Next(), FreePort.Next());
            File.Delete(PidFile);
            var start = new ProcessStartInfo("/usr/sbin/slapd") { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in (string[])["-f", Configuration, "-h", $"ldap://127.0.0.1:{Port} ldaps://127.0.0.1:{TlsPort}", "-d", "0"]) start.ArgumentList.Add(argument);
            _process = Process.Start(start)!;
            var words = new StringBuilder();
            _process.ErrorDataReceived += (_, line) => words.AppendLine(line.Data);
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
            if (await HasStartedAsync(deadline) && await ListensAsync(Port, deadline) && await ListensAsync(TlsPort, deadline)) return;
            await StopAsync();
            deadline.Elapsed.ShouldBeLessThan(Patience, $"slapd does not listen: {words}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string PidFile => Path.Combine(_folder, "pid");

    private string Configuration => Path.Combine(_folder, "slapd.conf");

    // It writes this once it has its ports: until then somebody else may be the one who listens there.
    private async Task<bool> HasStartedAsync(Stopwatch deadline)
    {
        while (deadline.Elapsed < Patience && !_process!.HasExited)
        {
            if (File.Exists(PidFile)) return true;
            await Task.Delay(20, Token);
        }

        return false;
    }

    private async Task<bool> ListensAsync(int port, Stopwatch deadline)
    {
        while (deadline.Elapsed < Patience && !_process!.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, Token);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(20, Token);
            }
        }

        return false;
    }

    private void WriteConfiguration()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=directory authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=directory", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        Authority = authority.ExportCertificatePem();
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), Authority);
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        Directory.CreateDirectory(Path.Combine(_folder, "db"));
        File.WriteAllText(
            Configuration,
            $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/nis.schema
            include /etc/ldap/schema/inetorgperson.schema
            attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
            modulepath /usr/lib/ldap
            moduleload back_mdb
            pidfile {PidFile}
            TLSCACertificateFile {_folder}/ca.pem
            TLSCertificateFile {_folder}/cert.pem
            TLSCertificateKeyFile {_folder}/key.pem
            sizelimit 500
            allow bind_anon_dn bind_anon_cred
            database mdb
            suffix "{Suffix}"
            rootdn "{AdminDn}"
            rootpw "{AdminPassword}"
            directory {_folder}/db
            maxsize 67108864
            dbnosync
            limits dn.exact="{BindDn}" size.prtotal=unlimited
            index objectClass,uid,mail,member eq
            access to attrs=userPassword by anonymous auth by * none
            access to * by dn.exact="{BindDn}" read by dn.exact="{LimitedDn}" read by * none

            """);
    }

    private static async Task RunAsync(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.StandardInput.WriteAsync(input.AsMemory(), Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token);
        process.ExitCode.ShouldBe(0, $"{program}: {await error}{await output}");
    }
}
