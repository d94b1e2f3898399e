namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>
/// Client libraries of other languages: the official JavaScript client (<c>tests/JavaScriptClient/story.mjs</c>: an informer, exec, logs and port-forward) and Debian's python3-kubernetes
/// (lists, watches, exec and port-forward), over WebSockets. Where pods do not run, what needs none.
/// </summary>
public abstract class ClientSuite<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    private const string Python = "/usr/bin/python3";
    private const string Informed = "informer: added\ninformer: updated\n";
    private const string Streamed = "informer: running\nexec: output, errors and exit code\nexec: input\nlogs: followed\nport-forward: answered\n";
    private const string Gone = "informer: deleted\nread: 404\n";

    private const string Story =
        """
        import sys
        from kubernetes import client, config, watch
        from kubernetes.stream import portforward, stream

        namespace, streams = sys.argv[2], sys.argv[3:]
        config.load_kube_config(sys.argv[1])
        core = client.CoreV1Api()
        for event in watch.Watch().stream(core.list_namespaced_pod, namespace, field_selector="metadata.name=py", timeout_seconds=120):
            if event["object"].status.phase == "Running" or not streams:
                break
        print([pod.metadata.name for pod in core.list_namespaced_pod(namespace, field_selector="metadata.name=py").items])
        if not streams:
            sys.exit()
        exec_ = core.connect_get_namespaced_pod_exec
        print(stream(exec_, "py", namespace, command=["sh", "-c", "echo from $HOSTNAME"], stdin=False, stdout=True, stderr=True, tty=False).strip())
        cat = stream(exec_, "py", namespace, command=["cat"], stdin=True, stdout=True, stderr=True, tty=False, _preload_content=False)
        cat.write_stdin("typed\n")
        print(cat.readline_stdout(timeout=120))
        cat.close()
        ended = stream(exec_, "py", namespace, command=["sh", "-c", "exit 4"], stdin=False, stdout=True, stderr=True, tty=False, _preload_content=False)
        ended.run_forever(timeout=120)
        print(ended.returncode)
        web = portforward(core.connect_get_namespaced_pod_portforward, "py", namespace, ports="80").socket(80)
        web.setblocking(True)
        web.sendall(b"GET / HTTP/1.1\r\nHost: py\r\nConnection: close\r\n\r\n")
        page = b""
        while b"</html>" not in page:
            part = web.recv(4096)
            if not part:
                break
            page += part
        print(page.split(b"\r\n")[0].decode())
        """;

    private static readonly string Folder = Path.Combine(Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "", "tests", "JavaScriptClient");

    public static TheoryData<string> Clusters => [.. TClusters.Names.Where(name => name is "v1.24.17" or "v1.36.2" || !name.StartsWith('v')).DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task JavaScript_TellsItsStory(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        Directory.Exists(Path.Combine(Folder, "node_modules")).ShouldBeTrue("'./kpanda setup' installs the JavaScript client; KPANDA_HOME says where.");
        var kubectl = clusters.Of(cluster);

        var (code, output) = await ClientStory.RunAsync("node", [Path.Combine(Folder, "story.mjs"), kubectl.Kubeconfig, kubectl.Namespace, .. Streams(cluster)]);

        code.ShouldBe(0, output);
        output.ShouldBe(clusters.RunsContainers(cluster) ? Informed + Streamed + Gone : Informed + Gone);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Python_TellsItsStory(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        var kubectl = clusters.Of(cluster);
        await kubectl.RunAsync("run py --image=nginx:1.27 --port=80");

        var (code, output) = await ClientStory.RunAsync(Python, ["-c", Story, kubectl.Kubeconfig, kubectl.Namespace, .. Streams(cluster)]);

        code.ShouldBe(0, output);
        output.ShouldBe(clusters.RunsContainers(cluster) ? "['py']\nfrom py\ntyped\n4\nHTTP/1.1 200 OK\n" : "['py']\n");
    }

    private string[] Streams(string cluster) => clusters.RunsContainers(cluster) ? ["streams"] : [];
}
