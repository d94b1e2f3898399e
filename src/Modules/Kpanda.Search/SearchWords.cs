using Kpanda.Hosting.Errors;
using Kpanda.Search.Sync;

namespace Kpanda.Search;

/// <summary>Messages of lists and of sync.</summary>
internal sealed class SearchWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        [SearchReasons.NotANumber] = "{parameter} must be a whole number.",
        [SearchReasons.ValueUnknown] = "{parameter} cannot be {value}. It can be: {values}.",
        [SearchReasons.SelectorInvalid] = "{parameter} is not a valid selector: {detail}",
        [SearchReasons.FieldUnknown] = "fieldSelector cannot select by {field}. It can select by: {fields}.",
        [SearchReasons.TermUnknown] = "{term} cannot be understood. There are words of the name, and: {keys}.",
        [SearchReasons.NeedsScan] = "A search with field: reads every object; ask for it at /api/v1/search/scan.",
        [SearchReasons.CursorUnknown] = "after is not the end of an earlier page of this search.",
        [SearchReasons.AdministratorsOnly] = "Only platform administrators see how the index stands.",
        [SearchReasons.KindNotIndexed] = "Nothing of {resource} is indexed from cluster {cluster}.",
        [SearchReasons.IsPaused] = "Reading of cluster {cluster} is paused; resume it first.",
        [SearchReasons.CheckRuns] = "Cluster {cluster} is being compared already.",
        [SearchReasons.NoRights] = "You have no right to list {resource} here.",
        [SearchReasons.ObjectUnknown] = "{name} is not known here (any more).",
        [SyncReasons.Unknown] = "Cluster {cluster} is not registered.",
        [SyncReasons.Starting] = "Cluster {cluster} has not been read yet.",
        [SyncReasons.Listing] = "Cluster {cluster} is being read for the first time.",
        [SyncReasons.Unreachable] = "Cluster {cluster} cannot be reached. Its last known objects are shown.",
        [SyncReasons.Refused] = "Cluster {cluster} does not let the platform read this kind.",
        [SyncReasons.Paused] = "Reading cluster {cluster} is paused by an administrator. Its last known objects are shown.",
        [SyncReasons.LeftOut] = "The settings leave this out of the index, so nothing of it is found in cluster {cluster}.",
        [SyncReasons.Failing] = "Cluster {cluster} answers with errors. Its last known objects are shown.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        [SearchReasons.NotANumber] = "{parameter} 必须是整数。",
        [SearchReasons.ValueUnknown] = "{parameter} 不能是 {value}。可选值：{values}。",
        [SearchReasons.SelectorInvalid] = "{parameter} 不是有效的选择器：{detail}",
        [SearchReasons.FieldUnknown] = "fieldSelector 不支持按 {field} 选择。支持的字段：{fields}。",
        [SearchReasons.TermUnknown] = "无法理解 {term}。可使用名称中的词，以及：{keys}。",
        [SearchReasons.NeedsScan] = "带 field: 的搜索要读取每个对象，请使用 /api/v1/search/scan。",
        [SearchReasons.CursorUnknown] = "after 不是此搜索前一页的末尾。",
        [SearchReasons.AdministratorsOnly] = "仅平台管理员可以查看索引的状态。",
        [SearchReasons.KindNotIndexed] = "集群 {cluster} 的 {resource} 未被索引。",
        [SearchReasons.IsPaused] = "集群 {cluster} 的读取已暂停，请先恢复。",
        [SearchReasons.CheckRuns] = "集群 {cluster} 正在比对中。",
        [SearchReasons.NoRights] = "您没有在此处查看 {resource} 列表的权限。",
        [SearchReasons.ObjectUnknown] = "此处没有（或不再有）{name}。",
        [SyncReasons.Unknown] = "集群 {cluster} 未接入。",
        [SyncReasons.Starting] = "尚未读取集群 {cluster}。",
        [SyncReasons.Listing] = "正在首次读取集群 {cluster}。",
        [SyncReasons.Unreachable] = "无法连接集群 {cluster}，显示的是最后已知的对象。",
        [SyncReasons.Refused] = "集群 {cluster} 不允许平台读取此类资源。",
        [SyncReasons.Paused] = "管理员已暂停读取集群 {cluster}，显示的是最后已知的对象。",
        [SyncReasons.LeftOut] = "设置已将此内容排除在索引之外，因此在集群 {cluster} 中查不到。",
        [SyncReasons.Failing] = "集群 {cluster} 返回错误，显示的是最后已知的对象。",
    };
}
