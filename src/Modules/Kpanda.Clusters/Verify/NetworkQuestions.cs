using System.Text.Json;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Verify;

/// <summary>Asks a member how its network is made. Signs are welcome and not needed: what may not be read gives nothing away.</summary>
internal static class NetworkQuestions
{
    private const int MostDaemonSets = 500;

    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly GroupVersionResource DaemonSets = new("apps", "v1", "daemonsets");
    private static readonly GroupVersionResource ServiceCidrs = new("networking.k8s.io", "v1", "servicecidrs");
    private static readonly GroupVersionResource OpenShiftNetworks = new("config.openshift.io", "v1", "networks");

    /// <summary>Asks all at once.</summary>
    public static async Task<NetworkFacts> AskAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var kubeadm = client.GetAsync(ConfigMaps, new ObjectKey("kube-system", "kubeadm-config"), cancellationToken);
        var proxy = client.GetAsync(ConfigMaps, new ObjectKey("kube-system", "kube-proxy"), cancellationToken);
        var ranges = client.GetAsync(ServiceCidrs, new ObjectKey("", "kubernetes"), cancellationToken);
        var openShift = client.GetAsync(OpenShiftNetworks, new ObjectKey("", "cluster"), cancellationToken);
        var pods = client.ListAsync(Pods, "kube-system", new() { LabelSelector = "tier=control-plane", Limit = 50 }, cancellationToken);
        var daemonSets = client.ListAsync(DaemonSets, null, new() { Limit = MostDaemonSets }, cancellationToken);
        return new NetworkFacts
        {
            KubeadmConfiguration = DocumentText.At(await kubeadm, "data", "ClusterConfiguration"),
            ProxyConfiguration = DocumentText.At(await proxy, "data", "config.conf"),
            ServiceCidrs = DocumentText.ListAt(await ranges, "spec", "cidrs"),
            OpenShiftPodCidrs = Cidrs(await openShift),
            OpenShiftServiceCidrs = DocumentText.ListAt(await openShift, "status", "serviceNetwork"),
            ControlPlaneArguments = [.. Items(await pods).SelectMany(Arguments)],
            DaemonSets = [.. Items(await daemonSets).Select(item => DocumentText.At(item, "metadata", "name"))],
        };
    }

    private static IReadOnlyList<KubeObject> Items(KubeResult<KubeListPage> answer) => answer.TryGet(out var page, out _) ? page.Items : [];

    private static List<string> Cidrs(KubeResult<KubeObject> network)
    {
        if (!network.TryGet(out var document, out _)) return [];
        using var json = document.Parse();
        return [.. DocumentText.Elements(json.RootElement, "status", "clusterNetwork").Select(entry => DocumentText.Of(entry, "cidr")).Where(cidr => cidr.Length > 0)];
    }

    private static List<string> Arguments(KubeObject pod)
    {
        using var json = pod.Parse();
        return
        [
            .. DocumentText.Elements(json.RootElement, "spec", "containers")
                .SelectMany(container => DocumentText.Elements(container, "command").Concat(DocumentText.Elements(container, "args")))
                .Where(argument => argument.ValueKind == JsonValueKind.String)
                .Select(argument => argument.GetString()!),
        ];
    }
}
