using System.Formats.Asn1;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Kube.Dial;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>
/// One connection to a directory, for one operation at a time. Referrals are never followed, and nothing is sent before TLS where TLS is wanted. Every failure is an <see cref="LdapException"/>. Not safe for
/// concurrent use.
/// </summary>
internal sealed class LdapConnection : IAsyncDisposable
{
    // A group with 50,000 members.
    private const int LargestMessage = 16 * 1024 * 1024;
    private const int MostPages = 20_000;
    private const int LongestWords = 200;
    private const int Success = 0;
    private const int NoSuchObject = 32;

    // Wrong credentials, and what directories say instead of them: no such entry, an entry that cannot be bound as.
    private static readonly int[] WrongCredentials = [49, 48, 50, 53];

    private readonly LdapServer _server;
    private Stream _stream;
    private int _last;

    private LdapConnection(LdapServer server, Stream stream)
    {
        _server = server;
        _stream = stream;
    }

    /// <summary>Connects to where the dialer lets it, with TLS as the server's record says.</summary>
    public static async Task<LdapConnection> ConnectAsync(LdapServer server, IClusterDialer dialer, CancellationToken cancellationToken)
    {
        using var limit = Limited(server, cancellationToken);
        LdapConnection? connection = null;
        try
        {
            connection = new LdapConnection(server, await dialer.ConnectAsync(server.Host, server.Port, limit.Token));
            if (server.StartTls && !server.Tls) await connection.StartTlsAsync(limit.Token);
            if (server.StartTls || server.Tls) await connection.ShakeHandsAsync(limit.Token);
            return connection;
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or CryptographicException or OperationCanceledException)
        {
            if (connection is not null) await connection._stream.DisposeAsync();
            if (cancellationToken.IsCancellationRequested) throw;
            throw failure as LdapException ?? connection?.Broken(failure) ?? new LdapException(LdapFault.Unreachable, failure is DialException ? failure.Message : Silent(server), failure);
        }
    }

    /// <summary>Shows who asks. A bind without a name or a password is one of nobody, which directories let pass (RFC 4513, 5.1.2): it is refused here.</summary>
    public async Task BindAsync(string dn, string password, CancellationToken cancellationToken)
    {
        if (dn.Length == 0 || password.Length == 0) throw new LdapException(LdapFault.Credentials, "a bind needs a name and a password");
        using var limit = Limited(_server, cancellationToken);
        var answer = await AskAsync(id => LdapMessage.Bind(id, dn, password), LdapMessage.BindResponse, limit.Token, cancellationToken);
        var (code, words) = Parsed(() => LdapMessage.Result(answer.Body));
        if (code != Success) throw new LdapException(WrongCredentials.Contains(code) || code == NoSuchObject ? LdapFault.Credentials : LdapFault.Answer, Words(code, words));
    }

    /// <summary>The entries that are found. They are whole only when no exception came.</summary>
    public async IAsyncEnumerable<LdapEntry> SearchAsync(LdapSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        var pages = 0;
        byte[] cookie = [];
        do
        {
            if (++pages > MostPages) throw new LdapException(LdapFault.Answer, $"it answers with more than {MostPages} pages");
            await WriteAsync(id => LdapMessage.Search(id, search, cookie), cancellationToken);
            while (true)
            {
                using var limit = Limited(_server, cancellationToken);
                var received = await ReceiveAsync(limit.Token, cancellationToken);
                // Leads elsewhere: whoever is there is not asked.
                if (received.Operation == LdapMessage.SearchReference) continue;
                if (received.Operation == LdapMessage.SearchEntry)
                {
                    if (++count > search.Most) throw new LdapException(LdapFault.Answer, $"it answers with more than {search.Most} entries");
                    yield return Parsed(() => LdapMessage.Entry(received.Body));
                    continue;
                }

                if (received.Operation != LdapMessage.SearchDone) throw new LdapException(LdapFault.Answer, "it answers with another operation");
                var (code, words) = Parsed(() => LdapMessage.Result(received.Body));
                if (code != Success) throw new LdapException(code == NoSuchObject ? LdapFault.NoBase : LdapFault.Answer, Words(code, words));
                cookie = received.Cookie;
                break;
            }
        }
        while (search.PageSize is not null && cookie.Length > 0);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _stream.WriteAsync(LdapMessage.Unbind(++_last), limit.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It is closed already; to say goodbye was a courtesy.
        }

        await _stream.DisposeAsync();
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(LdapMessage.StartTls, LdapMessage.ExtendedResponse, cancellationToken, cancellationToken);
        var (code, words) = Parsed(() => LdapMessage.Result(answer.Body));
        if (code != Success) throw new LdapException(LdapFault.Tls, $"it does not start TLS: {Words(code, words)}");
    }

