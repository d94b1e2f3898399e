using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>
/// Where a webhook is: the address in its <c>clientConfig</c>, and how it is reached. A service leads to the host that it names (ExternalName); nothing that could
/// judge runs behind the others. Link-local addresses, where clouds keep secrets, are never asked.
/// </summary>
internal sealed class WebhookEndpoint
{
    private const int LongestAnswer = 3 * 1024 * 1024;

    private readonly SandboxCluster cluster;
    private readonly JsonObject? service;
    private readonly byte[] authorities;

    // With the port, whatever it is.
    private readonly string shown;

    public WebhookEndpoint(SandboxCluster cluster, JsonObject hook)
    {
        this.cluster = cluster;
        var client = hook.Child("clientConfig");
        service = client.Child("service");
        authorities = SigningRequests.Bytes(client, "caBundle");
        Timeout = TimeSpan.FromSeconds(hook.Number("timeoutSeconds") ?? 10);
        var address = service is null
            ? client.Text("url") ?? ""
            : string.Create(CultureInfo.InvariantCulture, $"https://{service.Text("name")}.{service.Text("namespace")}.svc:{service.Number("port") ?? 443}{(service.Text("path") is { Length: > 0 } path ? path : "/")}");
        shown = $"{address}?timeout={Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s";
        Address = new Uri(shown);
    }

    public Uri Address { get; }

    public TimeSpan Timeout { get; }

    /// <summary>Posts a review. What went wrong is told as Go's client tells it.</summary>
    public async Task<(byte[]? Answer, string Problem)> PostAsync(JsonObject review, CancellationToken cancel)
    {
        string? complaint = null;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, token) => await ConnectAsync(context.DnsEndPoint, token),
            SslOptions = { TargetHost = Address.Host, RemoteCertificateValidationCallback = (_, certificate, _, errors) => (complaint = Complaint(certificate, errors)) is null },
        };
        using var client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(KubeJson.ToUtf8(review)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.ParseAdd("application/json, */*");
        request.Headers.UserAgent.ParseAdd("kube-apiserver-admission");
        try
        {
            using var answer = await client.SendAsync(request, limit.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound) return (null, "the server could not find the requested resource");
            if ((int)answer.StatusCode >= 500) return (null, "an error on the server (\"unknown\") has prevented the request from succeeding");
            if (!answer.IsSuccessStatusCode) return (null, $"the server responded with the status code {(int)answer.StatusCode} but did not return more information");
            return (await answer.Content.ReadAsByteArrayAsync(limit.Token), "");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, Failed("context deadline exceeded"));
        }
        catch (HttpRequestException e)
        {
            return (null, Failed(complaint is not null ? $"tls: failed to verify certificate: {complaint}" : Innermost(e).Message));
        }
    }

    private string Failed(string why) => $"Post \"{shown}\": {why}";

    private static Exception Innermost(Exception e)
    {
        while (e is not UnreachableException && e.InnerException is { } inner) e = inner;
        return e;
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint wanted, CancellationToken cancel)
    {
        var host = service is null ? wanted.Host : HostOfService();
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, cancel);
        }
        catch (SocketException)
        {
            throw new UnreachableException($"dial tcp: lookup {host}: no such host");
        }

        var at = new IPEndPoint(addresses[0].IsIPv4MappedToIPv6 ? addresses[0].MapToIPv4() : addresses[0], wanted.Port);
        if (IsLinkLocal(at.Address)) throw new UnreachableException($"dial tcp {at}: connect: network is unreachable");
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(at, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new UnreachableException($"dial tcp {at}: connect: {(e.SocketErrorCode == SocketError.ConnectionRefused ? "connection refused" : "no route to host")}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string HostOfService()
    {
        var name = service.Text("name") ?? "";
        if (cluster.Store.Get(BuiltIn.Services, service.Text("namespace") ?? "", name)?.ToNode() is not { } found) throw new UnreachableException($"service \"{name}\" not found");
        return found.Child("spec").Text("externalName") is { Length: > 0 } host ? host : throw new UnreachableException($"no endpoints available for service \"{name}\"");
    }

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    private string? Complaint(X509Certificate? offered, SslPolicyErrors errors)
    {
        const string unknown = "x509: certificate signed by unknown authority";
        if (offered is not X509Certificate2 certificate) return "x509: no certificate";
        if (!IsTrusted(certificate, errors)) return unknown;
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"x509: certificate is not valid for any names, but wanted to match {Address.Host}" : null;
    }

    private bool IsTrusted(X509Certificate2 certificate, SslPolicyErrors errors)
    {
        if (authorities.Length == 0) return !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        try
        {
            chain.ChainPolicy.CustomTrustStore.ImportFromPem(System.Text.Encoding.ASCII.GetString(authorities));
        }
        catch (CryptographicException)
        {
            return false;
        }

        return chain.Build(certificate);
    }

    private sealed class UnreachableException(string message) : IOException(message);
}
