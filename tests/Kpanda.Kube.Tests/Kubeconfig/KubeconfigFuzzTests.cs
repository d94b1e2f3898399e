using System.Diagnostics;
using System.Text;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Tests.Fakes;

namespace Kpanda.Kube.Tests.Kubeconfig;

/// <summary>Broken kubeconfigs by the thousand: whatever comes, the reader answers, soon, and touches nothing. <c>KPANDA_FUZZ_CASES</c> asks for more.</summary>
public sealed class KubeconfigFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "exec:", "{", "}", "[", "]", "- ", ": ", "&a ", "*a", "!!binary ", "|", ">", "---\n", "...\n", "\t", "\0", "\u2028", "'", "\"", "<<: ", "? ", "%YAML 1.2\n", "null", "~", "0x1F",
        "certificate-authority: /etc/passwd", "tokenFile: /etc/passwd", "server: file:///etc/passwd", "LS0t", "-----BEGIN CERTIFICATE-----", "\ud800", "😀", "client-key-data: AAAA",
    ];

    [Fact]
    public void AnyText_IsAnsweredSoonAndWithoutAnException()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("KPANDA_FUZZ_CASES"), out var asked) ? asked : 10_000;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KPANDA_FUZZ_SEED"), out var fixedSeed) ? fixedSeed : Random.Shared.Next();
        output.WriteLine($"seed {seed}, {cases} cases");
        var random = new Random(seed);
        using var authority = new TestAuthority();
        var (_, certificate, key) = authority.Issue("CN=me");
        string[] grains = [Good(authority.Pem, "token: abc"), Good(authority.Pem, $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}")];
        var slowest = TimeSpan.Zero;
        var accepted = 0;
        for (var number = 0; number < cases; number++)
        {
            var text = Mutate(grains[random.Next(grains.Length)], random);
            var began = Stopwatch.GetTimestamp();
            if (KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var kubeconfig, out var refusal))
            {
                accepted++;
                kubeconfig.Connection.Server.Scheme.ShouldBe("https", $"seed {seed}, case {number}");
                kubeconfig.Connection.SkipTlsVerify.ShouldBeFalse($"seed {seed}, case {number}");
            }
            else
            {
                refusal.Reason.ShouldStartWith("kubeconfig.", customMessage: $"seed {seed}, case {number}");
            }

            var took = Stopwatch.GetElapsedTime(began);
            if (took > slowest) slowest = took;
        }

        output.WriteLine($"{accepted} accepted, slowest {slowest.TotalMilliseconds:0} ms");
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5), $"seed {seed}");
        accepted.ShouldBeInRange(1, cases - 1, "both answers must occur");
    }

    private static string Mutate(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var times = random.Next(0, 6); times > 0 && result.Length > 0; times--)
        {
            var at = random.Next(result.Length);
            var length = Math.Min(random.Next(1, 40), result.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    result.Insert(at, result.ToString(at, length));
                    break;
                case 3:
                    result[at] = (char)random.Next(1, 0x2FF);
                    break;
                case 4:
                    result.Length = at;
                    break;
                default:
                    result.Insert(at, new string("[{-\n "[random.Next(5)], random.Next(1, 2000)));
                    break;
            }
        }

        return result.ToString();
    }

    private static string Good(string authority, string user) => $"""
        apiVersion: v1
        kind: Config
        current-context: c
        contexts:
        - name: c
          context: {"{"}cluster: k, user: u{"}"}
        clusters:
        - name: k
          cluster:
            server: https://example.com:6443
            certificate-authority-data: {Base64(authority)}
        users:
        - name: u
          user:
            {user}
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
