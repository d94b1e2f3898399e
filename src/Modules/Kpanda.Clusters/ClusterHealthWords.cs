using Kpanda.Hosting.Errors;

namespace Kpanda.Clusters;

/// <summary>What conditions and components are called, and what they say.</summary>
internal sealed class ClusterHealthWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["cluster.title.ready"] = "Ready",
        ["cluster.title.canimpersonate"] = "Acts as each person",
        ["cluster.title.canlist"] = "Reads everything",
        ["cluster.title.canwatch"] = "Follows changes",
        ["cluster.title.canbind"] = "Grants rights in the cluster",
        ["cluster.title.administratorsbound"] = "Platform administrators are cluster-admin",
        ["cluster.title.credentialvalid"] = "Credential is good",
        ["cluster.title.apiserver"] = "API server",
        ["cluster.title.etcd"] = "etcd",
        ["cluster.title.nodes"] = "Nodes",
        ["cluster.title.dns"] = "DNS",
        ["cluster.title.metrics"] = "Metrics",
        ["cluster.credential.open"] = "The credential does not say when it ends.",
        ["cluster.credential.until"] = "Good until {detail}.",
        ["cluster.credential.soon"] = "The credential ends at {detail}. Replace the kubeconfig before then.",
        ["cluster.credential.ended"] = "The credential ended at {detail}. Replace the kubeconfig.",
        ["cluster.component.away"] = "Not known while the cluster does not answer.",
        ["cluster.component.unasked"] = "Not asked yet.",
        ["cluster.component.denied"] = "The credential may not see this.",
        ["cluster.component.nodes.none"] = "There are no nodes: nothing can run here.",
        ["cluster.component.nodes.some"] = "{detail} nodes are ready.",
        ["cluster.component.nodes.all"] = "All {detail} are ready.",
        ["cluster.component.etcd.failed"] = "The API server says that it cannot work with its etcd.",
        ["cluster.component.etcd.hidden"] = "This API server does not tell about its store.",
        ["cluster.component.dns.none"] = "None of its {detail} pods is ready: names inside the cluster are not resolved.",
        ["cluster.component.dns.some"] = "{detail} pods are ready.",
        ["cluster.component.dns.all"] = "All {detail} pods are ready.",
        ["cluster.component.dns.unseen"] = "No DNS was found where clusters usually run it.",
        ["cluster.component.metrics.absent"] = "Not installed: there are no usage figures. metrics-server would bring them.",
        ["cluster.component.metrics.failed"] = "Installed, but it does not answer: {detail}",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["cluster.title.ready"] = "就绪",
        ["cluster.title.canimpersonate"] = "以每位用户的身份操作",
        ["cluster.title.canlist"] = "读取所有资源",
        ["cluster.title.canwatch"] = "跟踪变化",
        ["cluster.title.canbind"] = "在集群中授权",
        ["cluster.title.administratorsbound"] = "平台管理员拥有 cluster-admin",
        ["cluster.title.credentialvalid"] = "凭证有效",
        ["cluster.title.apiserver"] = "API 服务器",
        ["cluster.title.etcd"] = "etcd",
        ["cluster.title.nodes"] = "节点",
        ["cluster.title.dns"] = "DNS",
        ["cluster.title.metrics"] = "指标",
        ["cluster.credential.open"] = "凭证没有注明到期时间。",
        ["cluster.credential.until"] = "有效期至 {detail}。",
        ["cluster.credential.soon"] = "凭证将于 {detail} 到期，请在此之前更换 kubeconfig。",
        ["cluster.credential.ended"] = "凭证已于 {detail} 到期，请更换 kubeconfig。",
        ["cluster.component.away"] = "集群没有响应，无法得知。",
        ["cluster.component.unasked"] = "尚未查询。",
        ["cluster.component.denied"] = "凭证无权查看。",
        ["cluster.component.nodes.none"] = "没有节点：无法运行任何工作负载。",
        ["cluster.component.nodes.some"] = "{detail} 个节点就绪。",
        ["cluster.component.nodes.all"] = "全部 {detail} 个就绪。",
        ["cluster.component.etcd.failed"] = "API 服务器报告其 etcd 无法正常工作。",
        ["cluster.component.etcd.hidden"] = "此 API 服务器不提供其存储的状态。",
        ["cluster.component.dns.none"] = "{detail} 个容器组均未就绪：集群内的名称无法解析。",
        ["cluster.component.dns.some"] = "{detail} 个容器组就绪。",
        ["cluster.component.dns.all"] = "全部 {detail} 个容器组就绪。",
        ["cluster.component.dns.unseen"] = "在通常的位置没有找到 DNS。",
        ["cluster.component.metrics.absent"] = "未安装：没有用量数据。可安装 metrics-server 获取。",
        ["cluster.component.metrics.failed"] = "已安装，但没有响应：{detail}",
    };

    /// <summary>Key of what a type of condition is called.</summary>
    public static string TitleOf(string type) => "cluster.title." + type.ToLowerInvariant();
}
