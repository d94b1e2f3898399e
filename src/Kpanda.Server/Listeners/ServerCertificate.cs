using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Server.Configuration;

namespace Kpanda.Server.Listeners;

/// <summary>
/// The certificate that https shows: the given one, read again when its file changes, or one of the local authority, issued anew before it ends. Safe for concurrent use.
/// </summary>
internal sealed class ServerCertificate
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly Func<X509Certificate2?, X509Certificate2> _renew;
    private readonly Lock _lock = new();
    private X509Certificate2 _current;
    private DateTimeOffset _checked;

    private ServerCertificate(TimeProvider time, string authorityPem, Func<X509Certificate2?, X509Certificate2> renew)
    {
        _time = time;
        _renew = renew;
        AuthorityPem = authorityPem;
        _current = renew(null);
        _checked = time.GetUtcNow();
    }

    /// <summary>What a client must trust: the local authority, or the given chain.</summary>
    public string AuthorityPem { get; }

    public X509Certificate2 Current
    {
        get
        {
            lock (_lock)
            {
                if (_time.GetUtcNow() - _checked > CheckEvery)
                {
                    // The old one is not disposed: a handshake may still be using it.
                    _current = _renew(_current);
                    _checked = _time.GetUtcNow();
                }

                return _current;
            }
        }
    }

    public static ServerCertificate Load(ServerOptions options, TimeProvider time) =>
        options.TlsCert.Length > 0 ? FromFiles(options, time) : FromAuthority(options, time);

    private static ServerCertificate FromFiles(ServerOptions options, TimeProvider time)
    {
        var read = DateTime.MinValue;
        return new(time, File.ReadAllText(options.TlsCert), current =>
        {
            var written = File.GetLastWriteTimeUtc(options.TlsCert);
            if (current is not null && written == read) return current;
            read = written;
            using var pem = X509Certificate2.CreateFromPemFile(options.TlsCert, options.TlsKey);
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        });
    }

    private static ServerCertificate FromAuthority(ServerOptions options, TimeProvider time)
    {
        var authority = LocalAuthority.LoadOrCreate(Path.Combine(options.Data, "tls"), time);
        return new(time, authority.CertificatePem, current =>
            current is null || current.NotAfter.ToUniversalTime() - time.GetUtcNow() < RenewBefore ? authority.Issue(Names(options), time) : current);
    }

    private static HashSet<string> Names(ServerOptions options)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "::1" };
        foreach (var url in options.Urls.Append(options.PublicUrl).OfType<Uri>()) names.Add(url.Host.Trim('[', ']'));
        if (options.IsLoopbackOnly) return names;
        names.Add(Dns.GetHostName());
        names.UnionWith(Dns.GetHostAddresses(Dns.GetHostName()).Where(address => address.AddressFamily is AddressFamily.InterNetwork).Select(address => address.ToString()));
        names.Remove("0.0.0.0");
        names.Remove("::");
        return names;
    }
}
