using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Terminals;

/// <summary>
/// Opens a shell on a node: a privileged pod there, with the node's processes and network and its files at <c>/host</c>. Its only process is the shell that the terminal is attached to
/// (<c>stdinOnce</c>): it ends with the terminal, also where the server is killed, and after <c>activeDeadlineSeconds</c> in any case. The pod is removed then; one that a killed server left
/// behind has ended, and goes when a server starts (<see cref="NodeShellSweep"/>) or the next shell is opened in its cluster.
/// </summary>
internal sealed class NodeShell(GatewayOptions options, ContainerStart start)
{
    private const string Label = "kpanda.io/node-shell";
    private const string Container = "shell";

    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(10);

    /// <summary>The shell and what removes its pod, or the member's refusal, or why the pod does not start.</summary>
    public async Task<Result<OpenShell>> OpenAsync(KubeClient client, TerminalTarget target, int columns, int rows, CancellationToken cancellationToken)
    {
        await ClearAsync(client, cancellationToken);
        var key = new ObjectKey(options.NodeShellNamespace, DebugContainer.NewName("node-shell-"));
        if (!(await client.CreateAsync(Pods, key.Namespace, Pod(key, target.Node), KubeWriteOptions.Default, cancellationToken)).TryGet(out _, out var failure)) return failure.ToError(target.Cluster);
        var keep = false;
        try
        {
            // Into the node's own files, where they have a shell; exit leads back.
            var opened = await start.AttachAsync(client, target.Cluster, key, Container, "chroot /host\r"u8.ToArray(), columns, rows, cancellationToken);
            keep = opened.Error is null;
            return opened.Select(shell => shell with { Remove = () => RemoveAsync(client, key) });
        }
        finally
        {
            if (!keep) await RemoveAsync(client, key);
        }
    }

    // Somebody whose rights were taken away cannot remove it: it has ended all the same, and goes with the next.
    private static async Task RemoveAsync(KubeClient client, ObjectKey key)
    {
        using var patience = new CancellationTokenSource(LongestRemoval);
        try
        {
            await client.DeleteAsync(Pods, key, new KubeDeleteOptions { GracePeriodSeconds = 0 }, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The member does not answer; the pod ends with its shell.
        }
    }

    /// <summary>Removes those that have ended; how many, how many are left, and what stood in the way.</summary>
    public async Task<(int Removed, int Left, KubeFailure? Failure)> ClearAsync(KubeClient client, CancellationToken cancellationToken)
    {
        if (!(await client.ListAsync(Pods, options.NodeShellNamespace, new KubeListOptions { LabelSelector = Label }, cancellationToken)).TryGet(out var page, out var failure)) return (0, 0, failure);
        var removed = 0;
        foreach (var item in page.Items)
        {
            using var pod = item.Parse();
            if (!pod.RootElement.GetProperty("status").TryGetProperty("phase", out var phase) || phase.GetString() is not ("Succeeded" or "Failed")) continue;
            var key = new ObjectKey(options.NodeShellNamespace, pod.RootElement.GetProperty("metadata").GetProperty("name").GetString()!);
            if ((await client.DeleteAsync(Pods, key, KubeDeleteOptions.Default, cancellationToken)).TryGet(out _, out var kept) || kept.IsNotFound) removed++;
            else failure = kept;
        }

        return (removed, page.Items.Count - removed, failure);
    }

    private JsonNode Pod(ObjectKey key, string node) => JsonSerializer.SerializeToNode(new
    {
        apiVersion = "v1",
        kind = "Pod",
        metadata = new
        {
            name = key.Name,
            @namespace = key.Namespace,
            labels = new Dictionary<string, string> { [Label] = "true", ["app.kubernetes.io/managed-by"] = "kpanda" },
            annotations = new Dictionary<string, string> { ["kpanda.io/node"] = node },
        },
        spec = new
        {
            nodeName = node,
            hostPID = true,
            hostNetwork = true,
            hostIPC = true,
            restartPolicy = "Never",
            activeDeadlineSeconds = (long)LongestLife.TotalSeconds,
            terminationGracePeriodSeconds = 0,
            automountServiceAccountToken = false,
            enableServiceLinks = false,
            tolerations = new[] { new { @operator = "Exists" } },
            volumes = new[] { new { name = "host", hostPath = new { path = "/" } } },
            containers = new[]
            {
                new
                {
                    name = Container,
                    image = options.DebugImage,
                    command = new[] { "sh" },
                    stdin = true,
                    stdinOnce = true,
                    tty = true,
                    securityContext = new { privileged = true },
                    volumeMounts = new[] { new { name = "host", mountPath = "/host" } },
                },
            },
        },
    })!;
}
