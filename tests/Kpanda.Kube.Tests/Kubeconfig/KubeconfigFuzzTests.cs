using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel.Tests.Fuzzing;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.Kube.Tests.Kubeconfig;

/// <summary>Broken kubeconfigs by the thousand: whatever comes, the reader answers, and touches nothing.</summary>
public sealed class KubeconfigFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "exec:", "{", "}", "[", "]", "- ", ": ", "&a ", "*a", "!!binary ", "|", ">", "---\n", "...\n", "\t", "\0", "\u2028", "'", "\"", "<<: ", "? ", "%YAML 1.2\n", "null", "~", "0x1F",
        "certificate-authority: /etc/passwd", "tokenFile: /etc/passwd", "server: file:///etc/passwd", "LS0t", "-----BEGIN CERTIFICATE-----", "\ud800", "😀", "client-key-data: AAAA",
    ];

    [Fact]
    public void AnyText_IsAnsweredWithoutAnExceptionAFileOrAProcess()
    {
        var trap = Path.Combine(Path.GetTempPath(), $"kpanda-fuzz-{Guid.CreateVersion7():N}");
        var fuzz = new Fuzz(output, [.. Pieces, $"exec: {{command: touch, args: [{trap}], apiVersion: client.authentication.k8s.io/v1}}\n    ", $"tokenFile: {trap}\n    "]);
        using var authority = new TestAuthority();
        var (_, certificate, key) = authority.Issue("CN=me");
        string[] grains = [Good(authority.Pem, "token: abc"), Good(authority.Pem, $"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}")];
        var now = TimeProvider.System.GetUtcNow();
        var accepted = 0;
        fuzz.Run(grains, text =>
        {
            if (KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, now, out var kubeconfig, out var refusal))
            {
                accepted++;
                kubeconfig.Connection.Server.Scheme.ShouldBe("https");
                kubeconfig.Connection.SkipTlsVerify.ShouldBeFalse();
                kubeconfig.Connection.Proxy.ShouldBeNull();
            }
            else
            {
                refusal.Reason.ShouldStartWith("kubeconfig.");
            }
        });
        output.WriteLine($"{accepted} accepted, slowest {fuzz.Slowest.TotalMilliseconds:0} ms");
        accepted.ShouldBeInRange(1, fuzz.Cases - 1, "both answers must occur");
        File.Exists(trap).ShouldBeFalse("the command of a kubeconfig ran");
    }

    [Theory]
    [InlineData(typeof(KubeconfigReader))]
    [InlineData(typeof(YamlReader))]
    public void TheReadersHaveNoWayToAFileOrAProcess(Type reader)
    {
        using var file = File.OpenRead(reader.Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var used = metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}").ToHashSet();
        used.ShouldContain("System.Object");
        used.Intersect(["System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.StreamReader", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo"])
            .ShouldBeEmpty();
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
