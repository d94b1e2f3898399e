using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Integration.Tests;

/// <summary>Kubeconfigs that lead through the platform, in the hands of kubectl.</summary>
public sealed class KubeconfigTests(ServerProcess server) : IDisposable
{
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private const string Tokens = "/apis/ghippo.io/v1alpha1/current-user/accesstokens";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-kubeconfig-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kubeconfig_WorksThroughThePlatform_UntilItsTokenIsRevoked()
    {
        var before = await TokenIdsAsync();
        var file = await SaveAsync(await CreateAsync($"{Api}/clusters/staging/clustercert", new { expirationSeconds = 3600 }));
        var id = (await TokenIdsAsync()).Except(before).ShouldHaveSingleItem();

        (await KubectlAsync(0, file, "get", "pods", "-A")).ShouldContain("NAMESPACE");
        (await KubectlAsync(0, file, "config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}")).ShouldMatch("^https://127\\.0\\.0\\.1:[0-9]+/k8s/clusters/staging$");
        using var watch = Start(file, "get", "pods", "-A", "--watch");
        (await watch.StandardOutput.ReadLineAsync(Token)).ShouldNotBeNull();

        // Its token opens that cluster alone.
        await File.WriteAllTextAsync($"{file}.other", (await File.ReadAllTextAsync(file, Token)).Replace("/k8s/clusters/staging", "/k8s/clusters/prod-shanghai", StringComparison.Ordinal), Token);
        await KubectlAsync(1, $"{file}.other", "get", "pods", "-A");

        (await server.Client.DeleteAsync($"{Tokens}/{id}", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Deadline.ForAsync("the watch to end", Patience, async token =>
        {
            while (await watch.StandardOutput.ReadLineAsync(token) is not null) token.ThrowIfCancellationRequested();
            return "";
        });
        await KubectlAsync(1, file, "get", "pods", "-A");
        watch.Kill(entireProcessTree: true);
    }

    [Fact]
    public async Task OneKubeconfigForAll_HasAContextForEachCluster()
    {
        var file = await SaveAsync(await CreateAsync("/api/v1/kubeconfig", new { clusters = new[] { "staging", "prod-shanghai" }, expirationSeconds = 3600 }));

        (await KubectlAsync(0, file, "config", "get-contexts", "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["prod-shanghai", "staging"]);
        foreach (var context in (string[])["staging", "prod-shanghai"]) (await KubectlAsync(0, file, "--context", context, "get", "namespaces", "-o", "name")).ShouldContain("namespace/default");
    }

    [Fact]
    public async Task Reading_MakesNoToken()
    {
        var before = await TokenIdsAsync();

        var text = (await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/staging/kubeconfig", Token)).GetProperty("kubeConfigString").GetString()!;

        text.ShouldContain("/k8s/clusters/staging");
        text.ShouldNotContain("token");
        (await TokenIdsAsync()).ShouldBe(before);
        var file = await SaveAsync(text);
        await KubectlAsync(0, file, "config", "set-credentials", "admin", $"--token={server.Client.DefaultRequestHeaders.Authorization!.Parameter}");
        (await KubectlAsync(0, file, "get", "namespaces", "-o", "name")).ShouldContain("namespace/default");
    }

    [Fact]
    public async Task ClusterByItsSystemId_IsTheSame()
    {
        var cluster = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/staging", Token);
        var id = cluster.GetProperty("status").GetProperty("kubeSystemID").GetString();

        var answer = await (await server.Client.PostAsJsonAsync($"{Api}/kubesystemid/{id}/clustercert", new { expirationSeconds = 60 }, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);

        answer.GetProperty("cluster").GetString().ShouldBe("staging");
        answer.GetProperty("kubeConfigString").GetString()!.ShouldContain("/k8s/clusters/staging");
        (await server.Client.PostAsJsonAsync($"{Api}/clusters/prod-shanghai/clustercert", new { kubeSystemID = id }, Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Client.PostAsJsonAsync($"{Api}/clusters/staging/clustercert", new { expirationSeconds = -1 }, Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Client.PostAsJsonAsync($"{Api}/clusters/nowhere/clustercert", new { }, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> CreateAsync(string path, object body)
    {
        var response = await server.Client.PostAsJsonAsync(path, body, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return JsonDocument.Parse(text).RootElement.GetProperty("kubeConfigString").GetString()!;
    }

    private async Task<string> SaveAsync(string kubeconfig)
    {
        var file = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.yaml");
        await File.WriteAllTextAsync(file, kubeconfig, Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private async Task<IReadOnlyList<string>> TokenIdsAsync() =>
        [.. (await server.Client.GetFromJsonAsync<JsonElement>(Tokens, Token)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static Process Start(string kubeconfig, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", kubeconfig, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<string> KubectlAsync(int exitCode, string kubeconfig, params string[] arguments)
    {
        using var process = Start(kubeconfig, arguments);
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        process.ExitCode.ShouldBe(exitCode, $"kubectl {string.Join(' ', arguments)}: {await errors}{output}");
        return output;
    }
}
