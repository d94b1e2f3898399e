using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Verify;

/// <summary>Tries a credential on its member: who it is, what it runs, what we may do there. Changes nothing.</summary>
internal sealed class ClusterVerifier(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    private static readonly GroupVersionResource Nodes = new("", "v1", "nodes");

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
            return new KubeFailure(FailurePhase.Http, FailureSide.Member, $"The member did not answer all questions within {Limit.TotalSeconds:0} s.").Because("network.http.late.seconds", ("seconds", $"{Limit.TotalSeconds:0}"));
        }
    }

    private async Task<KubeResult<Verification>> RunAsync(KubeClient client, string host, CancellationToken cancellationToken)
    {
        var asked = await client.GetAsync(KubePath.Document("/version"), "application/json", cancellationToken);
        if (!asked.TryGet(out var versionDocument, out var failure)) return failure;
        if (DocumentText.At(versionDocument, "gitVersion") is not { Length: > 0 } version)
            return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The server's /version is not that of a Kubernetes API.").Because("network.protocol.other");
        var named = await client.GetAsync(Namespaces, new ObjectKey("", "kube-system"), cancellationToken);
        if (!named.TryGet(out var kubeSystem, out failure)) return failure;
        if (DocumentText.At(kubeSystem, "metadata", "uid") is not { Length: > 0 } id)
            return new KubeFailure(FailurePhase.Protocol, FailureSide.Member, "The server's namespace kube-system has no UID.").Because("network.protocol.other");
        var rights = AccessReview.AskAsync(client, time.GetUtcNow(), cancellationToken);
        var network = await NetworkQuestions.AskAsync(client, cancellationToken);
        var facts = await FactsAsync(client, version, host, network.KubeadmConfiguration.Length > 0, cancellationToken);
        return new Verification(version, id, DistributionRule.Of(facts), NetworkRule.Of(network), await rights);
    }

    // Signs are welcome and not needed: what may not be read gives nothing away.
    private static async Task<MemberFacts> FactsAsync(KubeClient client, string version, string host, bool hasKubeadmConfig, CancellationToken cancellationToken)
    {
        var groups = client.GetAsync(KubePath.Document("/apis"), "application/json", cancellationToken);
        var nodes = await client.ListAsync(Nodes, null, new() { Limit = 1 }, cancellationToken);
        var node = nodes.TryGet(out var page, out _) ? page.Items.FirstOrDefault() : null;
        var names = (await groups).TryGet(out var document, out _) ? GroupNames(document) : [];
        return MemberFacts.Of(version, host, names, node, hasKubeadmConfig);
    }

    private static HashSet<string> GroupNames(KubeObject document)
    {
        using var json = document.Parse();
        return [.. DocumentText.Elements(json.RootElement, "groups").Select(group => DocumentText.Of(group, "name"))];
    }
}
