using System.Diagnostics;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Certificates;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests;

/// <summary>The kubeconfigs that the running product leaves for its simulated clusters, in the hands of kubectl.</summary>
public sealed class KubectlTests(ServerProcess server)
{
    [Fact]
    public async Task Kubeconfig_WorksFromGetToDelete()
    {
        await RunAsync(0, "wait", "--for=condition=Ready", "node", "--all", "--timeout=60s");
        (await RunAsync(0, "get", "deployments", "-A")).ShouldContain("AVAILABLE");
        await RunAsync(0, "create", "namespace", "kubectl-story");
        await RunAsync(0, "-n", "kubectl-story", "create", "deployment", "hello", "--image=nginx:1.29");
        await RunAsync(0, "-n", "kubectl-story", "rollout", "status", "deployment/hello", "--timeout=60s");
        await RunAsync(0, "-n", "kubectl-story", "scale", "deployment/hello", "--replicas=3");
        await RunAsync(0, "-n", "kubectl-story", "rollout", "status", "deployment/hello", "--timeout=60s");
        (await RunAsync(0, "-n", "kubectl-story", "get", "pods", "-l", "app=hello", "--no-headers")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await RunAsync(0, "-n", "kubectl-story", "logs", "deployment/hello")).ShouldNotBeEmpty();
        await RunAsync(0, "delete", "namespace", "kubectl-story", "--timeout=60s");
        await RunAsync(1, "get", "namespace", "kubectl-story");
    }

    [Fact]
    public async Task CertificateThatAClusterSigned_IsShownToTheServer()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-kubectl-").FullName;
        var kubectl = new Kubectl("kubectl", server.KubeconfigOf("staging"), folder, "default");
        using var asked = new AskedCertificate("O=kubectl-story,CN=certified");
        await kubectl.RunAsync("apply -f -", asked.ToObject("kubectl-story").ToJsonString());
        await kubectl.RunAsync("certificate approve kubectl-story");
        var item = await Deadline.ForAsync("a certificate", TimeSpan.FromMinutes(2), async _ =>
            JsonNode.Parse(await kubectl.RunAsync("get csr kubectl-story -o json")) is JsonObject read && read["status"]!["certificate"] is not null ? read : null);

        var certified = await kubectl.WithCertificateAsync("certified", AskedCertificate.Certificate(item), asked.KeyPem);

        (await certified.RunAsync("auth whoami")).ShouldMatch(@"Username +certified\n");
        await kubectl.RunAsync("delete csr kubectl-story");
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", ["--kubeconfig", server.KubeconfigOf("staging"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(exitCode, $"kubectl {string.Join(' ', arguments)}: {await errors}{output}");
        return output;
    }
}
