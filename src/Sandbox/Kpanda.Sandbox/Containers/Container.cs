using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kubelet;

namespace Kpanda.Sandbox.Containers;

/// <summary>What clients find inside one run of a container: its files, its processes, its environment.</summary>
internal sealed class Container
{
    private static readonly string[] Shells = ["sh", "ash", "bash"];

    public Container(SandboxCluster cluster, JsonObject pod, JsonObject spec, DateTimeOffset started)
    {
        (Cluster, Pod, Spec, Started) = (cluster, pod, spec, started);
        Name = spec.TextAt("name") ?? "";
        Image = ImageReference.Parse(spec.TextAt("image") ?? "");
        HostName = pod.TextAt("spec", "hostname") ?? pod.Name();
        Environment = ContainerEnvironment.Of(cluster, pod, spec);
        Files = ContainerImage.Unpack(this);
        Processes = new ProcessTable(Time, started, MainCommand());
    }

    public SandboxCluster Cluster { get; }

    public TimeProvider Time => Cluster.Time;

    /// <summary>The pod as it was when the container was first looked into.</summary>
    public JsonObject Pod { get; }

    /// <summary>The container in the pod's spec.</summary>
    public JsonObject Spec { get; }

    public string Name { get; }

    public ImageReference Image { get; }

    public string HostName { get; }

    public DateTimeOffset Started { get; }

    /// <summary>The variables that every process begins with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public ContainerFiles Files { get; }

    public ProcessTable Processes { get; }

    /// <summary>Where a process begins.</summary>
    public string WorkingDirectory => Spec.TextAt("workingDir") is { Length: > 0 } directory ? directory : "/";

    /// <summary>Whether the image brings any programs besides its own: those that call themselves distroless do not, nor does <c>pause</c>.</summary>
    public bool HasPrograms => !Image.Repository.Contains("distroless", StringComparison.Ordinal) && !Image.Repository.EndsWith("/pause", StringComparison.Ordinal);

    /// <summary>Whether images of this kind bring bash: those of distributions and applications, not the small ones.</summary>
    public bool HasBash => !(Image.Repository.Contains("busybox", StringComparison.Ordinal) || Image.Repository.Contains("alpine", StringComparison.Ordinal) || Image.Tag.Contains("alpine", StringComparison.Ordinal));

    /// <summary>The ports that something listens on: those that the container declares for TCP.</summary>
    public bool ListensOn(int port) => Spec.ObjectsAt("ports").Any(declared => declared.IntAt("containerPort") == port && declared.TextAt("protocol") is null or "TCP");

    /// <summary>What the first process runs.</summary>
    public IReadOnlyList<string> MainCommand()
    {
        string[] words = [.. Spec.ArrayAt("command").Texts(), .. Spec.ArrayAt("args").Texts()];
        if (words.Length > 0) return words;
        var last = Image.Repository.Split('/')[^1];
        return last switch
        {
            "busybox" or "alpine" => ["sh"],
            "debian" or "ubuntu" => ["bash"],
            "nginx" => ["nginx", "-g", "daemon off;"],
            _ => ["/usr/local/bin/" + last],
        };
    }

    /// <summary>Whether the first process is a shell, which can be attached to.</summary>
    public bool IsShell => Shells.Contains(MainCommand()[0].Split('/')[^1]) && MainCommand().Count == 1;
}
