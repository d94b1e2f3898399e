using System.Diagnostics;

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
