namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>The Python client that Debian has (python3-kubernetes): lists, watches, exec and port-forward over WebSocket channels.</summary>
public sealed class PythonClientTests(PathKubectl clusters) : IClassFixture<PathKubectl>
{
    private const string Python = "/usr/bin/python3";

    private const string Story =
        """
        import sys
        from kubernetes import client, config, watch
        from kubernetes.stream import portforward, stream

        config.load_kube_config(sys.argv[1])
        core = client.CoreV1Api()
        for event in watch.Watch().stream(core.list_namespaced_pod, "default", field_selector="metadata.name=py", timeout_seconds=120):
            if event["object"].status.phase == "Running":
                break
        print([pod.metadata.name for pod in core.list_namespaced_pod("default", field_selector="metadata.name=py").items])
        exec_ = core.connect_get_namespaced_pod_exec
        print(stream(exec_, "py", "default", command=["sh", "-c", "echo from $HOSTNAME"], stdin=False, stdout=True, stderr=True, tty=False).strip())
        cat = stream(exec_, "py", "default", command=["cat"], stdin=True, stdout=True, stderr=True, tty=False, _preload_content=False)
        cat.write_stdin("typed\n")
        print(cat.readline_stdout(timeout=120))
        cat.close()
        ended = stream(exec_, "py", "default", command=["sh", "-c", "exit 4"], stdin=False, stdout=True, stderr=True, tty=False, _preload_content=False)
        ended.run_forever(timeout=120)
        print(ended.returncode)
        web = portforward(core.connect_get_namespaced_pod_portforward, "py", "default", ports="80").socket(80)
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

    [Fact]
    public async Task Story_IsTold()
    {
        Assert.SkipWhen(!File.Exists(Python) || (await ClientStory.RunAsync(Python, "-c", "import kubernetes")).Code != 0, "python3-kubernetes is not installed: './kpanda setup' installs what the tests need.");
        var kubectl = clusters.Of("v1.36.2");
        await kubectl.RunAsync("run py --image=nginx:1.27 --port=80");
        var (code, output) = await ClientStory.RunAsync(Python, "-c", Story, kubectl.Kubeconfig);
        code.ShouldBe(0, output);
        output.ShouldBe("['py']\nfrom py\ntyped\n4\nHTTP/1.1 200 OK\n");
    }
}
