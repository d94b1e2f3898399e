using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>
/// How many replicas one metric asks for: a size with the name of the metric and its entry in <c>status.currentMetrics</c>, or a
/// <paramref name="Reason"/> and a <paramref name="Problem"/> why it says nothing.
/// </summary>
internal sealed record MetricProposal(int Replicas, string Name, JsonObject? Current, string Reason = "", string Problem = "")
{
    public bool IsValid => Problem.Length == 0;

    public static MetricProposal None(string reason, string problem) => new(0, "", null, reason, problem);
}
