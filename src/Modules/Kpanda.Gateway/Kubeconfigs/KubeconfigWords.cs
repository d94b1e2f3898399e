using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Kubeconfigs;

internal sealed class KubeconfigWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["kubeconfig.https"] = "Clients of Kubernetes send tokens over https only, and this platform has no https address: give it one (--urls or --public-url).",
        ["kubeconfig.expiration"] = "expirationSeconds must not be negative; 0 is no end.",
        ["kubeconfig.other.cluster"] = "The body names another cluster than the path.",
        ["kubeconfig.no.cluster"] = "There is no cluster that you may look at.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["kubeconfig.https"] = "Kubernetes 客户端只通过 https 发送令牌，而本平台没有 https 地址：请用 --urls 或 --public-url 配置。",
        ["kubeconfig.expiration"] = "expirationSeconds 不能为负数；0 表示永久有效。",
        ["kubeconfig.other.cluster"] = "请求体指定的集群与路径不一致。",
        ["kubeconfig.no.cluster"] = "没有您可以查看的集群。",
    };
}
