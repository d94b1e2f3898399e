using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway;

internal sealed class GatewayWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["gateway.path.form"] = "The path is not one that a Kubernetes API serves.",
        ["gateway.path.ambiguous"] = "The path could be read in more than one way: dots, empty segments, encoded slashes, semicolons and what is encoded twice are refused.",
        ["gateway.query.ambiguous"] = "The query could be read in more than one way: semicolons and what is no UTF-8 are refused.",
        ["gateway.query.twice"] = "The parameter {name} may stand in the query only once.",
        ["gateway.query.secret"] = "A token belongs into the header Authorization: in a query it is no way to sign in.",
        ["gateway.method"] = "The method {method} is not one that a Kubernetes API knows.",
        ["gateway.header"] = "A header holds characters that no header may hold.",
        ["gateway.impersonate"] = "The header {header} is refused: calls go out as the person who makes them.",
        ["gateway.cookie"] = "This needs a token: with the session of a browser only plain reading is possible here.",
        ["gateway.origin"] = "The page that makes this request is not one of this server.",
        ["gateway.forbidden"] = "Forbidden.",
        ["gateway.away"] = "Cluster {cluster} does not answer; it was last heard at {contact}. {detail}",
        ["gateway.away.never"] = "Cluster {cluster} does not answer, and has never done since this server started. {detail}",
        ["gateway.size"] = "The body is larger than {limit} bytes.",
        ["gateway.budget.person.rate"] = "You make more than {limit} requests a second; try again later.",
        ["gateway.budget.person.requests"] = "{limit} of your requests are under way already; try again later.",
        ["gateway.budget.person.streams"] = "{limit} of your watches and streams are open already; close one of them first.",
        ["gateway.budget.member.rate"] = "Cluster {cluster} is asked more than {limit} requests a second; try again later.",
        ["gateway.budget.member.requests"] = "{limit} requests to cluster {cluster} are under way already; try again later.",
        ["gateway.budget.member.streams"] = "{limit} watches and streams of cluster {cluster} are open already; try again later.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["gateway.path.form"] = "该路径不是 Kubernetes API 提供的路径。",
        ["gateway.path.ambiguous"] = "该路径有多种解读方式：点、空段、编码的斜杠、分号和双重编码均被拒绝。",
        ["gateway.query.ambiguous"] = "查询参数有多种解读方式：分号和非 UTF-8 内容均被拒绝。",
        ["gateway.query.twice"] = "参数 {name} 在查询中只能出现一次。",
        ["gateway.query.secret"] = "令牌必须放在 Authorization 请求头中：不能通过查询参数登录。",
        ["gateway.method"] = "Kubernetes API 不支持方法 {method}。",
        ["gateway.header"] = "某个请求头包含不允许的字符。",
        ["gateway.impersonate"] = "请求头 {header} 被拒绝：请求总是以发起者本人的身份发出。",
        ["gateway.cookie"] = "此操作需要令牌：浏览器会话在此只能进行普通读取。",
        ["gateway.origin"] = "发起此请求的页面不属于本服务器。",
        ["gateway.forbidden"] = "禁止访问。",
        ["gateway.away"] = "集群 {cluster} 没有响应；最后一次联系于 {contact}。{detail}",
        ["gateway.away.never"] = "集群 {cluster} 没有响应，且自本服务器启动以来从未响应。{detail}",
        ["gateway.size"] = "请求体超过 {limit} 字节。",
        ["gateway.budget.person.rate"] = "您每秒发出的请求超过 {limit} 个，请稍后重试。",
        ["gateway.budget.person.requests"] = "您已有 {limit} 个请求正在进行，请稍后重试。",
        ["gateway.budget.person.streams"] = "您已打开 {limit} 个监听或流，请先关闭其中一个。",
        ["gateway.budget.member.rate"] = "集群 {cluster} 每秒收到的请求超过 {limit} 个，请稍后重试。",
        ["gateway.budget.member.requests"] = "集群 {cluster} 已有 {limit} 个请求正在进行，请稍后重试。",
        ["gateway.budget.member.streams"] = "集群 {cluster} 已打开 {limit} 个监听或流，请稍后重试。",
    };
}