    private async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        X509ChainPolicy? policy = null;
        if (_server.Authorities.Length > 0)
        {
            policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            policy.CustomTrustStore.ImportFromPem(_server.Authorities);
        }

        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = _server.Host,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                CertificateChainPolicy = policy,
            },
            cancellationToken);
    }

    private async Task<LdapMessage.Received> AskAsync(Func<int, byte[]> make, int operation, CancellationToken limited, CancellationToken cancellationToken)
    {
        await WriteAsync(make, limited);
        var received = await ReceiveAsync(limited, cancellationToken);
        return received.Operation == operation ? received : throw new LdapException(LdapFault.Answer, "it answers with another operation");
    }

    private async Task WriteAsync(Func<int, byte[]> make, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(make(++_last), cancellationToken);
            await _stream.FlushAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            throw Broken(failure);
        }
    }

    private async Task<LdapMessage.Received> ReceiveAsync(CancellationToken limited, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ReadMessageAsync(limited);
            var received = Parsed(() => LdapMessage.Read(bytes));
            if (received.Id == 0) throw new LdapException(LdapFault.Unreachable, "it ends the connection");
            return received.Id == _last ? received : throw new LdapException(LdapFault.Answer, "it answers what was not asked");
        }
        catch (Exception failure) when (failure is not LdapException && (failure is IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
        {
            throw Broken(failure);
        }
    }

    // Exactly one message: what came before TLS must never be taken for something that came after.
    private async Task<byte[]> ReadMessageAsync(CancellationToken cancellationToken)
    {
        var head = new byte[6];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
        if (head[0] != 0x30) throw new LdapException(LdapFault.Answer, "it does not speak LDAP");
        var size = (int)head[1];
        var digits = 0;
        if (size >= 0x80)
        {
            digits = size - 0x80;
            if (digits is 0 or > 4) throw new LdapException(LdapFault.Answer, "it does not speak LDAP");
            await _stream.ReadExactlyAsync(head.AsMemory(2, digits), cancellationToken);
            var length = head.AsSpan(2, digits).ToArray().Aggregate(0L, (sum, digit) => (sum << 8) | digit);
            size = length <= LargestMessage ? (int)length : throw new LdapException(LdapFault.Answer, $"one answer is larger than {LargestMessage / 1024 / 1024} MB");
        }

        var message = new byte[2 + digits + size];
        head.AsSpan(0, 2 + digits).CopyTo(message);
        await _stream.ReadExactlyAsync(message.AsMemory(2 + digits), cancellationToken);
        return message;
    }

    private static T Parsed<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception failure) when (failure is AsnContentException or OverflowException)
        {
            throw new LdapException(LdapFault.Answer, "its answer cannot be read", failure);
        }
    }

    private LdapException Broken(Exception failure) => failure switch
    {
        LdapException own => own,
        DialException dial => new LdapException(LdapFault.Unreachable, dial.Message, dial),
        AuthenticationException or CryptographicException => new LdapException(LdapFault.Tls, OneLine((failure.InnerException ?? failure).Message), failure),
        OperationCanceledException => new LdapException(LdapFault.Unreachable, Silent(_server), failure),
        _ => new LdapException(_stream is SslStream { IsAuthenticated: false } ? LdapFault.Tls : LdapFault.Unreachable, $"{_server} breaks the connection", failure),
    };

    private static string Silent(LdapServer server) => $"{server} does not answer within {server.Limit.TotalSeconds:0.#} s";

    private static string Words(int code, string words) => code == 10 ? "it refers to another directory, which is not asked" : OneLine($"result {code} {words}").Trim();

    // Words of a directory go to administrators and into the log.
    private static string OneLine(string text) => new([.. text.Take(LongestWords).Select(character => char.IsControl(character) ? ' ' : character)]);

    private static CancellationTokenSource Limited(LdapServer server, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.Limit);
        return limit;
    }
}
