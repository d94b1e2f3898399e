using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>Sessions of kubectl through the platform. They are on record while they run, and end with the access token that opened them.</summary>
public abstract class GatewayStreamSuite<TClusters>(TClusters clusters) : KubectlStreamSuite<TClusters>(clusters)
    where TClusters : GatewayKubectl, IKubectlClusters
{
    private const string Tokens = "/apis/ghippo.io/v1alpha1/current-user/accesstoken";
    private const string Audits = "/apis/ghippo.io/v1alpha3/audits/kube";

    private HttpClient Client => Tried.Server.Client;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Exec_IsOnRecordWhileItRuns_AndEndsWhenItsTokenIsRevoked(string cluster)
    {
        var (kubectl, revoke) = await RevocableAsync(cluster, "held");
        using var exec = kubectl.Begin("exec", "-i", "held", "--", "cat");
        try
        {
            await exec.StandardInput.WriteAsync("hello\n".AsMemory(), Stop);
            await exec.StandardInput.FlushAsync(Stop);
            (await LineAsync(exec)).ShouldBe("hello");
            // A WebSocket that an older cluster refused is an attempt of its own, before.
            var running = (await RecordsAsync(cluster, "held"))[0];
            (Text(running, "user"), Text(running, "subresource"), Text(running, "namespace"), Text(running, "status")).ShouldBe(("admin", "exec", kubectl.Namespace, "all"));

            await revoke();

            await EndAsync(exec);
            var ended = await Deadline.ForAsync(
                "the record of the session to have its end",
                Patience,
                async _ => (await RecordsAsync(cluster, "held")).SingleOrDefault(record => Text(record, "id") == Text(running, "id") && Text(record, "status") != "all"));
            ((int?)ended["statusCode"]).ShouldBe(101);
            var (code, _, error) = await kubectl.TryRunAsync(["exec", "held", "--", "hostname"]);
            code.ShouldNotBe(0);
            error.ShouldContain("You must be logged in to the server");
        }
        finally
        {
            exec.Kill();
        }
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task LogsAttachAndPortForward_EndWhenTheirTokenIsRevoked(string cluster)
    {
        var (kubectl, revoke) = await RevocableAsync(cluster, "kept");
        using var logs = kubectl.Begin("logs", "-f", "kept");
        using var attach = kubectl.Begin("attach", "kept");
        using var forward = kubectl.Begin("port-forward", "pod/kept", ":80");
        try
        {
            (await LineAsync(logs)).ShouldNotBeEmpty();
            (await LineAsync(attach)).ShouldNotBeEmpty();
            var port = (await LineAsync(forward)).Split("127.0.0.1:", 2)[1].Split(' ')[0];
            using var http = new HttpClient { Timeout = Patience };
            (await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), Stop)).ShouldContain("Welcome to nginx!");

            await revoke();

            await Task.WhenAll(EndAsync(logs), EndAsync(attach), EndAsync(forward));
        }
        finally
        {
            logs.Kill();
            attach.Kill();
            forward.Kill();
        }
    }

    // A pod that runs, and kubectl with a token that can be taken away.
    private async Task<(Kubectl Kubectl, Func<Task> Revoke)> RevocableAsync(string cluster, string pod)
    {
        await PodAsync(cluster, pod);
        using var issued = await Client.PostAsJsonAsync(Tokens, new { name = $"{pod}-{Tried.ClusterOf(cluster)}", expiredAt = "" }, Stop);
        var token = JsonNode.Parse(await issued.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop))!;
        return (await Tried.WithTokenAsync(cluster, Text(token, "token")), RevokeAsync);

        async Task RevokeAsync()
        {
            using var revoked = await Client.DeleteAsync($"{Tokens}s/{Text(token, "id")}", Stop);
            revoked.EnsureSuccessStatusCode();
        }
    }

    // Newest first.
    private async Task<IReadOnlyList<JsonNode>> RecordsAsync(string cluster, string pod)
    {
        var page = await Client.GetFromJsonAsync<JsonObject>($"{Audits}?searchType=exact&clusterName={Tried.ClusterOf(cluster)}&sourceType=pods&sourceName={pod}", Stop);
        return [.. page!["items"]!.AsArray().Where(record => Text(record!, "subresource") == "exec")!];
    }

    private static string Text(JsonNode node, string field) => node[field]!.ToString();

    private static async Task<string> LineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop) ?? throw new ShouldAssertException(await process.StandardError.ReadToEndAsync(Stop));

    // It may have said much that nobody read yet: that must not keep it.
    private static async Task EndAsync(Process process)
    {
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop).WaitAsync(Patience, Stop);
        await said;
    }
}

/// <summary>With the kubectl on the PATH, over WebSockets, and over SPDY/3.1 where the cluster has no other.</summary>
public sealed class GatewayStreamTests(StreamGatewayKubectl clusters) : GatewayStreamSuite<StreamGatewayKubectl>(clusters);

/// <summary>With a kubectl that knows SPDY/3.1 alone.</summary>
public sealed class OlderGatewayStreamTests(OlderStreamGatewayKubectl clusters) : GatewayStreamSuite<OlderStreamGatewayKubectl>(clusters);
