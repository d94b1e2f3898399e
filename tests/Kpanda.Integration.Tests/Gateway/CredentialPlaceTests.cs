using System.Net;
using System.Text;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>A token counts in the header Authorization and nowhere else, and wherever else it stands the server does not write it down.</summary>
public sealed class CredentialPlaceTests(ServerProcess server)
{
    private const string Pods = "/k8s/clusters/staging/api/v1/pods?limit=1";
    private const string Exec = "/k8s/clusters/staging/api/v1/namespaces/default/pods/p/exec?command=id";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("access_token")]
    [InlineData("token")]
    [InlineData("authorization")]
    public async Task InAQuery_SignsNobodyInAndIsNotLogged(string name)
    {
        (await StatusAsync($"{Pods}&{name}={server.Token}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync($"/apis/kpanda.io/v1alpha1/clusters?{name}={server.Token}")).ShouldBe(HttpStatusCode.Unauthorized);
        // Beside a good header it goes no further either.
        (await StatusAsync($"{Pods}&{name}={server.Token}", ("Authorization", $"Bearer {server.Token}"))).ShouldBe(HttpStatusCode.BadRequest);

        NothingLogged();
    }

    [Fact]
    public async Task InBasicAuthenticationOrTheNameOfAProtocol_SignsNobodyIn()
    {
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"admin:{server.Token}"));
        (await StatusAsync(Pods, ("Authorization", $"Basic {basic}"))).ShouldBe(HttpStatusCode.Unauthorized);
        var protocol = Convert.ToBase64String(Encoding.ASCII.GetBytes(server.Token)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        (await StatusAsync(
            Exec, ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ("Sec-WebSocket-Protocol", $"base64url.bearer.authorization.k8s.io.{protocol}, v5.channel.k8s.io"))).ShouldBe(HttpStatusCode.Unauthorized);

        NothingLogged(basic, protocol);
    }

    // What is said of a request is written before its answer is sent.
    private void NothingLogged(params string[] besides)
    {
        foreach (var secret in besides.Append(server.Token)) server.Log.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> StatusAsync(string target, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { BaseAddress = server.Client.BaseAddress, Timeout = TimeSpan.FromMinutes(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
