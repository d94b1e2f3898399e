using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kubelet;

namespace Kpanda.Sandbox.Logs;

/// <summary>How much a container writes, where the pod's annotations say: <c>log-lines-per-second</c>, <c>log-line-bytes</c> and, for now and then a long one, <c>log-long-line-every</c>.</summary>
/// <param name="PerSecond">Lines each second; null for the usual.</param>
/// <param name="Bytes">Length that lines are filled up to.</param>
/// <param name="Every">Only each so-manieth line is filled up.</param>
internal sealed record LogLoad(double? PerSecond, int Bytes, int Every)
{
    private const double MostPerSecond = 1_000_000;
    private const int Longest = 16 * 1024 * 1024;

    public static LogLoad Of(JsonObject pod) => new(
        Number(pod, "log-lines-per-second") is > 0 and <= MostPerSecond and var rate ? rate : null,
        (int)Math.Clamp(Number(pod, "log-line-bytes") ?? 0, 0, Longest),
        (int)Math.Clamp(Number(pod, "log-long-line-every") ?? 1, 1, int.MaxValue));

    /// <summary>A line, filled up.</summary>
    public string Fill(string line, long number) => number % Every == 0 && line.Length < Bytes ? string.Concat(line, " ", new string('x', Bytes - line.Length - 1)) : line;

    private static double? Number(JsonObject pod, string name) =>
        double.TryParse(pod.Annotation(ContainerBehaviour.AnnotationPrefix + name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
