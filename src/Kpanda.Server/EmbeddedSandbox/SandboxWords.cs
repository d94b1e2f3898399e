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
        [SandboxReasons.FaultEvery] = "Every how many requests a fault strikes must be {least} to {most}.",
        [SandboxReasons.FaultSeconds] = "The seconds of this fault must be {least} to {most}.",
        [SandboxReasons.FaultNoSkew] = "Clocks that are 0 seconds ahead are right: give another number of seconds.",
        [SandboxReasons.FaultCode] = "The status code must be {least} to {most}.",
        [SandboxReasons.FaultLength] = "A fault that ends by itself must do so after {least} to {most} seconds.",
        [SandboxReasons.FaultNode] = "Cluster {cluster} has no node “{name}” that could go down.",
        [SandboxReasons.FaultNamespace] = "Cluster {cluster} has no namespace “{name}” whose quota could be full.",
        [SandboxReasons.FaultCertificate] = "Cluster {cluster} has no listener of its own, so its certificate cannot change.",
        [SandboxReasons.FaultsTooMany] = "A cluster has at most {most} faults.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        [SandboxReasons.AdministratorsOnly] = "仅平台管理员可以让模拟集群发生故障。",
        [SandboxReasons.NotSimulated] = "此服务器没有模拟名为 {cluster} 的集群。",
        [SandboxReasons.FaultUnknown] = "集群 {cluster} 没有（或不再有）此故障。",
        [SandboxReasons.FaultEvery] = "“每多少个请求”必须为 {least} 到 {most}。",
        [SandboxReasons.FaultSeconds] = "此故障的秒数必须为 {least} 到 {most}。",
        [SandboxReasons.FaultNoSkew] = "时钟快 0 秒即为正确：请输入其他秒数。",
        [SandboxReasons.FaultCode] = "状态码必须为 {least} 到 {most}。",
        [SandboxReasons.FaultLength] = "自动结束的故障必须在 {least} 到 {most} 秒后结束。",
        [SandboxReasons.FaultNode] = "集群 {cluster} 中没有可以停机的节点“{name}”。",
        [SandboxReasons.FaultNamespace] = "集群 {cluster} 中没有可以占满配额的命名空间“{name}”。",
        [SandboxReasons.FaultCertificate] = "集群 {cluster} 没有独立的监听器，因此无法更换证书。",
        [SandboxReasons.FaultsTooMany] = "一个集群最多有 {most} 个故障。",
    };
}
