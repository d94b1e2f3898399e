using Kpanda.Hosting.Errors;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>Messages of simulated clusters.</summary>
internal sealed class SandboxWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        [SandboxReasons.AdministratorsOnly] = "Only platform administrators let simulated clusters fail.",
        [SandboxReasons.NotSimulated] = "This server does not simulate a cluster {cluster}.",
        [SandboxReasons.FaultUnknown] = "Cluster {cluster} has no such fault (any more).",
        [SandboxReasons.FaultCannotBe] = "This fault cannot be: {detail}.",
        [SandboxReasons.FaultsTooMany] = "A cluster has at most {most} faults.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        [SandboxReasons.AdministratorsOnly] = "仅平台管理员可以让模拟集群发生故障。",
        [SandboxReasons.NotSimulated] = "此服务器没有模拟名为 {cluster} 的集群。",
        [SandboxReasons.FaultUnknown] = "集群 {cluster} 没有（或不再有）此故障。",
        [SandboxReasons.FaultCannotBe] = "无法产生此故障：{detail}。",
        [SandboxReasons.FaultsTooMany] = "一个集群最多有 {most} 个故障。",
    };
}
