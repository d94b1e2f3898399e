namespace Kpanda.Hosting.Errors;

/// <summary>Messages of the request plumbing itself.</summary>
internal sealed class HostingErrorWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["paging.page.negative"] = "page must not be negative.",
        ["paging.size.range"] = "pageSize must be between 0 and {max}.",
        ["request.body.json"] = "The body is not the JSON that this request needs: line {line}, column {column}, at {path}.",
        ["request.body.missing"] = "This request needs a JSON body.",
        ["request.body.type"] = "The body must be sent as application/json.",
        ["request.body.depth"] = "The body is nested deeper than {limit} levels.",
        ["request.body.size"] = "The body is larger than {limit} bytes.",
        ["request.parameter"] = "{field} cannot be read: {value}.",
        ["request.malformed"] = "The request cannot be read.",
        ["request.timeout"] = "The request arrived too slowly.",
        ["request.route.unknown"] = "There is no {method} {path}.",
        ["request.method"] = "{path} does not take {method}.",
        ["request.rate"] = "Too many requests. Try again in {seconds} s.",
        ["internal"] = "Something went wrong on our side. The log has more under the request id {requestId}.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["paging.page.negative"] = "page 不能为负数。",
        ["paging.size.range"] = "pageSize 必须在 0 到 {max} 之间。",
        ["request.body.json"] = "请求体不是该请求所需的 JSON：第 {line} 行，第 {column} 列，位于 {path}。",
        ["request.body.missing"] = "该请求需要 JSON 请求体。",
        ["request.body.type"] = "请求体必须以 application/json 发送。",
        ["request.body.depth"] = "请求体的嵌套超过 {limit} 层。",
        ["request.body.size"] = "请求体超过 {limit} 字节。",
        ["request.parameter"] = "无法读取 {field}：{value}。",
        ["request.malformed"] = "无法读取该请求。",
        ["request.timeout"] = "请求到达得太慢。",
        ["request.route.unknown"] = "没有 {method} {path}。",
        ["request.method"] = "{path} 不接受 {method}。",
        ["request.rate"] = "请求过多，请在 {seconds} 秒后重试。",
        ["internal"] = "服务端出现错误，可用请求编号 {requestId} 在日志中查找详情。",
    };
}
