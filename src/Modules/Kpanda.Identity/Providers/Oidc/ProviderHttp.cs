using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Kube.Dial;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>
/// Asks providers. Addresses are judged by the egress policy at each connection, redirects are not followed, and an answer is JSON of at most 256 KB within ten seconds. Plain http is for a
/// provider on this machine alone, while that may be reached.
/// </summary>
internal sealed class ProviderHttp : IDisposable
{
    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // The last of two properties of one name would be read by one side, and the first by another.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private readonly bool _allowLoopback;
    private readonly HttpClient _client;

    public ProviderHttp(IdentityOptions options)
    {
        _allowLoopback = options.Egress.AllowLoopback;
        var dialer = new DirectDialer(options.Egress);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = Limit,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, cancellation) => dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation),
        })
        {
            Timeout = Limit,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Whether a provider may have this address: https, or http on this machine while that may be reached; without a user name and a fragment.</summary>
    public bool MayAsk(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && _allowLoopback));

    /// <summary>Reads a JSON object.</summary>
    /// <param name="bearer">Access token to show; null for none.</param>
    public Task<Result<JsonElement>> GetAsync(Uri address, string? bearer, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a form and reads a JSON object.</summary>
    public Task<Result<JsonElement>> PostAsync(Uri address, IReadOnlyDictionary<string, string> form, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        return SendAsync(request, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<Result<JsonElement>> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var what = $"{request.RequestUri!.Host}{request.RequestUri.AbsolutePath}";
            if (!MayAsk(request.RequestUri)) return OidcErrors.Unavailable($"{what} is no https address");
            request.Headers.Accept.ParseAdd("application/json");
            try
            {
                using var response = await _client.SendAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK) return OidcErrors.Unavailable($"{what} answers {(int)response.StatusCode}");
                using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), Strict);
                return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : OidcErrors.Unavailable($"{what} answers with no object");
            }
            catch (HttpRequestException failure)
            {
                return OidcErrors.Unavailable($"{what}: {(failure.InnerException as DialException)?.Message ?? failure.Message}");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return OidcErrors.Unavailable($"{what} does not answer within {Limit.TotalSeconds} s");
            }
            catch (JsonException)
            {
                return OidcErrors.Unavailable($"{what} answers with no JSON");
            }
        }
    }
}
