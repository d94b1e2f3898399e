using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Kubeconfigs;

internal sealed class KubeconfigWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["kubeconfig.https"] = "Clients of Kubernetes send tokens over https only, and this platform has no https address: give it one (--urls or --public-url).",
        ["kubeconfig.expiration"] = "expirationSeconds must not be negative; 0 is no end.",
        ["kubeconfig.other.cluster"] = "The body names another cluster than the path.",
        ["kubeconfig.certificate.expiration"] = "A certificate is good for {least} to {most} seconds; 0 is seven days.",
        ["kubeconfig.certificate.token"] = "An access token makes no certificate: sign in with your password.",
        ["kubeconfig.certificate.unsigned"] = "Cluster {cluster} has not signed the certificate: its controller manager signs none, or is away.",
        ["kubeconfig.certificate.strange"] = "Cluster {cluster} has signed something else than it was asked for. Nothing was handed out.",
        ["kubeconfig.no.cluster"] = "There is no cluster that you may look at.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["kubeconfig.https"] = "Kubernetes 客户端只通过 https 发送令牌，而本平台没有 https 地址：请用 --urls 或 --public-url 配置。",
        ["kubeconfig.expiration"] = "expirationSeconds 不能为负数；0 表示永久有效。",
        ["kubeconfig.other.cluster"] = "请求体指定的集群与路径不一致。",
        ["kubeconfig.certificate.expiration"] = "证书有效期须为 {least} 到 {most} 秒；0 表示七天。",
        ["kubeconfig.certificate.token"] = "访问令牌不能签发证书：请使用密码登录。",
        ["kubeconfig.certificate.unsigned"] = "集群 {cluster} 没有签发证书：其控制器管理器不签发证书，或没有运行。",
        ["kubeconfig.certificate.strange"] = "集群 {cluster} 签发的内容与请求不符，未交出任何内容。",
        ["kubeconfig.no.cluster"] = "没有您可以查看的集群。",
    };
}
