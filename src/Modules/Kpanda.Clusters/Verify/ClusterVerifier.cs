using System.Text.Json;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Verify;

/// <summary>Tries a credential on its member: who it is, what it runs, what we may do there. Changes nothing.</summary>
internal sealed class ClusterVerifier(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    private static readonly GroupVersionResource Nodes = new("", "v1", "nodes");
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");

    /// <summary>Tries it.</summary>
    /// <returns>The findings, or the failure that shows how far it came.</returns>
    public async Task<KubeResult<Verification>> VerifyAsync(ClusterTransport transport, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        try
        {
            return await RunAsync(new KubeClient(transport, KubeIdentity.Platform), transport.Connection.Server.Host, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new KubeFailure(FailurePhase.Http, FailureSide.Member, $"The member did not answer all questions within {Limit.TotalSeconds:0} s.");
        }
    }

    private async Task<KubeResult<Verification>> RunAsync(KubeClient client, string host, CancellationToken cancellationToken)
    {
        var asked = await client.GetAsync(KubePath.Document("/version"), "application/json", cancellationToken);
        if (!asked.TryGet(out var versionDocument, out var failure)) return failure;
        if (Text(versionDocument, "gitVersion") is not { Length: > 0 } version)
            return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The server's /version is not that of a Kubernetes API.");
        var named = await client.GetAsync(Namespaces, new ObjectKey("", "kube-system"), cancellationToken);
        if (!named.TryGet(out var kubeSystem, out failure)) return failure;
        if (Text(kubeSystem, "metadata", "uid") is not { Length: > 0 } id)
            return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The server's namespace kube-system has no UID.");
        var rights = AccessReview.AskAsync(client, time.GetUtcNow(), cancellationToken);
        var facts = await FactsAsync(client, version, host, cancellationToken);
        var (distribution, provider) = DistributionRule.Of(facts);
        return new Verification(version, id, distribution, provider, await rights);
    }

    // Signs are welcome and not needed: what may not be read gives nothing away.
    private static async Task<MemberFacts> FactsAsync(KubeClient client, string version, string host, CancellationToken cancellationToken)
    {
        var groups = client.GetAsync(KubePath.Document("/apis"), "application/json", cancellationToken);
        var nodes = client.ListAsync(Nodes, null, new() { Limit = 1 }, cancellationToken);
        var kubeadm = client.GetAsync(ConfigMaps, new ObjectKey("kube-system", "kubeadm-config"), cancellationToken);
        var (providerId, labels) = NodeSigns((await nodes).TryGet(out var page, out _) ? page.Items : []);
        var names = (await groups).TryGet(out var document, out _) ? GroupNames(document) : [];
        return new MemberFacts(version, host, names, providerId, labels, (await kubeadm).Failure is null);
    }

    private static (string ProviderId, IReadOnlyDictionary<string, string> Labels) NodeSigns(IReadOnlyList<KubeObject> nodes)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (nodes.Count == 0) return ("", labels);
        using var json = nodes[0].Parse();
        if (json.RootElement.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("labels", out var all) && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var label in all.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String)) labels[label.Name] = label.Value.GetString()!;
        }

        return (Text(nodes[0], "spec", "providerID") ?? "", labels);
    }

    private static HashSet<string> GroupNames(KubeObject document)
    {
        using var json = document.Parse();
        if (!json.RootElement.TryGetProperty("groups", out var groups) || groups.ValueKind != JsonValueKind.Array) return [];
        return [.. groups.EnumerateArray().Where(group => group.TryGetProperty("name", out _)).Select(group => group.GetProperty("name").GetString() ?? "")];
    }

    private static string? Text(KubeObject document, params ReadOnlySpan<string> path)
    {
        using var json = document.Parse();
        var at = json.RootElement;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }
}
