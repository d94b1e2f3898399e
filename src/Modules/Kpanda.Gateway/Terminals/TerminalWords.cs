using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Terminals;

internal sealed class TerminalWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["terminal.websocket"] = "This address opens a WebSocket.",
        ["terminal.origin"] = "A terminal is opened by a page of this server only.",
        ["terminal.session"] = "A terminal in the browser needs the session of a browser; use kubectl exec with a token.",
        ["terminal.ticket"] = "The ticket of this terminal is used up or too old. Open it again.",
        ["terminal.unknown"] = "This terminal has ended.",
        ["terminal.name.missing"] = "A terminal needs a cluster, a namespace, a pod and a container.",
        ["terminal.no.shell"] = "Container {container} of pod {pod} has no shell: neither bash, sh nor ash.",
        ["terminal.recording.none"] = "Nothing was recorded of it, or it is kept no longer.",
        ["terminal.debug.late"] = "The debug container of image {image} does not run. {why}",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["terminal.websocket"] = "此地址用于建立 WebSocket 连接。",
        ["terminal.origin"] = "只有本服务的页面可以打开终端。",
        ["terminal.session"] = "浏览器终端需要浏览器会话；使用令牌时请用 kubectl exec。",
        ["terminal.ticket"] = "该终端的票据已被使用或已过期，请重新打开。",
        ["terminal.unknown"] = "该终端已结束。",
        ["terminal.name.missing"] = "终端需要指定集群、命名空间、容器组和容器。",
        ["terminal.no.shell"] = "容器组 {pod} 的容器 {container} 中没有 Shell：bash、sh、ash 都不存在。",
        ["terminal.recording.none"] = "没有录像，或录像已过保留期限。",
        ["terminal.debug.late"] = "镜像 {image} 的调试容器未能运行。{why}",
    };
}
