using Kpanda.Hosting.Errors;

namespace Kpanda.Permissions;

internal sealed class PermissionsErrorWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["access.denied.platform"] = "You may not {verb} {resource}.",
        ["access.denied.cluster"] = "You may not {verb} {resource} in cluster {cluster}.",
        ["access.denied.namespace"] = "You may not {verb} {resource} in namespace {namespace} of cluster {cluster}.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["access.denied.platform"] = "您无权对 {resource} 执行 {verb}。",
        ["access.denied.cluster"] = "您无权在集群 {cluster} 中对 {resource} 执行 {verb}。",
        ["access.denied.namespace"] = "您无权在集群 {cluster} 的命名空间 {namespace} 中对 {resource} 执行 {verb}。",
    };
}
