using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Benchmarks.Index;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>A server, the member that it has imported, and both ways to the member's API server.</summary>
internal sealed class GatewayFleet : IAsyncDisposable
{
    /// <summary>The member's name in the product.</summary>
    public const string Name = "member";

    private const string NoBudget = "1000000";

    private GatewayFleet(GatewayMember member, ServerProcess server) => (Member, Server) = (member, server);

    public GatewayMember Member { get; }

    public ServerProcess Server { get; }

    public ApiWay Direct { get; private set; } = null!;

    public ApiWay Gateway { get; private set; } = null!;

    /// <summary>A pod that runs, and the first of its containers.</summary>
    public (string Namespace, string Name, string Container) Pod { get; private set; }

    public static async Task<GatewayFleet> StartAsync(int pods, CancellationToken cancellationToken)
    {
        var member = await GatewayMember.StartAsync(pods, cancellationToken);
        // The budgets of a person are not what is measured.
        string[] flags = ["--gateway.person-requests", NoBudget, "--gateway.person-streams", NoBudget, "--gateway.person-rate", NoBudget, "--gateway.member-requests", NoBudget, "--gateway.member-streams", NoBudget, "--gateway.member-rate", NoBudget];
        var fleet = new GatewayFleet(member, await ServerProcess.StartAsync(cancellationToken, ["--no-sandbox", .. flags]));
        await fleet.Server.SignInAsync(cancellationToken);
        var synced = new SyncedServer(fleet.Server);
        await synced.ImportAsync(new Dictionary<string, string> { [Name] = member.Kubeconfig }, "", cancellationToken);
        await synced.UntilInStepAsync(1, cancellationToken);
        fleet.Direct = new(member.Connection.Server, member.Connection.BearerToken);
        fleet.Gateway = new(new Uri(fleet.Server.SecureAddress, $"/k8s/clusters/{Name}"), await fleet.TokenAsync(cancellationToken));
        fleet.Pod = await fleet.RunningPodAsync(cancellationToken);
        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        Direct?.Dispose();
        Gateway?.Dispose();
        await Server.DisposeAsync();
        await Member.DisposeAsync();
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        using var answer = await Server.Client.PostAsJsonAsync("/apis/ghippo.io/v1alpha1/current-user/accesstoken", new { name = "benchmark" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("token").GetString()!;
    }

    private async Task<(string Namespace, string Name, string Container)> RunningPodAsync(CancellationToken cancellationToken)
    {
        var list = await Direct.Connect().GetFromJsonAsync<JsonElement>(Direct.At("/api/v1/pods?fieldSelector=status.phase%3DRunning"), cancellationToken);
        foreach (var pod in list.GetProperty("items").EnumerateArray())
        {
            var metadata = pod.GetProperty("metadata");
            var containers = pod.GetProperty("spec").GetProperty("containers");
            var ready = pod.GetProperty("status").GetProperty("containerStatuses").EnumerateArray().All(status => status.GetProperty("ready").GetBoolean());
            if (ready && containers.GetArrayLength() == 1) return (metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!, containers[0].GetProperty("name").GetString()!);
        }

        throw new InvalidOperationException("No pod of the member runs.");
    }
}
