using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>
/// What a simulated container does, told by its image, its command and the pod's annotations. README.md lists the words that are understood.
/// </summary>
internal sealed partial record ContainerBehaviour
{
    public const string AnnotationPrefix = "sandbox.kpanda.io/";

    /// <summary>How long the image takes to arrive.</summary>
    public TimeSpan PullTime { get; init; }

    /// <summary>The registry's words when the image cannot be pulled.</summary>
    public string? PullFault { get; init; }

    /// <summary>Why the container cannot be created, when it cannot.</summary>
    public string? CreateFault { get; init; }

    /// <summary>How long after its start the container is ready; null for never.</summary>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.Zero;

    /// <summary>How long the container runs; null for ever.</summary>
    public TimeSpan? RunsFor { get; init; }

    /// <summary>The exit code of its end. 137 with <see cref="OutOfMemory"/>.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether it ends because it uses more memory than it may.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>How long after its start its liveness probe fails; null for never.</summary>
    public TimeSpan? UnhealthyAfter { get; init; }

    /// <summary>How long it takes to stop when asked.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(1);

    public static ContainerBehaviour Of(JsonObject pod, JsonObject container)
    {
        var image = container.TextAt("image") ?? "";
        var behaviour = FromImage(image, new ContainerBehaviour { PullTime = PullTimeOf(image), ReadyAfter = ReadinessOf(container), RunsFor = RunTimeOf(pod, container) });
        behaviour = FromCommand(container, behaviour);
        return FromAnnotations(pod, behaviour);
    }

    private static ContainerBehaviour FromImage(string image, ContainerBehaviour usual)
    {
        var reference = ImageReference.Parse(image);
        if (reference.Tag == "does-not-exist")
            return usual with { PullFault = $"rpc error: code = NotFound desc = failed to pull and unpack image \"{reference.Full}\": failed to resolve reference \"{reference.Full}\": {reference.Full}: not found" };
        return reference.SandboxWord switch
        {
            "crash" => usual with { RunsFor = TimeSpan.FromSeconds(3), ExitCode = 1, ReadyAfter = null },
            "oom" => usual with { RunsFor = TimeSpan.FromSeconds(20), ExitCode = 137, OutOfMemory = true },
            "fail" => usual with { RunsFor = usual.RunsFor ?? TimeSpan.FromSeconds(3), ExitCode = 1 },
            "never-ready" => usual with { ReadyAfter = null },
            "slow" => usual with { PullTime = TimeSpan.FromSeconds(15), ReadyAfter = TimeSpan.FromSeconds(15) },
            "stubborn" => usual with { StopTime = TimeSpan.MaxValue },
            "private" => usual with { PullFault = $"failed to pull and unpack image \"{reference.Full}\": failed to resolve reference \"{reference.Full}\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed" },
            _ => usual,
        };
    }

    private static ContainerBehaviour FromCommand(JsonObject container, ContainerBehaviour usual)
    {
        var words = container.ArrayAt("command").Texts().Concat(container.ArrayAt("args").Texts()).ToList();
        var text = string.Join(' ', words);
        if (text.Length == 0 || text.Contains("while ", StringComparison.Ordinal))
            return usual;
        if (SleepPattern().Match(text) is { Success: true } sleep && int.TryParse(sleep.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            usual = usual with { RunsFor = TimeSpan.FromSeconds(seconds) };
        if (ExitPattern().Match(text) is { Success: true } exit)
            usual = usual with { RunsFor = usual.RunsFor ?? TimeSpan.FromSeconds(1), ExitCode = int.Parse(exit.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) & 255 };
        if (words[^1] == "false")
            usual = usual with { RunsFor = TimeSpan.FromSeconds(1), ExitCode = 1 };
        return usual;
    }

    private static ContainerBehaviour FromAnnotations(JsonObject pod, ContainerBehaviour usual)
    {
        if (Seconds(pod, "pull-seconds") is { } pull)
            usual = usual with { PullTime = pull };
        if (Seconds(pod, "ready-seconds") is { } ready)
            usual = usual with { ReadyAfter = ready };
        if (Seconds(pod, "run-seconds") is { } run)
            usual = usual with { RunsFor = run };
        if (Seconds(pod, "unhealthy-seconds") is { } unhealthy)
            usual = usual with { UnhealthyAfter = unhealthy };
        if (Seconds(pod, "stop-seconds") is { } stop)
            usual = usual with { StopTime = stop };
        if (pod.Annotation(AnnotationPrefix + "never-ready") == "true")
            usual = usual with { ReadyAfter = null };
        if (int.TryParse(pod.Annotation(AnnotationPrefix + "exit-code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            usual = usual with { ExitCode = code & 255 };
        return usual;
    }

    private static TimeSpan? Seconds(JsonObject pod, string name) =>
        double.TryParse(pod.Annotation(AnnotationPrefix + name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e7
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The same image always takes the same time, between half a second and two and a half.</summary>
    private static TimeSpan PullTimeOf(string image) => TimeSpan.FromMilliseconds(500 + (SafeNames.Hash64(image) % 2000));

    private static TimeSpan ReadinessOf(JsonObject container)
    {
        if (container.ObjectAt("readinessProbe") is not { } probe)
            return TimeSpan.Zero;
        return TimeSpan.FromSeconds((probe.IntAt("initialDelaySeconds") ?? 0) + 1);
    }

    /// <summary>What runs to completion ends by itself: pods of Jobs, and shells without a command.</summary>
    private static TimeSpan? RunTimeOf(JsonObject pod, JsonObject container)
    {
        if (pod.Controller().TextAt("kind") == "Job")
            return TimeSpan.FromSeconds(3 + (SafeNames.Hash64(pod.Uid()) % 5));
        var shell = ImageReference.Parse(container.TextAt("image") ?? "").Repository.Split('/')[^1] is "busybox" or "alpine" or "debian" or "ubuntu" or "hello-world";
        return shell && container.ArrayAt("command") is null && container.ArrayAt("args") is null && container.BoolAt("tty") != true ? TimeSpan.FromSeconds(1) : null;
    }

    [GeneratedRegex(@"\bsleep (\d{1,7})\b")]
    private static partial Regex SleepPattern();

    [GeneratedRegex(@"\bexit (\d{1,3})\b")]
    private static partial Regex ExitPattern();
}
