using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Logs;

internal sealed class LogWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["logs.websocket"] = "This address opens a WebSocket.",
        ["logs.origin"] = "Logs are opened by a page of this server only.",
        ["logs.session"] = "Logs in the browser need the session of a browser; use kubectl logs or the download with a token.",
        ["logs.question"] = "Name a cluster, a namespace, and either a pod, a workload (kind and name) or a label selector.",
        ["logs.tailLines"] = "tailLines must be between 0 and {max}.",
        ["logs.since"] = "sinceSeconds must be positive, and not stand beside sinceTime.",
        ["logs.workload"] = "There is no {kind} {name} in namespace {namespace}.",
        ["logs.ended"] = "The log may no longer be read.",
        ["logs.many"] = "There are more containers than are shown at once ({max}); name those that you want.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["logs.websocket"] = "此地址用于建立 WebSocket 连接。",
        ["logs.origin"] = "只有本服务的页面可以打开日志。",
        ["logs.session"] = "浏览器中的日志需要浏览器会话；使用令牌时请用 kubectl logs 或下载。",
        ["logs.question"] = "请指定集群、命名空间，以及容器组、工作负载（类型和名称）或标签选择器之一。",
        ["logs.tailLines"] = "tailLines 必须在 0 到 {max} 之间。",
        ["logs.since"] = "sinceSeconds 必须为正数，且不能与 sinceTime 同时使用。",
        ["logs.workload"] = "命名空间 {namespace} 中没有 {kind} {name}。",
        ["logs.ended"] = "您已无权读取该日志。",
        ["logs.many"] = "容器数量超过可同时显示的上限（{max}），请指定需要的容器。",
    };
}
