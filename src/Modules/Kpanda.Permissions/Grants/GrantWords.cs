using Kpanda.Hosting.Errors;

namespace Kpanda.Permissions.Grants;

/// <summary>What is said of grants.</summary>
internal sealed class GrantWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["grant.unknown"] = "There is no such grant.",
        ["grant.exists"] = "The role {role} is granted there already.",
        ["grant.exceeds"] = "You cannot grant {role}: it gives more than you hold there ({verb} {resource}).",
        ["grant.field.required"] = "{field} is required.",
        ["grant.role.unknown"] = "There is no role {role} that can be granted in this place. Roles are: {roles}.",
        ["grant.place.cluster"] = "The role {role} is for a whole cluster: name no namespaces.",
        ["grant.place.namespace"] = "The role {role} is for namespaces: name at least one.",
        ["grant.namespace.name"] = "{namespace} is no name of a namespace.",
        ["grant.subject.unknown"] = "There is no person or group {subject}.",
        ["grant.subject.both"] = "Ask about a user or a group, not both.",
        ["grant.subject.kind"] = "{kind} is neither User nor Group.",
        ["grant.toomany"] = "At most {most} grants can be made at once.",
        ["grant.value.unknown"] = "{value} is none of: {values}.",
        ["grant.toomanyquestions"] = "At most {most} questions can be asked at once.",
        ["grant.question"] = "{question} is no question: verb,group,resource,subresource,cluster,namespace,name.",
        ["grant.pending.new"] = "It is being written to the cluster.",
        ["grant.pending.away"] = "Cluster {cluster} is not in step; it is written there as soon as it is.",
        ["grant.pending.namespace"] = "Namespace {namespace} is not there; it is written as soon as there is one.",
        ["grant.pending.subject"] = "The person or group is gone.",
        ["grant.pending.removal"] = "Cluster {cluster} is being removed.",
        ["grant.failed.role"] = "Another Kpanda keeps role {role} in cluster {cluster}, with other rules than here.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["grant.unknown"] = "没有这项授权。",
        ["grant.exists"] = "该处已授予角色 {role}。",
        ["grant.exceeds"] = "您不能授予 {role}：它的权限超出您在该处拥有的权限（{verb} {resource}）。",
        ["grant.field.required"] = "{field} 不能为空。",
        ["grant.role.unknown"] = "没有可在此处授予的角色 {role}。可用角色：{roles}。",
        ["grant.place.cluster"] = "角色 {role} 作用于整个集群，请不要指定命名空间。",
        ["grant.place.namespace"] = "角色 {role} 作用于命名空间，请至少指定一个。",
        ["grant.namespace.name"] = "{namespace} 不是有效的命名空间名称。",
        ["grant.subject.unknown"] = "没有用户或用户组 {subject}。",
        ["grant.subject.both"] = "请指定用户或用户组，不能同时指定两者。",
        ["grant.subject.kind"] = "{kind} 既不是 User 也不是 Group。",
        ["grant.toomany"] = "一次最多可授权 {most} 项。",
        ["grant.value.unknown"] = "{value} 不在可选值中：{values}。",
        ["grant.toomanyquestions"] = "一次最多可询问 {most} 个问题。",
        ["grant.question"] = "{question} 不是有效的询问，格式为：verb,group,resource,subresource,cluster,namespace,name。",
        ["grant.pending.new"] = "正在写入集群。",
        ["grant.pending.away"] = "集群 {cluster} 尚未同步，同步后立即写入。",
        ["grant.pending.namespace"] = "命名空间 {namespace} 不存在，创建后立即写入。",
        ["grant.pending.subject"] = "该用户或用户组已不存在。",
        ["grant.pending.removal"] = "集群 {cluster} 正在被移除。",
        ["grant.failed.role"] = "集群 {cluster} 中的角色 {role} 由另一个 Kpanda 维护，其规则与此处不同。",
    };
}
