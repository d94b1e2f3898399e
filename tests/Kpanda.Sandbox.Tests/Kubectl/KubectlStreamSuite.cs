using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>exec, attach, cp, port-forward, debug and logs: before and after clusters learned to speak WebSockets to kubectl.</summary>
public abstract partial class KubectlStreamSuite<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    /// <summary>How long anything may take on a slow machine.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The clusters that it is tried on.</summary>
    protected TClusters Tried { get; } = clusters;

    /// <summary>The end of the test.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Clusters => [.. TClusters.Names.Where(name => name is "v1.24.17" or "v1.36.2" || !name.StartsWith("v1.", StringComparison.Ordinal)).DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Exec_HasInputOutputErrorsAndExitCode(string cluster)
    {
        var kubectl = await PodAsync(cluster, "exec");
        (await kubectl.RunAsync("exec exec -- echo grüße 世界")).ShouldBe("grüße 世界\n");
        (await kubectl.RunAsync("exec -i exec -- cat", "one\ntwo")).ShouldBe("one\ntwo");
        var (code, output, error) = await kubectl.TryRunAsync(["exec", "exec", "--", "sh", "-c", "echo out; echo err >&2; exit 3"]);
        (code, output).ShouldBe((3, "out\n"));
        error.ShouldBe("err\ncommand terminated with exit code 3\n");
        (await kubectl.RunAsync("exec exec -- hostname")).ShouldBe("exec\n");
        var missing = await kubectl.TryRunAsync(["exec", "exec", "--", "no-such-program"]);
        missing.Code.ShouldBe(1);
        missing.Error.ShouldContain("exec: \"no-such-program\": executable file not found in $PATH");
        (await kubectl.TryRunAsync(["exec", "exec", "-c", "other", "--", "ls"])).Error.ShouldContain("container other is not valid for pod exec");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Copy_BringsFilesThereAndBack(string cluster)
    {
        var kubectl = await PodAsync(cluster, "copy");
        var folder = Directory.CreateTempSubdirectory("kubectl-cp-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "there", "deep"));
        var bytes = RandomNumberGenerator.GetBytes(3_000_001);
        await File.WriteAllBytesAsync(Path.Combine(folder, "there", "deep", "large.bin"), bytes, Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "there", "small.txt"), "small", Stop);

        await kubectl.RunAsync($"cp {folder}/there copy:/tmp/there");
        (await kubectl.RunAsync("exec copy -- sha256sum /tmp/there/deep/large.bin")).ShouldStartWith(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        await kubectl.RunAsync($"cp copy:/tmp/there {folder}/back");

        (await File.ReadAllBytesAsync(Path.Combine(folder, "back", "deep", "large.bin"), Stop)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(folder, "back", "small.txt"), Stop)).ShouldBe("small");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task PortForward_CarriesConnectionsAndRefusals(string cluster)
    {
        var kubectl = await PodAsync(cluster, "web");
        using var forward = kubectl.Begin("port-forward", "pod/web", ":80", ":81");
        try
        {
            var ports = new Dictionary<string, string>();
            while (ports.Count < 2)
            {
                var line = await forward.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop) ?? throw new ShouldAssertException(await forward.StandardError.ReadToEndAsync(Stop));
                if (Regex.Match(line, @"127\.0\.0\.1:(\d+) -> (\d+)") is { Success: true } match) ports[match.Groups[2].Value] = match.Groups[1].Value;
            }

            using var http = new HttpClient { Timeout = Patience };
            var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.GetStringAsync(new Uri($"http://127.0.0.1:{ports["80"]}/"), Stop)));
            pages.ShouldAllBe(page => page.Contains("Welcome to nginx!"));
            await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"http://127.0.0.1:{ports["81"]}/"), Stop));
            (await UntilAsync(forward.StandardError, "81")).ShouldContain("connection refused");
        }
        finally
        {
            forward.Kill();
            await forward.WaitForExitAsync(Stop);
        }
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Terminal_HasItsSizeEchoesAndEndsWithTheShellsCode(string cluster)
    {
        var kubectl = await PodAsync(cluster, "tty");
        using var shell = kubectl.BeginAtTerminal("exec -it tty -- bash");
        var text = await UntilAsync(shell.StandardOutput, "root@tty:/# ");
        await shell.StandardInput.WriteAsync("echo $((40+2)); until stty size | grep '33 101'; do sleep 0.1; done\r".AsMemory(), Stop);
        text = await UntilAsync(shell.StandardOutput, "33 101\r\nroot@tty:/# ");
        text.ShouldContain("42\r\n");
        await shell.StandardInput.WriteAsync("echo begun; sleep 1000\r".AsMemory(), Stop);
        // Only what runs already can be interrupted: the line alone may be shown before.
        await UntilAsync(shell.StandardOutput, "\nbegun\r\n");
        await shell.StandardInput.WriteAsync("\x03".AsMemory(), Stop);
        await UntilAsync(shell.StandardOutput, "root@tty:/# ");
        await shell.StandardInput.WriteAsync("echo code $?\r".AsMemory(), Stop);
        await UntilAsync(shell.StandardOutput, "code 130\r\nroot@tty:/# ");
        await shell.StandardInput.WriteAsync("exit 5\r".AsMemory(), Stop);
        await shell.WaitForExitAsync(Stop).WaitAsync(Patience, Stop);
        shell.ExitCode.ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task RunAndAttach_ShowTheFirstProcess(string cluster)
    {
        var kubectl = await PodAsync(cluster, "shown", "sh", "-c", "while true; do echo here; sleep 1; done");
        using var attach = kubectl.Begin("attach", "shown");
        using var logs = kubectl.Begin("logs", "-f", "--tail=1", "shown");
        try
        {
            (await attach.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop)).ShouldNotBeNullOrEmpty();
            (await logs.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop)).ShouldNotBeNullOrEmpty();
            (await logs.StandardOutput.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop)).ShouldNotBeNullOrEmpty();
        }
        finally
        {
            attach.Kill();
            logs.Kill();
        }

        using var run = kubectl.BeginAtTerminal("run once --image=busybox:1.36 --restart=Never -it --rm -- sh");
        await PromptAsync(run, "/ # ");
        await run.StandardInput.WriteAsync("echo inside $HOSTNAME\r".AsMemory(), Stop);
        await UntilAsync(run.StandardOutput, "inside once\r\n");
        await run.StandardInput.WriteAsync("exit\r".AsMemory(), Stop);
        await run.WaitForExitAsync(Stop).WaitAsync(Patience, Stop);
        (await run.StandardOutput.ReadToEndAsync(Stop)).ShouldContain("pod \"once\" deleted");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Debug_AddsAContainerThatCanBeTalkedTo(string cluster)
    {
        var kubectl = await PodAsync(cluster, "sick");
        if (await kubectl.ClientMinorAsync() < 23)
        {
            // It asks as clusters were asked before 1.23, which these refuse.
            var (code, output, error) = await kubectl.TryRunAsync(["debug", "sick", "--image=busybox:1.36", "--container=doctor"]);
            code.ShouldNotBe(0, output);
            error.ShouldContain("EphemeralContainers");
            (await kubectl.RunAsync("get pod sick -o jsonpath={.spec.ephemeralContainers}")).ShouldBeEmpty();
            return;
        }

        using var debug = kubectl.BeginAtTerminal("debug sick -it --image=busybox:1.36 --container=doctor");
        await PromptAsync(debug, "# ");
        await debug.StandardInput.WriteAsync("wget -qO- http://localhost/ | grep '<title>'\r".AsMemory(), Stop);
        await UntilAsync(debug.StandardOutput, "Welcome to nginx!");
        await debug.StandardInput.WriteAsync("exit 0\r".AsMemory(), Stop);
        await debug.WaitForExitAsync(Stop).WaitAsync(Patience, Stop);
        await kubectl.RunAsync("wait pod/sick --for=jsonpath={.status.ephemeralContainerStatuses[0].state.terminated.exitCode}=0 --timeout=60s");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Debug_CopiesAPod(string cluster)
    {
        var kubectl = await PodAsync(cluster, "original");
        await kubectl.RunAsync("debug original --copy-to=copied --image=busybox:1.36 --container=doctor -- sleep 3600");
        await kubectl.RunAsync("wait --for=condition=Ready pod/copied --timeout=120s");
        (await kubectl.RunAsync("get pod copied -o jsonpath={.spec.containers[*].name}")).ShouldBe("original doctor");
        (await kubectl.RunAsync("exec copied -c doctor -- echo well")).ShouldBe("well\n");
        (await kubectl.RunAsync("get pod original -o jsonpath={.spec.containers[*].name}")).ShouldBe("original");
        await kubectl.RunAsync("delete pod copied original --now");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Debug_StartsAPodOnANode(string cluster)
    {
        var kubectl = Of(cluster);
        var node = (await kubectl.RunAsync("get nodes -o jsonpath={.items[0].metadata.name}")).Trim();
        (await kubectl.RunAsync($"debug node/{node} --image=busybox:1.36 -- sleep 3600")).ShouldContain($"with container debugger on node {node}");
        var pods = (await kubectl.RunAsync("get pods -o jsonpath={.items[*].metadata.name}")).Split(' ');
        var pod = pods.Last(name => name.StartsWith($"node-debugger-{node}-", StringComparison.Ordinal));
        await kubectl.RunAsync($"wait --for=condition=Ready pod/{pod} --timeout=120s");
        (await kubectl.RunAsync($"get pod {pod} -o jsonpath={{.spec.nodeName}},{{.spec.hostNetwork}},{{.spec.volumes[0].hostPath.path}}")).ShouldBe($"{node},true,/");
        await kubectl.RunAsync($"delete pod {pod} --now");
    }

    /// <summary>kubectl, and a pod of nginx that is ready; of another command where one is given.</summary>
    protected async Task<Kubectl> PodAsync(string cluster, string name, params string[] command)
    {
        var kubectl = Of(cluster);
        var (code, _, error) = await kubectl.TryRunAsync(["run", name, "--image=nginx:1.27", "--port=80", .. command.Length > 0 ? ["--command", "--", .. command] : Array.Empty<string>()]);
        code.ShouldBe(0, error);
        await kubectl.RunAsync($"wait --for=condition=Ready pod/{name} --timeout=120s");
        return kubectl;
    }

    private Kubectl Of(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        Assert.SkipUnless(Tried.RunsContainers(cluster), "On the nodes of the cluster that KPANDA_TEST_KUBECONFIGS names no container runs that could be entered.");
        return Tried.Of(cluster);
    }

    // kubectl loses what comes before it is ready, and says so: "If you don't see a command prompt, try pressing enter".
    private static async Task PromptAsync(Process terminal, string prompt)
    {
        var seen = UntilAsync(terminal.StandardOutput, prompt);
        while (await Task.WhenAny(seen, Task.Delay(TimeSpan.FromSeconds(2), Stop)) != seen) await terminal.StandardInput.WriteAsync("\r".AsMemory(), Stop);
        await seen;
    }

    // What comes until the text has come; with all of it when it never does.
    private static async Task<string> UntilAsync(StreamReader reader, string text)
    {
        var all = "";
        var buffer = new char[1024];
        using var deadline = new CancellationTokenSource(Patience);
        while (!Pasting().Replace(all, "").Contains(text, StringComparison.Ordinal))
        {
            int read;
            try
            {
                read = await reader.ReadAsync(buffer, deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new ShouldAssertException($"'{text}' did not come: {all}");
            }

            if (read == 0) throw new ShouldAssertException($"'{text}' did not come before the end: {all}");
            all += new string(buffer, 0, read);
        }

        return Pasting().Replace(all, "");
    }

    // A shell says with each prompt that it knows what is pasted from what is typed.
    [GeneratedRegex(@"\x1b\[\?2004(h|l\r?)")]
    private static partial Regex Pasting();
}
