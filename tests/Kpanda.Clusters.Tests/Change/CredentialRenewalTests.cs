using System.Buffers.Text;
using System.Text;
using Kpanda.Clusters.Tests.Fakes;

namespace Kpanda.Clusters.Tests.Change;

public sealed class CredentialRenewalTests
{
    [Fact]
    public async Task TokenNearItsEnd_IsRenewedUsedAndKept()
    {
        var now = TimeProvider.System.GetUtcNow();
        var old = Token(now.AddHours(-1), now.AddMinutes(5));
        var renewed = Token(now, now.AddHours(2));
        await using var member = await FakeCluster.StartAsync();
        member.Answers["/api/v1/namespaces/kpanda-access/serviceaccounts/kpanda/token"] =
            (201, $$$"""{"kind":"TokenRequest","apiVersion":"authentication.k8s.io/v1","status":{"token":"{{{renewed}}}","expirationTimestamp":"{{{now.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}}}"}}""");
        var folder = Directory.CreateTempSubdirectory("kpanda-renewal-").FullName;
        try
        {
            await using (var host = await TestHost.StartAsync(folder: folder))
            {
                await host.ImportAsync("alpha", FakeCluster.KubeconfigFor(member.Member.Server.ToString(), member.Member.Authority.Pem, $"token: {old}"));
                await host.UntilAsync(() => host.Clusters.Find("alpha")?.CredentialExpires > now.AddHours(1), "the new end is known");
                await host.UntilAsync(() => LastToken(member) == renewed, "the new token is in use");
            }

            await using var again = await TestHost.StartAsync(folder: folder);
            again.Clusters.Find("alpha")!.CredentialExpires!.Value.ShouldBeGreaterThan(now.AddHours(1));
            var before = member.Member.Requests.Count;
            await again.UntilAsync(() => member.Member.Requests.Count > before, "a probe after the restart");
            LastToken(member).ShouldBe(renewed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string LastToken(FakeCluster member) => member.Member.Requests.Last().Headers["Authorization"][0]["Bearer ".Length..];

    private static string Token(DateTimeOffset issued, DateTimeOffset expires) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"system:serviceaccount:kpanda-access:kpanda","iat":{{issued.ToUnixTimeSeconds()}},"exp":{{expires.ToUnixTimeSeconds()}}}"""))}.sig";
}
